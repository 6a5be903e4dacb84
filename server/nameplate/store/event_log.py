"""The event log of a meeting: create it, append to it, read it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from nameplate.meeting import LogEntry, Meeting, record, replay
from nameplate.meeting.programme.meeting_created import MeetingCreated

from . import codec, tables
from .database import Database, NotStored

MOVE_HEAD = (
    update(tables.meetings)
    .where(tables.meetings.c.code == bindparam("meeting"), tables.meetings.c.head == bindparam("before"))
    .values(head=bindparam("after"))
)
ADD_EVENTS, ADD_PRIVATE_TEXTS = insert(tables.events), insert(tables.private_texts)
ADD_KEYS = insert(tables.commands)
"""The SQL statements of an append. They are built once, because building them takes as long as running them."""


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
    """The rows of a meeting: events with their private texts, oldest first, and idempotency keys."""

    entries: Sequence[Row[int, str, str, str | None, int, str, int]]
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
        """Read a meeting. Raises `NoMeeting`.

        The database thread only fetches the rows. Another thread replays them, so that other jobs need not wait.
        """
        stored = await self.database.run(lambda connection: _fetch(connection, code))
        return await asyncio.to_thread(_replay, stored)

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


def remove(connection: Connection, code: str) -> int:
    """Remove a meeting with its log, keys and passes. Returns 1, or 0 if no meeting has this code."""
    return connection.execute(delete(tables.meetings).where(tables.meetings.c.code == code)).rowcount


def _append(connection: Connection, code: str, entries: list[LogEntry], keys: list[CommandKey]) -> None:
    moved = {"meeting": code, "before": entries[0].version - 1, "after": entries[-1].version}
    if connection.execute(MOVE_HEAD, moved).rowcount != 1:
        raise ConcurrentWrite(f"The log of {code} has moved on under another writer; one process may serve a database.")
    encoded = [(entry, *codec.encode(entry.event)) for entry in entries]
    connection.execute(
        ADD_EVENTS,
        [
            {
                "meeting": code,
                "version": entry.version,
                "name": type(entry.event).__name__,
                "body": body,
                "at": entry.at,
                "by": entry.by,
                "command": entry.command,
            }
            for entry, body, _ in encoded
        ],
    )
    texts = [{"meeting": code, "version": entry.version, "body": text} for entry, _, text in encoded if text]
    if texts:
        connection.execute(ADD_PRIVATE_TEXTS, texts)
    if keys:
        rows = [{"meeting": code, "pass": k.by, "key": k.key, "version": k.version, "digest": k.digest} for k in keys]
        connection.execute(ADD_KEYS, rows)


def read(connection: Connection, code: str) -> OpenedMeeting:
    """Read a meeting. Raises `NoMeeting`."""
    return _replay(_fetch(connection, code))


def _fetch(connection: Connection, code: str) -> _MeetingRows:
    """The rows of a meeting. Raises `NoMeeting`."""
    events, texts, commands = tables.events.c, tables.private_texts.c, tables.commands.c
    same_event = (texts.meeting == events.meeting) & (texts.version == events.version)
    entries = (
        select(events.version, events.name, events.body, texts.body, events.at, events.by, events.command)
        .select_from(tables.events.outerjoin(tables.private_texts, same_event))
        .where(events.meeting == code)
        .order_by(events.version)
    )
    keys = select(commands["pass"], commands.key, commands.version, commands.digest).where(commands.meeting == code)
    rows = connection.execute(entries).all()
    if not rows:
        raise NoMeeting(code)
    return _MeetingRows(rows, connection.execute(keys).all())


def _replay(stored: _MeetingRows) -> OpenedMeeting:

    entries = [
        LogEntry(version, codec.decode(name, body, private_text), at, by, command)
        for version, name, body, private_text, at, by, command in stored.entries
    ]
    return OpenedMeeting(replay(entries), tuple(CommandKey(*row) for row in stored.keys))
