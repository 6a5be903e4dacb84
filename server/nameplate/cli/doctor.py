"""`nameplate doctor`: say what is wrong, or may go wrong, with a database, with this machine and with the settings."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import click

from nameplate.rooms.timebase import Timebase
from nameplate.store import event_log
from nameplate.store.backups import check, page_problems
from nameplate.store.database import HEAD, Database, older_revision, refuse_newer, revision
from nameplate.store.database_file import Served, exclusive, file_of
from nameplate.store.event_log import EventLog
from nameplate.store.file_copy import older_copy
from nameplate.store.hash_chain import DamagedLog

from .counted import counted
from .database_access import with_open_database
from .machine_checks import (
    Finding,
    clock,
    disk_space,
    file_limit,
    ok_or_fault,
    ok_or_warning,
    settings,
    sqlite_version,
)
from .options import with_any_public_url, with_any_trusted_proxy, with_database
from .postgres_checks import postgres


@click.command()
@with_database
@with_any_public_url
@with_any_trusted_proxy
@click.option("--strict", is_flag=True, help="End with 1 also for warnings.")
def doctor(database_url: str, public_url: str, trusted_proxies: str, strict: bool) -> None:
    """Check a database, every meeting in it, this machine and the settings. It may run while the server runs.

    Changes nothing: the tables of an older release stay as they are. Ends with 1 when there is a fault.
    """
    findings = with_open_database(
        database_url, lambda database: [*_all(database, public_url, trusted_proxies)], prepare=refuse_newer
    )
    for level, sentence in findings:
        click.echo(f"{level:8}{sentence}")
    if any(finding.level == "FAULT" or (strict and finding.level == "warning") for finding in findings):
        raise click.exceptions.Exit(1)


def _all(database: Database, public_url: str, trusted_proxies: str) -> Iterator[Finding]:
    """The findings, those about the machine first."""
    server = None if database.is_shared else _server(database)
    process = re.fullmatch(r"process (\d+)", server or "")
    yield clock()
    yield file_limit(int(process[1]) if process else None)
    yield from settings(public_url, trusted_proxies, is_served=server is not None)
    if database.is_shared:
        yield from postgres(database)
    else:
        yield from _sqlite(database, server)
    if database.run_blocking(revision) is None:
        yield Finding("ok", "The database is empty. `nameplate serve` creates its tables.")
    elif found := older_revision(database):
        yield from _older(database, found)
    else:
        yield from _meetings(database)


def _sqlite(database: Database, server: str | None) -> Iterator[Finding]:
    yield sqlite_version()
    file = file_of(database.url)
    if file:
        yield from _file(file)
    yield Finding("ok", f"The database is served by {server}." if server else "No server is using the database now.")


def _server(database: Database) -> str | None:
    """The process that serves the database. None when no process does."""
    try:
        with exclusive(database.url):
            return None
    except Served as error:
        return str(error)


def _file(file: Path) -> Iterator[Finding]:
    yield disk_space(file.parent)
    private = not file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    yield ok_or_warning(
        private,
        f"{file} can be read by its owner only.",
        f"{file} can be read by other users of this machine. Run: chmod 600 {file}",
    )
    problems = page_problems(file)
    yield ok_or_fault(
        not problems,
        "The pages of the database are intact.",
        f"SQLite says: {'; '.join(problems)}. Stop the server and restore a backup.",
    )


def _older(database: Database, found: str) -> Iterator[Finding]:
    """The findings about tables of an older release. Those of SQLite are checked as they will be once upgraded."""
    older = f"The tables are older ({found}) than this program ({HEAD}), and were left as they are."
    file = file_of(database.url)
    if file is None:
        yield Finding("warning", f"{older} Stop all nodes, run `nameplate migrate`, then check again.")
        return
    todo = f"`nameplate serve` will upgrade them when it starts, and first writes a copy: {older_copy(file, found)}"
    yield Finding("warning", f"{older} {todo}")
    checked = check(file)
    for sentence in checked.damage:
        yield Finding("FAULT", f"{sentence} Restore a backup.")
    if not checked.damage:
        meetings, events = counted(checked.meetings, "meeting"), counted(checked.events, "event")
        yield Finding("ok", f"The upgrade was tried on a copy in memory: {meetings} with {events}, intact.")


def _meetings(database: Database) -> Iterator[Finding]:
    now = Timebase().now_ms()
    for code, title, _ in database.run_blocking(event_log.listing):
        try:
            meeting = EventLog(database).open_blocking(code).meeting
        except DamagedLog as error:
            yield Finding("FAULT", f"{error} Restore a backup. All other meetings are served.")
            continue
        yield Finding("ok", f"{code} is intact: {counted(meeting.version, 'event')}. {title}")
        if meeting.at > now:
            seconds = (meeting.at - now) // 1000
            yield Finding(
                "warning",
                f"The clock of this machine is {seconds} s behind the newest event of {code}. Set the clock.",
            )
