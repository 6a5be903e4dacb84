"""Appends to a log that several nodes write, and reads what they have written. Needs PostgreSQL.

An append has three round trips to the database: begin; lock the head and read what is missing; write and commit. Other
nodes wait while the head is locked. So the statements of a round trip are sent together (libpq's pipeline mode).
"""

from __future__ import annotations

from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Executable
from sqlalchemy.engine import make_url
from sqlalchemy.sql import ClauseElement

from . import hash_chain, log_rows
from .hash_chain import StoredEvent
from .jobs import OutcomeUnknown, first_line
from .log_rows import CommandKey, DecideAgain, LogPart, Values, check_head, entries_of, new_rows

Cursor = psycopg.Cursor[tuple[Any, ...]]


_DIALECT = make_url("postgresql+psycopg://").get_dialect()()


def _sql(statement: Executable) -> bytes:
    return str(cast(ClauseElement, statement).compile(dialect=_DIALECT)).encode()


HEAD_OF, LOCKED_HEAD_OF = _sql(log_rows.HEAD_OF), _sql(log_rows.HEAD_OF.with_for_update())
EVENTS_AFTER, KEYS_AFTER = _sql(log_rows.EVENTS_AFTER), _sql(log_rows.KEYS_AFTER)
MOVE_HEAD, HASH_OF_NEWEST = _sql(log_rows.MOVE_HEAD), _sql(log_rows.HASH_OF_NEWEST)
ADD_EVENTS, ADD_PRIVATE_TEXTS = _sql(log_rows.ADD_EVENTS), _sql(log_rows.ADD_PRIVATE_TEXTS)
ADD_KEYS = _sql(log_rows.ADD_KEYS)
COMMIT = b"COMMIT"


def append(connection: Connection, code: str, version: int, new: LogPart | None, decide_again: DecideAgain) -> None:
    """Append to a log. See `EventLog.append`.

    Raises `NoMeeting`, `LogBehind`, `psycopg.Error`, and `OutcomeUnknown` when the connection breaks during the commit.
    """
    driver, is_committing = _driver(connection), False
    asked: Values = {"meeting": code, "version": version}
    try:
        with driver.pipeline() as pipeline:
            head = driver.execute(LOCKED_HEAD_OF, asked)
            # Each statement sees what was committed before it began: these two begin when the head is locked.
            events, keys = driver.execute(EVENTS_AFTER, asked), driver.execute(KEYS_AFTER, asked)
            newest = driver.execute(HASH_OF_NEWEST, asked)
            # Not by leaving the pipeline: psycopg then sends a Flush as the last message, and after a Flush PostgreSQL
            # does not apply `idle_in_transaction_session_timeout`. If this process stood still now, it would lock the
            # head.
            pipeline.sync()
            check_head(code, head.fetchone(), version)
            missed = _part(events, keys)
            if new is None or missed.entries:
                new = decide_again(missed)
            if new.entries:
                (previous,) = newest.fetchone() or (hash_chain.BEFORE_THE_FIRST,)
                _write(driver, code, new, previous)
            is_committing = True
            driver.execute(COMMIT)
    except psycopg.OperationalError as error:
        if is_committing:
            raise OutcomeUnknown(first_line(error)) from error
        raise


def read_after(connection: Connection, code: str, version: int) -> LogPart:
    """What was appended to a log after a version. Raises `NoMeeting`, `LogBehind`, `psycopg.Error`."""
    driver = _driver(connection)
    asked: Values = {"meeting": code, "version": version}
    with driver.pipeline():
        head = driver.execute(HEAD_OF, asked)
        events, keys = driver.execute(EVENTS_AFTER, asked), driver.execute(KEYS_AFTER, asked)
    check_head(code, head.fetchone(), version)
    return _part(events, keys)


def _write(driver: psycopg.Connection[tuple[Any, ...]], code: str, new: LogPart, previous: str) -> None:
    rows = new_rows(code, new, previous)
    driver.execute(MOVE_HEAD, log_rows.move_of(code, new))
    for statement, values in ((ADD_EVENTS, rows.events), (ADD_PRIVATE_TEXTS, rows.texts), (ADD_KEYS, rows.keys)):
        if values:
            driver.cursor().executemany(statement, values)


def _part(events: Cursor, keys: Cursor) -> LogPart:
    """The entries and keys that were read. Keys of events that were stored after the events were read are left out."""
    entries = entries_of(StoredEvent(*row) for row in events)
    newest = entries[-1].version if entries else 0
    return LogPart(entries, [key for row in keys if (key := CommandKey(*row)).version <= newest])


def _driver(connection: Connection) -> psycopg.Connection[tuple[Any, ...]]:
    return cast("psycopg.Connection[tuple[Any, ...]]", connection.connection.driver_connection)
