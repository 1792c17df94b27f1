"""Documents that left a sample stay in it by name, with the reason and who said so."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("campaign_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("excluded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("excluded_reason", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("excluded_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_campaign_item_excluded_by"), "person", ["excluded_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("campaign_item", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_campaign_item_excluded_by"), type_="foreignkey")
        batch_op.drop_column("excluded_by")
        batch_op.drop_column("excluded_reason")
        batch_op.drop_column("excluded_at")
