"""The first shape of the database."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_audit_seq")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("stream", "seq", name=op.f("uq_audit_stream_seq")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_document_id"), ["document_id"], unique=False)

    op.create_table(
        "frozen_edition",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_edition")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("merge", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("run_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name=op.f("ck_job_lease")),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'dead', 'cancelled')", name=op.f("ck_job_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(
            "ix_job_merge",
            ["merge"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting' AND merge IS NOT NULL"),
            postgresql_where=sa.text("state = 'waiting' AND merge IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_job_state_priority_run_after"), ["state", "priority", "run_after"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("name", name=op.f("uq_region_name")),
    )
    op.create_table(
        "season",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("profile", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season")),
        sa.UniqueConstraint("year", "profile", name=op.f("uq_season_year_profile")),
    )
    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.create_index(
            "ix_season_current",
            ["current"],
            unique=True,
            sqlite_where=sa.text("current"),
            postgresql_where=sa.text("current"),
        )

    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_invitation_token_sha256")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_municipality_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("region_id", "name", name=op.f("uq_municipality_region_id_name")),
    )
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("founder", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("signer_post", sa.Text(), nullable=False),
        sa.Column("signer_name", sa.Text(), nullable=False),
        sa.Column("executor_name", sa.Text(), nullable=False),
        sa.Column("executor_phone", sa.Text(), nullable=False),
        sa.Column("number_suffix", sa.Text(), nullable=False),
        sa.Column("order_word", sa.Text(), nullable=False),
        sa.Column("order_verb", sa.Text(), nullable=False),
        sa.CheckConstraint("(level = 'municipal') = (municipality_id IS NOT NULL)", name=op.f("ck_body_place")),
        sa.CheckConstraint("level IN ('municipal', 'regional')", name=op.f("ck_body_level")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_body_municipality_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_body_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("municipality_id", name=op.f("uq_body_municipality_id")),
    )
    with op.batch_alter_table("body", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_region_id"), ["region_id"], unique=False)

    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_school_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("municipality_id", "full_name", name=op.f("uq_school_municipality_id_full_name")),
    )
    with op.batch_alter_table("school", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=True),
        sa.Column("kind_given", sa.Boolean(), nullable=False),
        sa.Column("risk", sa.String(length=64), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("curator_confirmed", sa.Boolean(), nullable=True),
        sa.Column("curator_remark", sa.Text(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('uploaded', 'in_expertise', 'assessed', 'conforms', 'rework', 'fails')",
            name=op.f("ck_document_state"),
        ),
        sa.CheckConstraint("latest >= 1", name=op.f("ck_document_latest")),
        sa.CheckConstraint("stage IS NULL OR stage IN (1, 2)", name=op.f("ck_document_stage")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_document_school_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_document_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_school_id_season_id"), ["school_id", "season_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_season_id_state"), ["season_id", "state"], unique=False)

    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("shown_number", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("docx_sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('registered', 'signed', 'sent', 'revoked')", name=op.f("ck_paper_state")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_paper_number")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_paper_body_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_paper_created_by")),
        sa.ForeignKeyConstraint(["docx_sha256"], ["stored_file.sha256"], name=op.f("fk_paper_docx_sha256")),
        sa.ForeignKeyConstraint(["pdf_sha256"], ["stored_file.sha256"], name=op.f("fk_paper_pdf_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("body_id", "series", "year", "number", name=op.f("uq_paper_body_id_series_year_number")),
        sa.UniqueConstraint("code", name=op.f("uq_paper_code")),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_date"), ["date"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_docx_sha256"), ["docx_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_pdf_sha256"), ["pdf_sha256"], unique=False)

    op.create_table(
        "paper_counter",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_paper_counter_body_id")),
        sa.PrimaryKeyConstraint("body_id", "series", "year", name=op.f("pk_paper_counter")),
    )
    op.create_table(
        "person_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(role = 'administrator' AND region_id IS NULL AND municipality_id IS NULL AND school_id IS NULL) OR (role = 'regional_coordinator' AND region_id IS NOT NULL) OR (role IN ('municipal_coordinator', 'municipal_expert', 'curator') AND municipality_id IS NOT NULL) OR (role = 'school' AND school_id IS NOT NULL)",
            name=op.f("ck_person_grant_place"),
        ),
        sa.CheckConstraint(
            "role IN ('school', 'curator', 'municipal_expert', 'municipal_coordinator', 'regional_coordinator', 'administrator')",
            name=op.f("ck_person_grant_role"),
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_person_grant_municipality_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_grant_person_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_person_grant_region_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_person_grant_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_grant")),
    )
    with op.batch_alter_table("person_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_grant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "school_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("director", sa.Text(), nullable=False),
        sa.Column("director_post", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("risks_known", sa.Boolean(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "period_start IS NULL OR period_end IS NULL OR period_start <= period_end",
            name=op.f("ck_school_card_period"),
        ),
        sa.ForeignKeyConstraint(["curator_id"], ["person.id"], name=op.f("fk_school_card_curator_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_card_school_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_school_card_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_card")),
        sa.UniqueConstraint("school_id", "season_id", name=op.f("uq_school_card_school_id_season_id")),
    )
    with op.batch_alter_table("school_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_card_curator_id"), ["curator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_school_card_season_id"), ["season_id"], unique=False)

    op.create_table(
        "card_risk",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("significance", sa.String(length=64), nullable=True),
        sa.Column("activated", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "significance IS NULL OR significance IN ('high', 'medium', 'low')", name=op.f("ck_card_risk_significance")
        ),
        sa.ForeignKeyConstraint(["card_id"], ["school_card.id"], name=op.f("fk_card_risk_card_id")),
        sa.PrimaryKeyConstraint("card_id", "code", name=op.f("pk_card_risk")),
    )
    op.create_table(
        "document_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("problem_code", sa.String(length=64), nullable=True),
        sa.Column("problem_message", sa.Text(), nullable=True),
        sa.Column("problem_hint", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("unread", sa.Text(), nullable=False),
        sa.Column("rubric", sa.String(length=64), nullable=True),
        sa.Column("criteria", sa.Integer(), nullable=False),
        sa.Column("machine", sa.LargeBinary(), nullable=True),
        sa.Column("machine_zone", sa.String(length=64), nullable=True),
        sa.Column("machine_share", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'reading', 'checked', 'refused', 'withdrawn')", name=op.f("ck_document_version_state")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_document_version_number")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_version_document_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_document_version_sha256")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["person.id"], name=op.f("fk_document_version_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_version_document_id_number")),
    )
    with op.batch_alter_table("document_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_version_sha256"), ["sha256"], unique=False)

    op.create_table(
        "paper_school",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_school_paper_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_paper_school_school_id")),
        sa.PrimaryKeyConstraint("paper_id", "school_id", name=op.f("pk_paper_school")),
    )
    with op.batch_alter_table("paper_school", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_school_school_id"), ["school_id"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("rubric", sa.String(length=64), nullable=False),
        sa.Column("rubric_sha256", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("praise", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("total", sa.LargeBinary(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["expert_id"], ["person.id"], name=op.f("fk_assessment_expert_id")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_assessment_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("version_id", "expert_id", name=op.f("uq_assessment_version_id_expert_id")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_expert_id"), ["expert_id"], unique=False)

    op.create_table(
        "copy_row",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_copy_row_version_id")),
        sa.PrimaryKeyConstraint("version_id", "row", name=op.f("pk_copy_row")),
    )
    with op.batch_alter_table("copy_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_row_row"), ["row"], unique=False)

    op.create_table(
        "examination",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("rubric", sa.String(length=64), nullable=True),
        sa.Column("rubric_sha256", sa.String(length=64), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("examined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_examination_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_examination")),
    )
    op.create_table(
        "paper_version",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_version_paper_id")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_paper_version_version_id")),
        sa.PrimaryKeyConstraint("paper_id", "version_id", name=op.f("pk_paper_version")),
    )
    with op.batch_alter_table("paper_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_version_version_id"), ["version_id"], unique=False)

    op.create_table(
        "version_text",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("facts_kind", sa.String(length=64), nullable=True),
        sa.Column("facts_edition", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_version_text_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_version_text")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=64), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rubric", sa.Text(), nullable=False),
        sa.Column("rubric_sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("verdict IN ('conforms', 'rework', 'fails')", name=op.f("ck_decision_verdict")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_decision_assessment_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_decision_decided_by")),
        sa.ForeignKeyConstraint(["rubric"], ["frozen_edition.id"], name=op.f("fk_decision_rubric")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_decision_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_decision_version_id_number")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_decided_at"), ["decided_at"], unique=False)

    op.create_table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level IS NULL OR (level >= 0 AND NOT not_applicable)", name=op.f("ck_mark_level")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_mark_assessment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sa.UniqueConstraint("assessment_id", "code", name=op.f("uq_mark_assessment_id_code")),
    )
    op.create_table(
        "mark_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_mark_change_assessment_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_mark_change_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_change")),
        sa.UniqueConstraint("assessment_id", "code", "version", name=op.f("uq_mark_change_assessment_id_code_version")),
    )


def downgrade() -> None:
    for table in (
        "mark_change",
        "mark",
        "decision",
        "version_text",
        "paper_version",
        "examination",
        "copy_row",
        "assessment",
        "paper_school",
        "document_version",
        "card_risk",
        "school_card",
        "person_grant",
        "paper_counter",
        "paper",
        "document",
        "school",
        "body",
        "municipality",
        "invitation",
        "stored_file",
        "season",
        "region",
        "person",
        "job",
        "frozen_edition",
        "audit",
    ):
        op.drop_table(table)
