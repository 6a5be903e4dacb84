"""The event log of a meeting: create it, append to it, read it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from nameplate.meeting import Meeting, record, replay
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.programme_revision import ProgrammeRevised

from . import codec, concept_note_table, hash_chain, log_rows, snapshots, statement_files, tables
from .database import Database
from .garbage_collection import paused_collector
from .hash_chain import DamagedLog, StoredEvent
from .jobs import Job
from .log_rows import CommandKey, DecideAgain, LogPart, Values, check_head, entries_of
from .outage import Outage
from .snapshots import StoredSnapshot

logger = logging.getLogger(__name__)

MOST_EVENTS = 2**31 - 1
"""The greatest version that the database can store."""
ROWS_AT_ONCE = 5000
"""A job that reads this many rows takes some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class OpenedMeeting:
    """A meeting replayed from its log, the idempotency keys of its commands, and the version of its stored snapshot.

    `snapshot` is 0 if the stored snapshot could not be used, or if there is none.
    """

    meeting: Meeting
    keys: tuple[CommandKey, ...]
    snapshot: int


@dataclass(frozen=True, slots=True)
class _MeetingRows:
    """Rows of a meeting: the version of its newest event, events, oldest first, and idempotency keys."""

    code: str
    head: int
    events: Sequence[StoredEvent]
    keys: Sequence[CommandKey]
    snapshot: StoredSnapshot | None


class EventLog:
    """The logs of all meetings in a database. `outage` is met when a batch cannot be stored."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.outage = Outage(logger, "not_stored", "stored_again", "Commands are stored again.")

    def append(
        self, code: str, version: int, new: LogPart | None, decide_again: DecideAgain, block_seconds: float = 0.0
    ) -> Future[None]:
        """Append entries and keys to a log. This process has read the log up to `version`.

        If another node has appended to the log since, or `new` is None, `decide_again` is called with the entries of
        the other nodes, in a thread of the database. Meanwhile no other node can append to this log. For
        `block_seconds` see `Database.submit`.

        When the future has a result, all entries are durable. It fails with `NotStored`, `NoMeeting`.
        """
        append = self.database.shared_log.append if self.database.shared_log else _append
        return self.database.submit(
            lambda connection: append(connection, code, version, new, decide_again), block_seconds
        )

    async def read_after(self, code: str, version: int) -> LogPart:
        """What was appended to a log after a version. Raises `NoMeeting`, `LogBehind`, `NotStored`."""
        read_after = self.database.shared_log.read_after if self.database.shared_log else _read_after
        return await self.database.run(lambda connection: read_after(connection, code, version))

    async def heads(self, codes: Sequence[str]) -> dict[str, int]:
        """The version of the newest event of each of these meetings. Raises `NotStored`."""
        meetings = tables.meetings.c
        wanted = select(meetings.code, meetings.head).where(meetings.code.in_(codes))
        rows = await self.database.run(lambda connection: connection.execute(wanted).all())
        return {row.code: row.head for row in rows}

    async def open(self, code: str) -> OpenedMeeting:
        """Read a meeting. Raises `NoMeeting`, `DamagedLog`, `NotStored`."""
        head = await self.database.run(partial(_read_head, code=code))
        return await asyncio.to_thread(self._open, code, head)

    def open_blocking(self, code: str) -> OpenedMeeting:
        """The same for callers without an event loop.

        The rows are fetched in many short jobs, so that other jobs need not wait. They are replayed in this thread.
        """
        return self._open(code, self.database.run_blocking(partial(_read_head, code=code)))

    def _open(self, code: str, head: int) -> OpenedMeeting:
        with paused_collector():
            return _replay(_rows(self.database.run_blocking, code, head))

    async def store_snapshot(self, snapshot: Meeting) -> None:
        """Store an earlier version of a meeting as its snapshot. Raises `NotStored`."""
        body = await asyncio.to_thread(snapshots.encode, snapshot)
        await self.database.run(lambda connection: snapshots.store(connection, snapshot.code, snapshot.version, body))

    async def is_erased(self, meeting: Meeting) -> bool:
        """Whether private text that a meeting has is not in the database any more. Raises `NotStored`."""
        known = sum(codec.has_private_text(entry.event) for entry in meeting.entries())
        job = partial(count_texts, code=meeting.code, last=meeting.version)
        return await self.database.run(job) < known

    async def codes(self) -> list[tuple[str, str, int]]:
        """Code, title and time of creation of every meeting, the newest first."""
        return await self.database.run(listing)


def create(connection: Connection, created: MeetingCreated, at: int) -> None:
    """Create a meeting, with the first entry of its log. `at` is in ms, UTC."""
    meeting = record(Meeting(), created, at, "secretariat", 1)
    row = {"code": created.code, "title": created.title, "head": 0, "created_at": at}
    connection.execute(insert(tables.meetings).values(row))
    new = LogPart(list(meeting.entries()), [])
    _move_head(connection, created.code, new)
    _write(connection, created.code, new)


def listing(connection: Connection) -> list[tuple[str, str, int]]:
    """Code, title and time of creation of every meeting, the newest first."""
    meetings = tables.meetings.c
    rows = connection.execute(
        select(meetings.code, meetings.title, meetings.created_at).order_by(meetings.created_at.desc())
    )
    return [(row.code, row.title, row.created_at) for row in rows]


def programmes(connection: Connection, most: int) -> list[MeetingCreated]:
    """The programmes of the meetings, the newest meeting first, without private text."""
    meetings, events = tables.meetings.c, tables.events.c
    newest = (
        select(events.meeting, func.max(events.version).label("version"))
        .where(events.name.in_([MeetingCreated.__name__, ProgrammeRevised.__name__]))
        .group_by(events.meeting)
        .subquery()
    )
    rows = connection.execute(
        select(events.name, events.body)
        .join(newest, (events.meeting == newest.c.meeting) & (events.version == newest.c.version))
        .join(tables.meetings, meetings.code == events.meeting)
        .order_by(meetings.created_at.desc())
        .limit(most)
    )
    decoded = (codec.decode(row.name, row.body, None) for row in rows)
    written = (event.programme if isinstance(event, ProgrammeRevised) else event for event in decoded)
    return [event for event in written if isinstance(event, MeetingCreated)]


def set_title(connection: Connection, code: str, title: str) -> None:
    """Set the title of a meeting in the list of meetings."""
    connection.execute(update(tables.meetings).where(tables.meetings.c.code == code).values(title=title))


def erase(connection: Connection, code: str) -> int:
    """Erase the private texts, the attached files and the concept note of a meeting.

    Returns how many entries had private text. The public part of the log stays, with the times of all speeches. The
    digests of commands are erased too, because anybody could try names against them. Raises `NoMeeting`.
    """
    check_head(code, connection.execute(log_rows.HEAD_OF, {"meeting": code}).first(), 0)
    snapshots.erase(connection, code)
    statement_files.erase(connection, code)
    concept_note_table.remove(connection, code)
    connection.execute(update(tables.commands).where(tables.commands.c.meeting == code).values(digest=""))
    return connection.execute(delete(tables.private_texts).where(tables.private_texts.c.meeting == code)).rowcount


def count_texts(connection: Connection, code: str, last: int = MOST_EVENTS) -> int:
    """The number of entries of a meeting, up to the version `last`, that have private text."""
    texts = tables.private_texts.c
    found = select(func.count()).where(texts.meeting == code, texts.version <= last)
    return connection.execute(found).scalar_one()


def remove(connection: Connection, code: str) -> int:
    """Remove a meeting with its log, keys and passes. Returns 1, or 0 if no meeting has this code."""
    return connection.execute(delete(tables.meetings).where(tables.meetings.c.code == code)).rowcount


def _append(connection: Connection, code: str, version: int, new: LogPart | None, decide_again: DecideAgain) -> None:
    """Append to a log in SQLite, which locks the whole database for the transaction."""
    if new is None or not _move_head(connection, code, new):
        new = decide_again(_read_after(connection, code, version))
        if new.entries:
            _move_head(connection, code, new)
    if new.entries:
        _write(connection, code, new)


def _move_head(connection: Connection, code: str, new: LogPart) -> bool:
    """Move the head of a log to the last of these entries. False if another process has moved it before."""
    return connection.execute(log_rows.MOVE_HEAD, log_rows.move_of(code, new)).rowcount == 1


def _write(connection: Connection, code: str, new: LogPart) -> None:
    """Write entries and keys. The head of the log has been moved already."""
    before = {"meeting": code, "version": new.entries[0].version - 1}
    previous = connection.execute(log_rows.HASH_OF, before).scalar() or hash_chain.BEFORE_THE_FIRST
    rows = log_rows.new_rows(code, new, previous)
    connection.execute(log_rows.ADD_EVENTS, rows.events)
    if rows.texts:
        connection.execute(log_rows.ADD_PRIVATE_TEXTS, rows.texts)
    if rows.keys:
        connection.execute(log_rows.ADD_KEYS, rows.keys)


def _read_after(connection: Connection, code: str, version: int) -> LogPart:
    """What was appended after a version. Another node may append meanwhile: what is after the head is left out."""
    asked: Values = {"meeting": code, "version": version}
    head = check_head(code, connection.execute(log_rows.HEAD_OF, asked).first(), version)
    events = map(StoredEvent._make, _all_rows(connection, log_rows.EVENTS_AFTER, asked))
    keys = map(CommandKey._make, _all_rows(connection, log_rows.KEYS_AFTER, asked))
    return LogPart(
        entries_of(event for event in events if event.version <= head), [key for key in keys if key.version <= head]
    )


def read(connection: Connection, code: str) -> OpenedMeeting:
    """Read a meeting. Raises `NoMeeting`, `DamagedLog`."""
    return _replay(_rows(lambda job: job(connection), code, _read_head(connection, code)))


def check(connection: Connection, code: str) -> int:
    """Check the hash chain of a meeting, and its snapshot. Returns the number of its events.

    Raises `NoMeeting`, `DamagedLog`.
    """
    stored = _rows(lambda job: job(connection), code, _read_head(connection, code))
    opened = _replay(stored)
    if opened.snapshot and replay(entries_of(stored.events)) != opened.meeting:
        raise DamagedLog(code, opened.snapshot)
    return len(stored.events)


def _rows(run: Callable[[Job], Any], code: str, head: int) -> _MeetingRows:
    """The rows of a meeting up to `head`. `run` runs a job, and returns its result.

    Other nodes may append meanwhile. Their rows are left out.
    """
    snapshot = run(partial(snapshots.read, code=code))
    events = list[StoredEvent]()
    for version in range(0, head, ROWS_AT_ONCE):
        asked: Values = {"meeting": code, "version": version, "last": min(head, version + ROWS_AT_ONCE)}
        events += map(StoredEvent._make, run(partial(_all_rows, statement=log_rows.SOME_EVENTS_AFTER, asked=asked)))
    keys = list[CommandKey]()
    newest, more = ("", ""), True
    while more:
        asked = {"meeting": code, "pass": newest[0], "key": newest[1], "most": ROWS_AT_ONCE}
        rows = [*map(CommandKey._make, run(partial(_all_rows, statement=log_rows.SOME_KEYS_AFTER, asked=asked)))]
        keys += [key for key in rows if key.version <= head]
        more = len(rows) == ROWS_AT_ONCE
        newest = (rows[-1].by, rows[-1].key) if rows else newest
    return _MeetingRows(code, head, events, keys, snapshot)


def _read_head(connection: Connection, code: str) -> int:
    """The version of the newest event. Raises `NoMeeting`."""
    return check_head(code, connection.execute(log_rows.HEAD_OF, {"meeting": code}).first(), 0)


def _all_rows(connection: Connection, statement: Select[Any], asked: Values) -> Sequence[Row[Any]]:
    return connection.execute(statement, asked).all()


def _replay(stored: _MeetingRows) -> OpenedMeeting:
    """Check the rows of a meeting and replay them. Raises `DamagedLog`."""
    _refuse_damage(stored)
    entries = entries_of(stored.events)
    snapshot = snapshots.usable(stored.snapshot, stored.events, entries)
    return OpenedMeeting(replay(entries, snapshot), tuple(stored.keys), snapshot.version if snapshot else 0)


def _refuse_damage(stored: _MeetingRows) -> None:
    """Raise `DamagedLog` when the rows of a meeting are not as they were written."""
    damaged = hash_chain.first_damaged(stored.events, stored.head)
    if damaged is not None:
        raise DamagedLog(stored.code, damaged)
