"""The log of a meeting: create it, append to it, read it back."""

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
ADD_EVENTS, ADD_WORDS, ADD_KEYS = insert(tables.events), insert(tables.words), insert(tables.commands)
"""What every change writes with; statements made anew each time would cost as much as the writing."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key under which a pass gave a command, the version that answered it, and a digest of what was asked."""

    by: str
    key: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A meeting as the log tells it, with the keys of its commands."""

    meeting: Meeting
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class _Stored:
    """The rows of a meeting as they were fetched: of its entries with their words, and of the keys of its commands."""

    entries: Sequence[Row[int, str, str, str | None, int, str, int]]
    keys: Sequence[Row[str, str, int, str]]


class NoMeeting(Exception):
    """There is no meeting of that code."""


class MovedOn(NotStored):
    """Another process has written to the meeting. Nothing was lost; whoever meant to append has to read it anew."""


class Log:
    """All meetings of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def append(self, code: str, entries: list[LogEntry], keys: list[Key], hold_seconds: float = 0.0) -> Future[None]:
        """Store entries that follow the newest one; `hold_seconds` is as in `Database.put`.

        They are durable when it is done; it fails as `NotStored` or, as one of these, `MovedOn`, and then none is.
        """
        return self.database.put(lambda connection: _append(connection, code, entries, keys), hold_seconds)

    async def open(self, code: str) -> Opened:
        """Read a meeting. Raises `NoMeeting`.

        The writer only fetches: while a long log is replayed, other meetings are written to and the event loop goes on.
        """
        stored = await self.database.write(lambda connection: _stored(connection, code))
        return await asyncio.to_thread(_replayed, stored)

    async def codes(self) -> list[tuple[str, str, int]]:
        """Code, title and time of creation of every meeting, the newest first."""
        return await self.database.write(listing)


def create(connection: Connection, created: MeetingCreated, at: int) -> None:
    """Begin the log of a meeting."""
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
    """Empty a meeting of names and free words; who spoke when and how long stays. Returns how many entries had some."""
    return connection.execute(delete(tables.words).where(tables.words.c.meeting == code)).rowcount


def remove(connection: Connection, code: str) -> int:
    """Remove a meeting whole. Returns 1, or 0 when there was none."""
    return connection.execute(delete(tables.meetings).where(tables.meetings.c.code == code)).rowcount


def _append(connection: Connection, code: str, entries: list[LogEntry], keys: list[Key]) -> None:
    moved = {"meeting": code, "before": entries[0].version - 1, "after": entries[-1].version}
    if connection.execute(MOVE_HEAD, moved).rowcount != 1:
        raise MovedOn(f"The log of {code} has moved on under another writer; one process may serve a database.")
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
    said = [{"meeting": code, "version": entry.version, "body": words} for entry, _, words in encoded if words]
    if said:
        connection.execute(ADD_WORDS, said)
    if keys:
        rows = [{"meeting": code, "pass": k.by, "key": k.key, "version": k.version, "digest": k.digest} for k in keys]
        connection.execute(ADD_KEYS, rows)


def read(connection: Connection, code: str) -> Opened:
    """Read a meeting. Raises `NoMeeting`."""
    return _replayed(_stored(connection, code))


def _stored(connection: Connection, code: str) -> _Stored:
    """The rows of a meeting. Raises `NoMeeting`."""
    events, words, commands = tables.events.c, tables.words.c, tables.commands.c
    said = (words.meeting == events.meeting) & (words.version == events.version)
    entries = (
        select(events.version, events.name, events.body, words.body, events.at, events.by, events.command)
        .select_from(tables.events.outerjoin(tables.words, said))
        .where(events.meeting == code)
        .order_by(events.version)
    )
    keys = select(commands["pass"], commands.key, commands.version, commands.digest).where(commands.meeting == code)
    rows = connection.execute(entries).all()
    if not rows:
        raise NoMeeting(code)
    return _Stored(rows, connection.execute(keys).all())


def _replayed(stored: _Stored) -> Opened:
    """The meeting that rows tell of."""
    entries = [
        LogEntry(version, codec.decode(name, body, words), at, by, command)
        for version, name, body, words, at, by, command in stored.entries
    ]
    return Opened(replay(entries), tuple(Key(*row) for row in stored.keys))
