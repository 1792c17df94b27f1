"""Remarks and praise on an author's words, and their life from version to version."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _remark()
    _remark_place()
    _remark_change()
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carried_from", sa.Integer(), nullable=True))
    with op.batch_alter_table("document_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rendered_sha256", sa.String(length=64), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_document_version_rendered_sha256"), "stored_file", ["rendered_sha256"], ["sha256"]
        )


def downgrade() -> None:
    with op.batch_alter_table("document_version", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_document_version_rendered_sha256"), type_="foreignkey")
        batch_op.drop_column("rendered_sha256")
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.drop_column("carried_from")
    for table in ("remark_change", "remark_place", "remark"):
        op.drop_table(table)


def _remark() -> None:
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("weight", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('remark', 'praise')", name=op.f("ck_remark_kind")),
        sa.CheckConstraint("weight IN ('must', 'should', 'note')", name=op.f("ck_remark_weight")),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'proposed', 'closed', 'withdrawn')", name=op.f("ck_remark_state")
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_remark_answered_by")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_remark_assessment_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_remark_author_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_remark_document_id")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_remark_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sa.UniqueConstraint("assessment_id", "key", name=op.f("uq_remark_assessment_id_key")),
    )
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_remark_document_id_state"), ["document_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_remark_version_id"), ["version_id"], unique=False)


def _remark_place() -> None:
    op.create_table(
        "remark_place",
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(length=64), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "fate IN ('kept', 'moved', 'changed', 'gone', 'doubtful')", name=op.f("ck_remark_place_fate")
        ),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name=op.f("ck_remark_place_confidence")),
        sa.ForeignKeyConstraint(["remark_id"], ["remark.id"], name=op.f("fk_remark_place_remark_id")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_remark_place_version_id")),
        sa.PrimaryKeyConstraint("remark_id", "version_id", name=op.f("pk_remark_place")),
    )
    with op.batch_alter_table("remark_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_place_version_id"), ["version_id"], unique=False)


def _remark_change() -> None:
    op.create_table(
        "remark_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_remark_change_by")),
        sa.ForeignKeyConstraint(["remark_id"], ["remark.id"], name=op.f("fk_remark_change_remark_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark_change")),
    )
    with op.batch_alter_table("remark_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_change_remark_id"), ["remark_id"], unique=False)
