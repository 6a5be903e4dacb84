"""Create the table of webhooks.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("meeting", sa.String(16), sa.ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("secret", sa.String(128), nullable=False),
        sa.Column("kinds", sa.String(128), nullable=False),
        sa.Column("delivered", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", sa.BigInteger),
        sa.Column("paused_at", sa.BigInteger),
        sa.Column("leased_by", sa.String(16)),
        sa.Column("leased_until", sa.BigInteger),
    )
    op.create_index("ix_webhooks_meeting", "webhooks", ["meeting"])


def downgrade() -> None:
    op.drop_table("webhooks")
