"""The event log of a meeting: create it, append to it, read it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from nameplate.meeting import LogEntry, Meeting, record, replay
from nameplate.meeting.programme.meeting_created import MeetingCreated

from . import codec, hash_chain, tables
from .database import Database
from .hash_chain import DamagedLog, StoredEvent
from .jobs import NotStored

HEAD_OF = select(tables.meetings.c.head).where(tables.meetings.c.code == bindparam("meeting"))
LOCKED_HEAD_OF = HEAD_OF.with_for_update()
"""PostgreSQL locks the row of the meeting until the transaction ends. SQLite has locked the whole database already."""
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
    """Rows of a meeting: the version of its newest event, events, oldest first, and idempotency keys."""

    code: str
    head: int
    events: Sequence[StoredEvent]
    keys: Sequence[Row[str, str, int, str]]


class NoMeeting(Exception):
    """No meeting has this code."""


@dataclass(frozen=True, slots=True)
class LogPart:
    """Entries and keys that another node has appended to a log, oldest first."""

    entries: list[LogEntry]
    keys: list[CommandKey]


DecideAgain = Callable[[LogPart], LogPart]
"""Gets what other nodes have appended. Returns what is to be appended after that."""


class LogBehind(NotStored):
    """The stored log has fewer events than this process has read from it before. An older database was restored."""


class EventLog:
    """The logs of all meetings in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def append(
        self, code: str, version: int, new: LogPart, decide_again: DecideAgain, block_seconds: float = 0.0
    ) -> Future[None]:
        """Append entries and keys to a log that has this version. For `block_seconds` see `Database.submit`.

        If another node has appended to the log before, `decide_again` is called with its entries, in the thread of the
        database. Meanwhile no other node can append to this log. This is so even if `new` is empty.

        When the future has a result, all entries are durable. It fails with `NotStored`, `NoMeeting`.
        """
        return self.database.submit(
            lambda connection: _append(connection, code, version, new, decide_again), block_seconds
        )

    async def read_after(self, code: str, version: int) -> LogPart:
        """What was appended to a log after a version. Raises `NoMeeting`, `LogBehind`, `NotStored`."""
        return await self.database.run(lambda connection: _read_after(connection, code, version))

    async def heads(self, codes: Sequence[str]) -> dict[str, int]:
        """The version of the newest event of each of these meetings. Raises `NotStored`."""
        meetings = tables.meetings.c
        wanted = select(meetings.code, meetings.head).where(meetings.code.in_(codes))
        rows = await self.database.run(lambda connection: connection.execute(wanted).all())
        return {row.code: row.head for row in rows}

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
    new = LogPart(list(meeting.entries()), [])
    _move_head(connection, created.code, new.entries)
    _write(connection, created.code, new)


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


def _append(connection: Connection, code: str, version: int, new: LogPart, decide_again: DecideAgain) -> None:
    if new.entries:
        is_newest = _move_head(connection, code, new.entries)
    else:
        is_newest = connection.execute(HEAD_OF, {"meeting": code}).scalar() == version
    if not is_newest:
        new = decide_again(_read_after(connection, code, version, LOCKED_HEAD_OF))
        if new.entries:
            _move_head(connection, code, new.entries)
    if new.entries:
        _write(connection, code, new)


def _move_head(connection: Connection, code: str, entries: list[LogEntry]) -> bool:
    """Move the head of a log to the last of these entries. False if another node has moved it before."""
    moved = {"meeting": code, "before": entries[0].version - 1, "after": entries[-1].version}
    return connection.execute(MOVE_HEAD, moved).rowcount == 1


def _write(connection: Connection, code: str, new: LogPart) -> None:
    """Write entries and keys. The head of the log has been moved already."""
    before = {"meeting": code, "version": new.entries[0].version - 1}
    previous = connection.execute(HASH_OF, before).scalar() or hash_chain.BEFORE_THE_FIRST
    events, texts = [], []
    for entry in new.entries:
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
    if new.keys:
        rows = [
            {"meeting": code, "pass": k.by, "key": k.key, "version": k.version, "digest": k.digest} for k in new.keys
        ]
        connection.execute(ADD_KEYS, rows)


def _read_after(connection: Connection, code: str, version: int, head_of: Select[int] = HEAD_OF) -> LogPart:
    """What was appended to a log after a version. Raises `NoMeeting`, `LogBehind`."""
    stored = _fetch(connection, code, version, head_of)
    if stored.head < version:
        raise LogBehind(f"The log of {code} has {stored.head} events; this process has read {version}.")
    return LogPart(_entries(stored.events), [CommandKey(*row) for row in stored.keys])


def read(connection: Connection, code: str) -> OpenedMeeting:
    """Read a meeting. Raises `NoMeeting`, `DamagedLog`."""
    return _replay(_fetch(connection, code))


def _fetch(connection: Connection, code: str, after: int = 0, head_of: Select[int] = HEAD_OF) -> _MeetingRows:
    """The rows of a meeting with versions after `after`. Raises `NoMeeting`.

    The head is read first. Another node may append while this one reads, so later rows are left out.
    """
    head = connection.execute(head_of, {"meeting": code}).scalar()
    if head is None:
        raise NoMeeting(code)
    events, texts, commands = tables.events.c, tables.private_texts.c, tables.commands.c
    same_event = (texts.meeting == events.meeting) & (texts.version == events.version)
    entries = (
        select(
            *(events.version, events.name, events.body, events.at, events.by, events.command),
            *(events.hash, events.text_hash, texts.body, texts.salt),
        )
        .select_from(tables.events.outerjoin(tables.private_texts, same_event))
        .where(events.meeting == code, events.version > after, events.version <= head)
        .order_by(events.version)
    )
    keys = select(commands["pass"], commands.key, commands.version, commands.digest).where(
        commands.meeting == code, commands.version > after, commands.version <= head
    )
    rows = [StoredEvent(*values) for values in map(tuple[Any, ...], connection.execute(entries))]
    return _MeetingRows(code, head, rows, connection.execute(keys).all())


def _replay(stored: _MeetingRows) -> OpenedMeeting:
    """Check the rows of a meeting and replay them. Raises `DamagedLog`."""
    damaged = hash_chain.first_damaged(stored.events, stored.head)
    if damaged is not None:
        raise DamagedLog(stored.code, damaged)
    return OpenedMeeting(replay(_entries(stored.events)), tuple(CommandKey(*row) for row in stored.keys))


def _entries(events: Sequence[StoredEvent]) -> list[LogEntry]:
    return [LogEntry(e.version, codec.decode(e.name, e.body, e.text), e.at, e.by, e.command) for e in events]
