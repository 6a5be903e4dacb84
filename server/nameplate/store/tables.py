"""The tables of the database.

Rows of `events` never change. The private text of an event is in the table `words`, so that it can be erased.
The table `commands` holds the idempotency keys of commands. The table `devices` holds the browsers that are signed in.
The table `snapshots` holds at most one earlier version of each meeting. It is made from the log, and may be deleted.
The table `webhooks` holds secrets that the server must be able to read, because it signs with them.
The tables `statement_files` and `statement_chunks` hold the attached texts of speeches, which the log never contains.
The table `join_requests` holds the phones that ask to become a device of a delegation, and how each was decided.
The table `concept_notes` holds the text from which a programme was proposed. It has names, so it can be erased.
The last tables belong to no meeting: the links of organisers, the browsers that have opened one, and the screens that
wait to be paired.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

meetings = Table(
    "meetings",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("title", Text, nullable=False),
    Column("head", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(64), nullable=False),
    Column("command", Integer, nullable=False),
    Column("hash", String(64)),
    Column("text_hash", String(64)),
    PrimaryKeyConstraint("meeting", "version"),
)

private_texts = Table(
    "words",
    metadata,
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("salt", String(32)),
    PrimaryKeyConstraint("meeting", "version"),
)

commands = Table(
    "commands",
    metadata,
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
    Column("pass", String(64), nullable=False),
    Column("key", String(128), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    PrimaryKeyConstraint("meeting", "pass", "key"),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

passes = Table(
    "passes",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("seat", String(64)),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)

devices = Table(
    "devices",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("pass", ForeignKey("passes.hash", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("browser", String(32), nullable=False),
    Column("signed_in_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("open_at", String(16), nullable=False),
    Column("signed_out_at", BigInteger),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("secret", String(128), nullable=False),
    Column("kinds", String(128), nullable=False),
    Column("delivered", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", BigInteger),
    Column("paused_at", BigInteger),
    Column("leased_by", String(16)),
    Column("leased_until", BigInteger),
)

statement_files = Table(
    "statement_files",
    metadata,
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
    Column("id", String(32), nullable=False),
    Column("size", Integer, nullable=False),
    Column("stored_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("meeting", "id"),
)

statement_chunks = Table(
    "statement_chunks",
    metadata,
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
    Column("id", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("meeting", "id", "number"),
)

join_requests = Table(
    "join_requests",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), nullable=False),
    Column("code", String(8), nullable=False),
    Column("seat", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("browser", String(32), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("decision", String(16)),
    Column("decided_by", String(64)),
    Column("decided_at", BigInteger),
    UniqueConstraint("meeting", "code"),
)

concept_notes = Table(
    "concept_notes",
    metadata,
    Column("meeting", ForeignKey("meetings.code", ondelete="CASCADE"), primary_key=True),
    Column("body", Text, nullable=False),
    Column("confirmed", Text),
)

organiser_links = Table(
    "organiser_links",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)

organiser_browsers = Table(
    "organiser_browsers",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("link", ForeignKey("organiser_links.hash", ondelete="CASCADE"), nullable=False, index=True),
    Column("signed_in_at", BigInteger, nullable=False),
    Column("signed_out_at", BigInteger),
)

pairings = Table(
    "pairings",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("options", Text),
    Column("created_at", BigInteger, nullable=False),
)
