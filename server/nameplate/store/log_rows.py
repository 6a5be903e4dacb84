"""The rows of a log: made from entries, and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, bindparam, insert, literal_column, select, tuple_, update

from nameplate.meeting import LogEntry
from nameplate.meeting.log_replay import chained

from . import codec, hash_chain, tables
from .hash_chain import StoredEvent
from .jobs import NotStored

_events, _texts, _keys, _meetings = (
    table.c for table in (tables.events, tables.private_texts, tables.commands, tables.meetings)
)
HEAD_OF = select(_meetings.head).where(_meetings.code == bindparam("meeting"))
MOVE_HEAD = (
    update(tables.meetings)
    .where(_meetings.code == bindparam("meeting"), _meetings.head == bindparam("before"))
    .values(head=bindparam("after"))
)
HASH_OF = select(_events.hash).where(_events.meeting == bindparam("meeting"), _events.version == bindparam("version"))
HASH_OF_NEWEST = (
    select(_events.hash)
    .where(_events.meeting == bindparam("meeting"))
    .order_by(_events.version.desc())
    .limit(literal_column("1"))
)
EVENTS_AFTER = (
    select(
        *(_events.version, _events.name, _events.body, _events.at, _events.by, _events.command),
        *(_events.hash, _events.text_hash, _texts.body, _texts.salt),
    )
    .select_from(
        tables.events.outerjoin(
            tables.private_texts, (_texts.meeting == _events.meeting) & (_texts.version == _events.version)
        )
    )
    .where(_events.meeting == bindparam("meeting"), _events.version > bindparam("version"))
    .order_by(_events.version)
)
SOME_EVENTS_AFTER = EVENTS_AFTER.where(_events.version <= bindparam("last"))
_KEY_COLUMNS = (_keys["pass"], _keys.key, _keys.version, _keys.digest)
KEYS_AFTER = select(*_KEY_COLUMNS).where(_keys.meeting == bindparam("meeting"), _keys.version > bindparam("version"))
SOME_KEYS_AFTER = (
    select(*_KEY_COLUMNS)
    .where(
        _keys.meeting == bindparam("meeting"),
        tuple_(_keys["pass"], _keys.key) > tuple_(bindparam("pass"), bindparam("key")),
    )
    .order_by(_keys["pass"], _keys.key)
    .limit(bindparam("most"))
)
ADD_EVENTS, ADD_PRIVATE_TEXTS = insert(tables.events), insert(tables.private_texts)
ADD_KEYS = insert(tables.commands)
"""The SQL statements of the log. They are built once, because building them takes as long as running them."""

EVENT_COLUMNS = ("meeting", "version", "name", "body", "at", "by", "command", "hash", "text_hash")

Values = dict[str, Any]
"""The values of a statement by name."""


class NoMeeting(Exception):
    """No meeting has this code."""


class LogBehind(NotStored):
    """The stored log has fewer events than this process has read from it before. An older database was restored."""


class CommandKey(NamedTuple):
    """The idempotency key of a command.

    `by` is the name of the pass. `version` is the version of the meeting after the command. `digest` is a digest of the
    fields of the command.
    """

    by: str
    key: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class LogPart:
    """Entries of a log, oldest first, and the idempotency keys of their commands."""

    entries: list[LogEntry]
    keys: list[CommandKey]


DecideAgain = Callable[[LogPart], LogPart]
"""Gets what other nodes have appended. Returns what is to be appended after that."""


class SharedLog(Protocol):
    """The functions of `shared_log`, which loads a driver for PostgreSQL."""

    def append(
        self, connection: Connection, code: str, version: int, new: LogPart | None, decide_again: DecideAgain, /
    ) -> None:
        """Append to a log. See `EventLog.append`."""

    def read_after(self, connection: Connection, code: str, version: int, /) -> LogPart:
        """What was appended to a log after a version."""


@dataclass(frozen=True, slots=True)
class NewRows:
    """The rows of a part of a log, for the statements `ADD_EVENTS`, `ADD_PRIVATE_TEXTS` and `ADD_KEYS`."""

    events: list[Values]
    texts: list[Values]
    keys: list[Values]


def new_rows(code: str, new: LogPart, previous: str) -> NewRows:
    """The rows of entries and keys. `previous` is the hash of the event before them."""
    events, texts = list[Values](), list[Values]()
    for entry in new.entries:
        name, (body, text) = type(entry.event).__name__, codec.encode(entry.event)
        salt = hash_chain.new_salt() if text else ""
        text_hash = hash_chain.hash_of_text(text, salt) if text else None
        stored = (entry.version, name, body, entry.at, entry.by, entry.command)
        previous = hash_chain.hash_of_event(previous, *stored, text_hash)
        events.append(dict(zip(EVENT_COLUMNS, (code, *stored, previous, text_hash), strict=True)))
        if text:
            texts.append({"meeting": code, "version": entry.version, "body": text, "salt": salt})
    keys: list[Values] = [
        {"meeting": code, "pass": k.by, "key": k.key, "version": k.version, "digest": k.digest} for k in new.keys
    ]
    return NewRows(events, texts, keys)


def move_of(code: str, new: LogPart) -> Values:
    """The values of `MOVE_HEAD` for new entries."""
    return {"meeting": code, "before": new.entries[0].version - 1, "after": new.entries[-1].version}


def entries_of(events: Iterable[StoredEvent]) -> list[LogEntry]:
    """The entries that were stored as these events, each with a link to the one before."""
    entries, past = list[LogEntry](), None
    for e in events:
        past = chained(past, e.version, codec.decode(e.name, e.body, e.text), e.at, e.by, e.command)
        entries.append(past)
    return entries


def check_head(code: str, row: Sequence[Any] | None, version: int) -> int:
    """The head of a log, from its row. Raises `NoMeeting` without a row, and `LogBehind` below a version."""
    if row is None:
        raise NoMeeting(code)
    head: int = row[0]
    if head < version:
        raise LogBehind(f"The log of {code} has {head} events; this process has read {version}.")
    return head
