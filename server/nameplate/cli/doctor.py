"""`nameplate doctor`: say what is wrong, or may go wrong, with a database and with this machine."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import click
from sqlalchemy import text

from nameplate.rooms.timebase import Timebase
from nameplate.store import event_log
from nameplate.store.database import Database
from nameplate.store.database_file import Served, exclusive, file_of
from nameplate.store.event_log import EventLog
from nameplate.store.hash_chain import DamagedLog

from .database_access import with_open_database
from .options import with_database, with_public_url

FREE_BYTES = 200_000_000
FILE_LIMIT = 4096
"""Each phone needs an open file."""
SAFE_SQLITE = (3, 51, 3)
"""Older versions may damage the write-ahead log when two connections of a process write. Nameplate has only one."""


class Finding(NamedTuple):
    """What a check found: `ok`, `warning` or `FAULT`, and a sentence."""

    level: str
    sentence: str


@click.command()
@with_database
@with_public_url
def doctor(database_url: str, public_url: str) -> None:
    """Check a database, every meeting in it, and this machine. It may run while the server runs."""
    findings = [*_machine(public_url), *with_open_database(database_url, _database)]
    for level, sentence in findings:
        click.echo(f"{level:8}{sentence}")
    if any(finding.level == "FAULT" for finding in findings):
        raise click.exceptions.Exit(1)


def _machine(public_url: str) -> Iterator[Finding]:
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield _finding(limit >= FILE_LIMIT, f"A process may have {limit} files open; each phone needs one.")
    version = sqlite3.sqlite_version
    yield _finding(sqlite3.sqlite_version_info >= SAFE_SQLITE, f"SQLite is {version}; 3.51.3 or newer is recommended.")
    if public_url:
        https = urlsplit(public_url).scheme == "https"
        yield _finding(https, f"The public address is {public_url}; screens stay awake only with https.")


def _database(database: Database) -> list[Finding]:
    file = file_of(database.url)
    found = [*_file(database, file)] if file else []
    return [*found, *_contents(database)]


def _file(database: Database, file: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(file.parent).free
    yield _finding(free >= FREE_BYTES, f"{free // 1_000_000} MB are free where the database is.")
    private = not file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    yield _finding(private, f"{file} can be read by {'its owner only' if private else 'other users of this machine'}.")
    try:
        with exclusive(database.url):
            yield Finding("ok", "No server is using the database now.")
    except Served as error:
        yield Finding("ok", f"The database is served by {error}.")
    problems = database.run_blocking(lambda connection: connection.execute(text("PRAGMA quick_check")).scalars().all())
    yield _checked(problems == ["ok"], "The pages of the database are intact.", f"SQLite says: {'; '.join(problems)}")


def _contents(database: Database) -> Iterator[Finding]:
    now = Timebase().now_ms()
    for code, title, _ in database.run_blocking(event_log.listing):
        try:
            meeting = EventLog(database).open_blocking(code).meeting
        except DamagedLog as error:
            yield Finding("FAULT", f"{error} Restore a backup. All other meetings are served.")
            continue
        yield Finding("ok", f"{code} is intact: {meeting.version} events. {title}")
        if meeting.at > now:
            seconds = (meeting.at - now) // 1000
            yield Finding("warning", f"The clock of this machine is {seconds} s behind the newest event of {code}.")


def _finding(good: bool, sentence: str) -> Finding:
    return Finding("ok" if good else "warning", sentence)


def _checked(good: bool, fine: str, fault: str) -> Finding:
    return Finding("ok", fine) if good else Finding("FAULT", fault)
