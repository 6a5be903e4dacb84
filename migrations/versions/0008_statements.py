"""Create the tables of the attached texts of speeches.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statement_files",
        sa.Column("meeting", sa.String(16), sa.ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("stored_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("meeting", "id"),
    )
    op.create_table(
        "statement_chunks",
        sa.Column("meeting", sa.String(16), sa.ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("meeting", "id", "number"),
    )


def downgrade() -> None:
    op.drop_table("statement_chunks")
    op.drop_table("statement_files")
