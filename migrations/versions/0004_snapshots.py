"""Create the table of snapshots: an earlier version of a meeting, so that a long log opens quickly.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "snapshots",
        sa.Column("meeting", sa.String(16), sa.ForeignKey("meetings.code", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        # PostgreSQL would keep samples of the private text in its statistics.
        op.execute("ALTER TABLE words ALTER body SET STATISTICS 0")


def downgrade() -> None:
    op.drop_table("snapshots")
