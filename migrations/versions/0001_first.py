"""Create the tables: meetings, events, private texts of events, idempotency keys of commands, passes.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("head", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "events",
        _meeting_column(),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("command", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("meeting", "version"),
    )
    op.create_table(
        "words",
        _meeting_column(),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("meeting", "version"),
    )
    op.create_table(
        "commands",
        _meeting_column(),
        sa.Column("pass", sa.String(64), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("meeting", "pass", "key"),
    )
    op.create_table(
        "passes",
        sa.Column("hash", sa.String(64), primary_key=True),
        _meeting_column(),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("seat", sa.String(64)),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_index("ix_passes_meeting", "passes", ["meeting"])


def downgrade() -> None:
    for table in ("passes", "commands", "words", "events", "meetings"):
        op.drop_table(table)


def _meeting_column() -> "sa.Column[str]":
    return sa.Column("meeting", sa.String(16), sa.ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False)
