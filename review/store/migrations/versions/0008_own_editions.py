"""Rubric editions of a region, and its bank of recommendations."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _own_edition()
    _recommendation()


def downgrade() -> None:
    for table in ("recommendation_change", "recommendation", "edition_choice", "own_edition"):
        op.drop_table(table)


def _own_edition() -> None:
    op.create_table(
        "own_edition",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("brought_by", sa.Integer(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["brought_by"], ["person.id"], name=op.f("fk_own_edition_brought_by")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_own_edition_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_edition")),
    )
    op.create_index(op.f("ix_own_edition_region_id"), "own_edition", ["region_id"])
    op.create_table(
        "edition_choice",
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chosen_by"], ["person.id"], name=op.f("fk_edition_choice_chosen_by")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_edition_choice_region_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_edition_choice_season_id")),
        sa.PrimaryKeyConstraint("region_id", "season_id", "kind", name=op.f("pk_edition_choice")),
    )


def _recommendation() -> None:
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_recommendation_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    op.create_index(op.f("ix_recommendation_region_id_kind_code"), "recommendation", ["region_id", "kind", "code"])
    op.create_table(
        "recommendation_change",
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_recommendation_change_changed_by")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_recommendation_change_recommendation_id")
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "version", name=op.f("pk_recommendation_change")),
    )
