"""Campaigns of expertise: samples, experts, assignments."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _campaign()
    _campaign_conflict()
    _campaign_expert()
    _campaign_phase()
    _campaign_sample()
    _campaign_item()
    _assignment()


def downgrade() -> None:
    for table in (
        "assignment",
        "campaign_item",
        "campaign_sample",
        "campaign_phase",
        "campaign_expert",
        "campaign_conflict",
        "campaign",
    ):
        op.drop_table(table)


def _campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=True),
        sa.Column("editions", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(level = 'municipal') = (municipality_id IS NOT NULL)", name=op.f("ck_campaign_place")),
        sa.CheckConstraint("level IN ('municipal', 'regional', 'federal')", name=op.f("ck_campaign_level")),
        sa.CheckConstraint(
            "subject IN ('concept', 'evidence1', 'evidence2', 'roadmaps', 'contest')", name=op.f("ck_campaign_subject")
        ),
        sa.CheckConstraint("stage IS NULL OR stage IN (1, 2)", name=op.f("ck_campaign_stage")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_campaign_created_by")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_campaign_municipality_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_campaign_region_id")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_campaign_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_region_id"), ["region_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_season_id"), ["season_id"], unique=False)


def _campaign_conflict() -> None:
    op.create_table(
        "campaign_conflict",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("declared_by", sa.Integer(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_conflict_campaign_id")),
        sa.ForeignKeyConstraint(["declared_by"], ["person.id"], name=op.f("fk_campaign_conflict_declared_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_campaign_conflict_person_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_campaign_conflict_school_id")),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", "school_id", name=op.f("pk_campaign_conflict")),
    )


def _campaign_expert() -> None:
    op.create_table(
        "campaign_expert",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("directions", sa.Text(), nullable=False),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('invited', 'accepted', 'declined', 'removed')", name=op.f("ck_campaign_expert_state")
        ),
        sa.CheckConstraint("cap IS NULL OR cap >= 0", name=op.f("ck_campaign_expert_cap")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_expert_campaign_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_campaign_expert_person_id")),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name=op.f("pk_campaign_expert")),
    )
    with op.batch_alter_table("campaign_expert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_expert_person_id"), ["person_id"], unique=False)


def _campaign_phase() -> None:
    op.create_table(
        "campaign_phase",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "key IN ('intake', 'sampling', 'assignment', 'expertise', 'results')", name=op.f("ck_campaign_phase_key")
        ),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_campaign_phase_window")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_phase_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "key", name=op.f("pk_campaign_phase")),
    )


def _campaign_sample() -> None:
    op.create_table(
        "campaign_sample",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=False),
        sa.Column("drawn", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_sample_campaign_id")),
        sa.ForeignKeyConstraint(["drawn_by"], ["person.id"], name=op.f("fk_campaign_sample_drawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_sample")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_campaign_sample_campaign_id_number")),
    )
    with op.batch_alter_table("campaign_sample", schema=None) as batch_op:
        batch_op.create_index(
            "ix_campaign_sample_in_force",
            ["campaign_id"],
            unique=True,
            sqlite_where=sa.text("in_force"),
            postgresql_where=sa.text("in_force"),
        )


def _campaign_item() -> None:
    op.create_table(
        "campaign_item",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.Text(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_item_campaign_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_campaign_item_document_id")),
        sa.ForeignKeyConstraint(["sample_id"], ["campaign_sample.id"], name=op.f("fk_campaign_item_sample_id")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_campaign_item_version_id")),
        sa.PrimaryKeyConstraint("campaign_id", "document_id", name=op.f("pk_campaign_item")),
    )
    with op.batch_alter_table("campaign_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_item_document_id"), ["document_id"], unique=False)


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("assigned_by", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('review', 'further', 'arbitration', 'recheck')", name=op.f("ck_assignment_purpose")
        ),
        sa.CheckConstraint(
            "state IN ('assigned', 'accepted', 'declined', 'done', 'replaced', 'cancelled')",
            name=op.f("ck_assignment_state"),
        ),
        sa.CheckConstraint("seat >= 1", name=op.f("ck_assignment_seat")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_assignment_assessment_id")),
        sa.ForeignKeyConstraint(["assigned_by"], ["person.id"], name=op.f("fk_assignment_assigned_by")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_assignment_campaign_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_assignment_document_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["person.id"], name=op.f("fk_assignment_expert_id")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_assignment_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_expert_id_state"), ["expert_id", "state"], unique=False)
        batch_op.create_index(
            "ix_assignment_reader",
            ["campaign_id", "version_id", "expert_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('assigned', 'accepted', 'done')"),
            postgresql_where=sa.text("state IN ('assigned', 'accepted', 'done')"),
        )
        batch_op.create_index(
            "ix_assignment_seat",
            ["campaign_id", "version_id", "seat"],
            unique=True,
            sqlite_where=sa.text("state IN ('assigned', 'accepted', 'done')"),
            postgresql_where=sa.text("state IN ('assigned', 'accepted', 'done')"),
        )
        batch_op.create_index(batch_op.f("ix_assignment_version_id"), ["version_id"], unique=False)
