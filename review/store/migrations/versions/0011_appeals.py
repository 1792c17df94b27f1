"""Appeals, former names and heads of schools, mergers, closed years, why a document was withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WAITING = sa.text("state IN ('filed', 'reopened')")


def upgrade() -> None:
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False))
    _appeal()
    _appeal_file()
    _school_name()
    _former_person()
    _school_merger()
    _closed_season()


def downgrade() -> None:
    for table in ("closed_season", "school_merger", "former_person", "school_name", "appeal_file", "appeal"):
        op.drop_table(table)
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_reason")


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _appeal() -> None:
    op.create_table(
        "appeal",
        _number("id"),
        _number("document_id"),
        _number("version_id"),
        _number("decision_id"),
        _number("number"),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        _number("filed_by"),
        _moment("filed_at"),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=64), nullable=True),
        _number("answered_by", nullable=True),
        _moment("answered_at", nullable=True),
        _number("version"),
        sa.CheckConstraint("level IN ('municipal', 'regional')", name=op.f("ck_appeal_level")),
        sa.CheckConstraint(
            "state IN ('filed', 'reopened', 'upheld', 'changed', 'withdrawn')", name=op.f("ck_appeal_state")
        ),
        sa.CheckConstraint(
            "verdict IS NULL OR verdict IN ('conforms', 'rework', 'fails')", name=op.f("ck_appeal_verdict")
        ),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name=op.f("ck_appeal_answered")),
        _key("appeal", "document_id", "document"),
        _key("appeal", "version_id", "document_version"),
        _key("appeal", "decision_id", "decision"),
        _key("appeal", "filed_by", "person"),
        _key("appeal", "answered_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_appeal_version_id_number")),
    )
    op.create_index(op.f("ix_appeal_document_id"), "appeal", ["document_id"])
    op.create_index(op.f("ix_appeal_decision_id"), "appeal", ["decision_id"])
    op.create_index(op.f("ix_appeal_state_due"), "appeal", ["state", "due"])
    op.create_index(
        "ix_appeal_waiting", "appeal", ["version_id"], unique=True, sqlite_where=WAITING, postgresql_where=WAITING
    )


def _appeal_file() -> None:
    op.create_table(
        "appeal_file",
        _number("appeal_id"),
        _number("number"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        _number("size"),
        _key("appeal_file", "appeal_id", "appeal"),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_appeal_file_sha256")),
        sa.PrimaryKeyConstraint("appeal_id", "number", name=op.f("pk_appeal_file")),
    )


def _school_name() -> None:
    op.create_table(
        "school_name",
        _number("id"),
        _number("school_id"),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        _number("written_by"),
        _moment("written_at"),
        _key("school_name", "school_id", "school"),
        _key("school_name", "written_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_name")),
    )
    op.create_index(op.f("ix_school_name_school_id"), "school_name", ["school_id"])


def _former_person() -> None:
    op.create_table(
        "former_person",
        _number("id"),
        _number("school_id"),
        _number("season_id"),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        _number("person_id", nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        _moment("written_at"),
        sa.CheckConstraint("role IN ('director', 'curator')", name=op.f("ck_former_person_role")),
        _key("former_person", "school_id", "school"),
        _key("former_person", "season_id", "season"),
        _key("former_person", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_person")),
    )
    op.create_index(op.f("ix_former_person_school_id"), "former_person", ["school_id"])


def _school_merger() -> None:
    op.create_table(
        "school_merger",
        _number("school_id"),
        _number("successor_id"),
        _number("heir_id"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        _number("written_by"),
        _moment("written_at"),
        sa.CheckConstraint("school_id <> successor_id", name=op.f("ck_school_merger_other")),
        _key("school_merger", "school_id", "school"),
        _key("school_merger", "successor_id", "school"),
        _key("school_merger", "heir_id", "school"),
        _key("school_merger", "written_by", "person"),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_school_merger")),
    )
    op.create_index(op.f("ix_school_merger_heir_id"), "school_merger", ["heir_id"])


def _closed_season() -> None:
    op.create_table(
        "closed_season",
        _number("season_id"),
        _number("closed_by"),
        _moment("closed_at"),
        sa.Column("summary", sa.Text(), nullable=False),
        _key("closed_season", "season_id", "season"),
        _key("closed_season", "closed_by", "person"),
        sa.PrimaryKeyConstraint("season_id", name=op.f("pk_closed_season")),
    )
