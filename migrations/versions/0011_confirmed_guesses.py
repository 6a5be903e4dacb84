"""Keep which guesses from a concept note were confirmed.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("concept_notes", sa.Column("confirmed", sa.Text))


def downgrade() -> None:
    op.drop_column("concept_notes", "confirmed")
