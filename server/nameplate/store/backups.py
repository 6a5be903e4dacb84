"""Copies of an SQLite database, made while a server uses it, and checked after they were written.

A copy is made in one read transaction. So it is the database as it was at one moment: each log is complete up to a
version. A reader never blocks the server, and the server never blocks a reader.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from . import event_log
from .database import HEAD, revision
from .file_copy import read_only, sync, write_copy
from .hash_chain import DamagedLog

PART = ".part"
"""The suffix of a copy that is not complete yet."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a copy contains: the numbers of meetings and events, and what is damaged in it, as sentences."""

    meetings: int
    events: int
    damage: tuple[str, ...]


def copy_and_check(source: Path, target: Path) -> Checked:
    """Write a copy to a new file, check it, and give it its name. Raises `OSError`, `sqlite3.Error`.

    Only a complete copy that is on the disk gets the name. The umask of the process decides who may read it.
    """
    part = target.with_name(target.name + PART)
    try:
        write_copy(source, part)
        checked = check(part)
        sync(part)
        if target.exists():
            raise FileExistsError(errno.EEXIST, "it exists already", str(target))
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    sync(target.parent)
    return checked


def check(file: Path) -> Checked:
    """Check the pages of a database file and the hash chain of each meeting. Nothing is written beside the file."""
    damage = page_problems(file)
    if damage:
        return Checked(0, 0, tuple(damage))  # the rows cannot be read reliably
    with closing(read_only(file)) as stored:
        with _engine(stored).connect() as connection:
            if revision(connection) == HEAD:
                return _check_logs(connection)
        from .schema_upgrade import upgrade  # noqa: PLC0415 - it loads Alembic, and a copy again and again needs none

        with closing(sqlite3.connect(":memory:")) as upgraded:  # the tables of an older release stay as they are
            stored.backup(upgraded)
            with _engine(upgraded).begin() as connection:
                upgrade(connection)
                return _check_logs(connection)


def _check_logs(connection: Connection) -> Checked:
    """Check the hash chain of each meeting."""
    meetings, events, damage = event_log.listing(connection), 0, list[str]()
    for code, _, _ in meetings:
        try:
            events += event_log.check(connection, code)
        except DamagedLog as error:
            damage.append(str(error))
    return Checked(len(meetings), events, tuple(damage))


def page_problems(file: Path) -> list[str]:
    """What SQLite finds wrong with the pages of a database file. Empty when all is well. No writer has to wait."""
    with closing(read_only(file)) as connection:
        try:
            said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
    return [] if said == ["ok"] else said


def _engine(connection: sqlite3.Connection) -> Engine:
    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
