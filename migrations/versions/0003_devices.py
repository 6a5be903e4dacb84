"""Create the table of devices: browsers that are signed in with a pass.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("pass", sa.String(64), sa.ForeignKey("passes.hash", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("browser", sa.String(32), nullable=False),
        sa.Column("signed_in_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("open_at", sa.String(16), nullable=False),
        sa.Column("signed_out_at", sa.BigInteger),
    )
    op.create_index("ix_devices_pass", "devices", ["pass"])


def downgrade() -> None:
    op.drop_table("devices")
