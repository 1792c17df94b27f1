"""Further experts, arbitration, dissents, re-checks by the region."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LASTING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("blind", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("recheck", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("""UPDATE campaign SET blind = true WHERE policy LIKE '%"blind"\\:true%'""")
    _dissent()
    _criterion_switch()
    _returned_result()
    _outside_result()


def downgrade() -> None:
    for table in ("outside_result", "returned_result", "criterion_switch", "dissent"):
        op.drop_table(table)
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_column("recheck")
        batch_op.drop_column("blind")


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _dissent() -> None:
    op.create_table(
        "dissent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _moment("written_at"),
        _key("dissent", "assessment_id", "assessment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissent")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_dissent_assessment_id")),
    )


def _criterion_switch() -> None:
    op.create_table(
        "criterion_switch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("rubric", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("switched_by", sa.Integer(), nullable=False),
        _moment("switched_at"),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        _moment("ended_at", nullable=True),
        _key("criterion_switch", "region_id", "region"),
        _key("criterion_switch", "switched_by", "person"),
        _key("criterion_switch", "ended_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_switch")),
    )
    op.create_index(
        "ix_criterion_switch_lasting",
        "criterion_switch",
        ["region_id", "rubric", "code"],
        unique=True,
        sqlite_where=LASTING,
        postgresql_where=LASTING,
    )


def _returned_result() -> None:
    op.create_table(
        "returned_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("returned_by", sa.Integer(), nullable=False),
        _moment("returned_at"),
        _key("returned_result", "campaign_id", "campaign"),
        _key("returned_result", "decision_id", "decision"),
        _key("returned_result", "returned_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_result")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_returned_result_decision_id")),
    )
    op.create_index(op.f("ix_returned_result_campaign_id"), "returned_result", ["campaign_id"])


def _outside_result() -> None:
    op.create_table(
        "outside_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=64), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        _moment("entered_at"),
        sa.CheckConstraint(
            "verdict IS NULL OR verdict IN ('conforms', 'rework', 'fails')", name=op.f("ck_outside_result_verdict")
        ),
        sa.CheckConstraint("zone IS NULL OR zone IN ('green', 'yellow', 'red')", name=op.f("ck_outside_result_zone")),
        _key("outside_result", "campaign_id", "campaign"),
        _key("outside_result", "document_id", "document"),
        _key("outside_result", "version_id", "document_version"),
        _key("outside_result", "entered_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_result")),
        sa.UniqueConstraint("campaign_id", "document_id", name=op.f("uq_outside_result_campaign_id_document_id")),
    )
    op.create_index(op.f("ix_outside_result_document_id"), "outside_result", ["document_id"])
