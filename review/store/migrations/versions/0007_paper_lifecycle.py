"""The life of a paper: drafts, visas, signatures, renditions, replacement; own templates; words; batches."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _paper_draft()
    _paper_visa()
    _paper_step()
    _paper_rendition()
    _paper_signature()
    _paper_chain()
    _template_edition()
    _own_template()
    _word_correction()
    _paper_answers()
    _batch()
    _batch_item()


def downgrade() -> None:
    for table in (
        "batch_item",
        "batch",
        "paper_answers",
        "word_correction",
        "own_template",
        "template_edition",
        "paper_chain",
        "paper_signature",
        "paper_rendition",
        "paper_step",
        "paper_visa",
        "paper_draft",
    ):
        op.drop_table(table)


def _paper_draft() -> None:
    op.create_table(
        "paper_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'registered') = (paper_id IS NOT NULL)", name=op.f("ck_paper_draft_registered")),
        sa.CheckConstraint(
            "state IN ('draft', 'approval', 'registered', 'dropped')", name=op.f("ck_paper_draft_state")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_paper_draft_body_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_paper_draft_created_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_draft_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_draft")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_paper_draft_paper_id")),
    )
    op.create_index(op.f("ix_paper_draft_body_id"), "paper_draft", ["body_id"], unique=False)


def _paper_visa() -> None:
    op.create_table(
        "paper_visa",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(word = 'waiting') = (answered_at IS NULL)", name=op.f("ck_paper_visa_answered")),
        sa.CheckConstraint("word IN ('waiting', 'agreed', 'remark')", name=op.f("ck_paper_visa_word")),
        sa.ForeignKeyConstraint(["draft_id"], ["paper_draft.id"], name=op.f("fk_paper_visa_draft_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_paper_visa_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_visa")),
        sa.UniqueConstraint("draft_id", "place", name=op.f("uq_paper_visa_draft_id_place")),
    )
    op.create_index(op.f("ix_paper_visa_person_id"), "paper_visa", ["person_id"], unique=False)


def _paper_step() -> None:
    op.create_table(
        "paper_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_step_paper_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_paper_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_step")),
    )
    op.create_index(op.f("ix_paper_step_paper_id"), "paper_step", ["paper_id"], unique=False)


def _paper_rendition() -> None:
    op.create_table(
        "paper_rendition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_rendition_paper_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_paper_rendition_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_rendition")),
        sa.UniqueConstraint(
            "paper_id", "kind", "format", "sha256", name=op.f("uq_paper_rendition_paper_id_kind_format_sha256")
        ),
    )
    op.create_index(op.f("ix_paper_rendition_sha256"), "paper_rendition", ["sha256"], unique=False)


def _paper_signature() -> None:
    op.create_table(
        "paper_signature",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("covers", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('scan', 'file')", name=op.f("ck_paper_signature_kind")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_paper_signature_added_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_signature_paper_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_paper_signature_sha256")),
        sa.PrimaryKeyConstraint("paper_id", name=op.f("pk_paper_signature")),
    )
    op.create_index(op.f("ix_paper_signature_sha256"), "paper_signature", ["sha256"], unique=False)


def _paper_chain() -> None:
    op.create_table(
        "paper_chain",
        sa.Column("old_id", sa.Integer(), nullable=False),
        sa.Column("new_id", sa.Integer(), nullable=True),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["new_id"], ["paper.id"], name=op.f("fk_paper_chain_new_id")),
        sa.ForeignKeyConstraint(["old_id"], ["paper.id"], name=op.f("fk_paper_chain_old_id")),
        sa.PrimaryKeyConstraint("old_id", name=op.f("pk_paper_chain")),
    )
    op.create_index(op.f("ix_paper_chain_new_id"), "paper_chain", ["new_id"], unique=False)


def _template_edition() -> None:
    op.create_table(
        "template_edition",
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("docx_sha256", sa.String(length=64), nullable=False),
        sa.Column("fields_sha256", sa.String(length=64), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["docx_sha256"], ["stored_file.sha256"], name=op.f("fk_template_edition_docx_sha256")),
        sa.ForeignKeyConstraint(
            ["fields_sha256"], ["stored_file.sha256"], name=op.f("fk_template_edition_fields_sha256")
        ),
        sa.PrimaryKeyConstraint("edition", name=op.f("pk_template_edition")),
    )


def _own_template() -> None:
    op.create_table(
        "own_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("docx_sha256", sa.String(length=64), nullable=False),
        sa.Column("fields_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_own_template_body_id")),
        sa.ForeignKeyConstraint(["docx_sha256"], ["stored_file.sha256"], name=op.f("fk_own_template_docx_sha256")),
        sa.ForeignKeyConstraint(["fields_sha256"], ["stored_file.sha256"], name=op.f("fk_own_template_fields_sha256")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["person.id"], name=op.f("fk_own_template_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_template")),
        sa.UniqueConstraint("body_id", "name", "edition", name=op.f("uq_own_template_body_id_name_edition")),
    )
    op.create_index(op.f("ix_own_template_edition"), "own_template", ["edition"], unique=False)


def _word_correction() -> None:
    op.create_table(
        "word_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("inflection", sa.String(length=64), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "inflection IN ('nomn', 'gent', 'datv', 'accs', 'ablt', 'loct', 'gender')",
            name=op.f("ck_word_correction_inflection"),
        ),
        sa.CheckConstraint("kind IN ('name', 'position', 'organisation')", name=op.f("ck_word_correction_kind")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_word_correction_body_id")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_word_correction_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_correction")),
        sa.UniqueConstraint(
            "body_id", "kind", "text", "inflection", name=op.f("uq_word_correction_body_id_kind_text_inflection")
        ),
    )


def _paper_answers() -> None:
    op.create_table(
        "paper_answers",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_paper_answers_body_id")),
        sa.PrimaryKeyConstraint("body_id", "template", name=op.f("pk_paper_answers")),
    )


def _batch() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_batch_body_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_batch_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("key", name=op.f("uq_batch_key")),
    )


def _batch_item() -> None:
    op.create_table(
        "batch_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.CheckConstraint("(state = 'issued') = (paper_id IS NOT NULL)", name=op.f("ck_batch_item_paper")),
        sa.CheckConstraint("state IN ('waiting', 'issued', 'refused')", name=op.f("ck_batch_item_state")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_item_batch_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_batch_item_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_item")),
        sa.UniqueConstraint("batch_id", "key", name=op.f("uq_batch_item_batch_id_key")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_batch_item_paper_id")),
    )
