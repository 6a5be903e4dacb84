"""Create the tables of organisers: their links, and the browsers that have opened one.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organiser_links",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_table(
        "organiser_browsers",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("link", sa.String(64), sa.ForeignKey("organiser_links.hash", ondelete="CASCADE"), nullable=False),
        sa.Column("signed_in_at", sa.BigInteger, nullable=False),
        sa.Column("signed_out_at", sa.BigInteger),
    )
    op.create_index("ix_organiser_browsers_link", "organiser_browsers", ["link"])


def downgrade() -> None:
    op.drop_table("organiser_browsers")
    op.drop_table("organiser_links")
