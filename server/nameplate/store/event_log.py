"""The event log of a meeting: create it, append to it, read it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from nameplate.meeting import LogEntry, Meeting, record, replay
from nameplate.meeting.programme.meeting_created import MeetingCreated

from . import codec, hash_chain, tables
from .database import Database, NotStored
from .hash_chain import DamagedLog, StoredEvent

MOVE_HEAD = (
    update(tables.meetings)
    .where(tables.meetings.c.code == bindparam("meeting"), tables.meetings.c.head == bindparam("before"))
    .values(head=bindparam("after"))
)
ADD_EVENTS, ADD_PRIVATE_TEXTS = insert(tables.events), insert(tables.private_texts)
ADD_KEYS = insert(tables.commands)
HASH_OF = select(tables.events.c.hash).where(
    tables.events.c.meeting == bindparam("meeting"), tables.events.c.version == bindparam("version")
)
"""The SQL statements of an append. They are built once, because building them takes as long as running them."""

EVENT_COLUMNS = ("meeting", "version", "name", "body", "at", "by", "command", "hash", "text_hash")


@dataclass(frozen=True, slots=True)
class CommandKey:
    """The idempotency key of a command.

    `by` is the name of the pass. `version` is the version of the meeting after the command. `digest` is a digest of the
    fields of the command.
    """

    by: str
    key: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class OpenedMeeting:
    """A meeting replayed from its log, and the idempotency keys of its commands."""

    meeting: Meeting
    keys: tuple[CommandKey, ...]


@dataclass(frozen=True, slots=True)
class _MeetingRows:
    """The rows of a meeting: the version of its newest event, all events, oldest first, and idempotency keys."""

    code: str
    head: int
    events: Sequence[StoredEvent]
    keys: Sequence[Row[str, str, int, str]]


class NoMeeting(Exception):
    """No meeting has this code."""


class ConcurrentWrite(NotStored):
    """Another process has appended to the log, so nothing was stored. Read the log again before the next append."""


class EventLog:
    """The logs of all meetings in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def append(
        self, code: str, entries: list[LogEntry], keys: list[CommandKey], block_seconds: float = 0.0
    ) -> Future[None]:
        """Append entries and keys to the log. For `block_seconds` see `Database.submit`.

        When the future has a result, all entries are durable. If it fails with `NotStored` or `ConcurrentWrite`, no
        entry is stored.
        """
        return self.database.submit(lambda connection: _append(connection, code, entries, keys), block_seconds)

    async def open(self, code: str) -> OpenedMeeting:
        """Read a meeting. Raises `NoMeeting`, `DamagedLog`.

        The database thread only fetches the rows. Another thread replays them, so that other jobs need not wait.
        """
        stored = await self.database.run(lambda connection: _fetch(connection, code))
        return await asyncio.to_thread(_replay, stored)

    def open_blocking(self, code: str) -> OpenedMeeting:
        """The same for callers without an event loop. Other processes may write while this one replays."""
        return _replay(self.database.run_blocking(lambda connection: _fetch(connection, code)))

    async def codes(self) -> list[tuple[str, str, int]]:
        """Code, title and time of creation of every meeting, the newest first."""
        return await self.database.run(listing)


def create(connection: Connection, created: MeetingCreated, at: int) -> None:
    """Create a meeting, with the first entry of its log. `at` is in ms, UTC."""
    meeting = record(Meeting(), created, at, "secretariat", 1)
    row = {"code": created.code, "title": created.title, "head": 0, "created_at": at}
    connection.execute(insert(tables.meetings).values(row))
    _append(connection, created.code, list(meeting.entries()), [])


def listing(connection: Connection) -> list[tuple[str, str, int]]:
    """Code, title and time of creation of every meeting, the newest first."""
    meetings = tables.meetings.c
    rows = connection.execute(
        select(meetings.code, meetings.title, meetings.created_at).order_by(meetings.created_at.desc())
    )
    return [(row.code, row.title, row.created_at) for row in rows]


def erase(connection: Connection, code: str) -> int:
    """Erase the private texts of a meeting. Returns the number of entries that had private text.

    The public part of the log stays, with the times of all speeches.
    """
    return connection.execute(delete(tables.private_texts).where(tables.private_texts.c.meeting == code)).rowcount


def count_texts(connection: Connection, code: str) -> int:
    """The number of entries of a meeting that have private text."""
    texts = tables.private_texts
    return connection.execute(select(func.count()).select_from(texts).where(texts.c.meeting == code)).scalar_one()


def remove(connection: Connection, code: str) -> int:
    """Remove a meeting with its log, keys and passes. Returns 1, or 0 if no meeting has this code."""
    return connection.execute(delete(tables.meetings).where(tables.meetings.c.code == code)).rowcount


def _append(connection: Connection, code: str, entries: list[LogEntry], keys: list[CommandKey]) -> None:
    moved = {"meeting": code, "before": entries[0].version - 1, "after": entries[-1].version}
    if connection.execute(MOVE_HEAD, moved).rowcount != 1:
        raise ConcurrentWrite(f"The log of {code} has moved on under another writer; one process may serve a database.")
    before = {"meeting": code, "version": entries[0].version - 1}
    previous = connection.execute(HASH_OF, before).scalar() or hash_chain.BEFORE_THE_FIRST
    events, texts = [], []
    for entry in entries:
        name, (body, text) = type(entry.event).__name__, codec.encode(entry.event)
        salt = hash_chain.new_salt() if text else ""
        text_hash = hash_chain.hash_of_text(text, salt) if text else None
        stored = (entry.version, name, body, entry.at, entry.by, entry.command)
        previous = hash_chain.hash_of_event(previous, *stored, text_hash)
        events.append(dict(zip(EVENT_COLUMNS, (code, *stored, previous, text_hash), strict=True)))
        if text:
            texts.append({"meeting": code, "version": entry.version, "body": text, "salt": salt})
    connection.execute(ADD_EVENTS, events)
    if texts:
        connection.execute(ADD_PRIVATE_TEXTS, texts)
    if keys:
        rows = [{"meeting": code, "pass": k.by, "key": k.key, "version": k.version, "digest": k.digest} for k in keys]
        connection.execute(ADD_KEYS, rows)


def read(connection: Connection, code: str) -> OpenedMeeting:
    """Read a meeting. Raises `NoMeeting`, `DamagedLog`."""
    return _replay(_fetch(connection, code))


def check(connection: Connection, code: str) -> int:
    """Check the hash chain of a meeting. Returns the number of its events. Raises `NoMeeting`, `DamagedLog`."""
    stored = _fetch(connection, code)
    _refuse_damage(stored)
    return len(stored.events)


def _fetch(connection: Connection, code: str) -> _MeetingRows:
    """The rows of a meeting. Raises `NoMeeting`."""
    events, texts, commands = tables.events.c, tables.private_texts.c, tables.commands.c
    same_event = (texts.meeting == events.meeting) & (texts.version == events.version)
    entries = (
        select(
            *(events.version, events.name, events.body, events.at, events.by, events.command),
            *(events.hash, events.text_hash, texts.body, texts.salt),
        )
        .select_from(tables.events.outerjoin(tables.private_texts, same_event))
        .where(events.meeting == code)
        .order_by(events.version)
    )
    keys = select(commands["pass"], commands.key, commands.version, commands.digest).where(commands.meeting == code)
    head = connection.execute(select(tables.meetings.c.head).where(tables.meetings.c.code == code)).scalar()
    if head is None:
        raise NoMeeting(code)
    rows = [StoredEvent(*values) for values in map(tuple[Any, ...], connection.execute(entries))]
    return _MeetingRows(code, head, rows, connection.execute(keys).all())


def _replay(stored: _MeetingRows) -> OpenedMeeting:
    """Check the rows of a meeting and replay them. Raises `DamagedLog`."""
    _refuse_damage(stored)
    entries = [LogEntry(e.version, codec.decode(e.name, e.body, e.text), e.at, e.by, e.command) for e in stored.events]
    return OpenedMeeting(replay(entries), tuple(CommandKey(*row) for row in stored.keys))


def _refuse_damage(stored: _MeetingRows) -> None:
    """Raise `DamagedLog` when the rows of a meeting are not as they were written."""
    damaged = hash_chain.first_damaged(stored.events, stored.head)
    if damaged is not None:
        raise DamagedLog(stored.code, damaged)
