"""Add a hash chain over the events of each meeting, so that damage to the database is noticed.

Revision ID: 0002
Revises: 0001
"""

import hashlib
import secrets

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SET_HASHES = sa.text(
    "UPDATE events SET hash = :hash, text_hash = :text_hash WHERE meeting = :code AND version = :version"
)
SET_SALT = sa.text("UPDATE words SET salt = :salt WHERE meeting = :code AND version = :version")


def upgrade() -> None:
    op.add_column("events", sa.Column("hash", sa.String(64)))
    op.add_column("events", sa.Column("text_hash", sa.String(64)))
    op.add_column("words", sa.Column("salt", sa.String(32)))
    connection = op.get_bind()
    codes = connection.execute(sa.text("SELECT code FROM meetings")).scalars().all()
    for code in codes:
        _hash_meeting(connection, code)


def downgrade() -> None:
    op.drop_column("words", "salt")
    op.drop_column("events", "text_hash")
    op.drop_column("events", "hash")


def _hash_meeting(connection: sa.Connection, code: str) -> None:
    """Give each event of a meeting its hash, and each private text a salt. It takes the log to be undamaged."""
    rows = connection.execute(
        sa.text(
            "SELECT e.version, e.name, e.body, e.at, e.by, e.command, w.body FROM events e"
            " LEFT JOIN words w ON w.meeting = e.meeting AND w.version = e.version"
            " WHERE e.meeting = :code ORDER BY e.version"
        ),
        {"code": code},
    ).all()
    previous, events, salts = "", [], []
    for version, name, body, at, by, command, text in rows:
        text_hash = None
        if text is not None:
            salt = secrets.token_hex(16)
            text_hash = hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()
            salts.append({"code": code, "version": version, "salt": salt})
        covered = msgspec.json.encode([previous, version, name, body, at, by, command, text_hash])
        previous = hashlib.sha256(covered).hexdigest()
        events.append({"code": code, "version": version, "hash": previous, "text_hash": text_hash})
    if events:
        connection.execute(SET_HASHES, events)
    if salts:
        connection.execute(SET_SALT, salts)
