"""Rows of words lie in the order they are asked for: a search reads one stretch of the file for each row."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild(("row", "version_id"), "version_id", with_rowid=False)


def downgrade() -> None:
    _rebuild(("version_id", "row"), "row", with_rowid=True)


def _rebuild(key: tuple[str, str], indexed: str, *, with_rowid: bool) -> None:
    op.execute("CREATE TEMPORARY TABLE copy_row_kept AS SELECT * FROM copy_row")
    op.drop_table("copy_row")
    op.create_table(
        "copy_row",
        sa.Column("row", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_copy_row_version_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_copy_row")),
        sqlite_with_rowid=with_rowid,
    )
    op.create_index(op.f(f"ix_copy_row_{indexed}"), "copy_row", [indexed])
    op.execute('INSERT INTO copy_row (version_id, "row") SELECT version_id, "row" FROM copy_row_kept ORDER BY "row"')
    op.execute("DROP TABLE copy_row_kept")
