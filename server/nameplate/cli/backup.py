"""`nameplate backup`: copy the database, also while the server is running, once or again and again."""

from __future__ import annotations

import re
import signal
import sqlite3
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from nameplate.rooms.timebase import Timebase
from nameplate.store import event_log
from nameplate.store.backups import PART, Checked, copy_and_check

from .counted import counted
from .database_access import file_of_database, with_open_database
from .options import with_database

FAILURES = (OSError, sqlite3.Error, SQLAlchemyError)
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST_SECONDS = 1
RETRY_SECONDS = 10.0
"""A copy that could not be written is tried again after this time."""
GOOD, DAMAGED = "nameplate-*Z.db", "nameplate-*Z-damaged.db"
"""The names of the copies in a folder. Damaged ones never displace good ones."""


class Interval(click.ParamType[int]):
    """A time such as `30s`, `10m`, `2h` or `1d`, in seconds."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(r"(\d{1,6})([smhd])", str(value).strip())
        seconds = int(found[1]) * UNITS[found[2]] if found else 0
        if seconds < SHORTEST_SECONDS:
            self.fail(f"“{value}” is no time; expected one like 30s, 10m, 2h or 1d.", param, ctx)
        return seconds


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--every", type=Interval(), help="Copy again and again into the folder TARGET: 30s, 10m, 2h, 1d.")
@click.option("--keep", default=50, show_default=True, type=click.IntRange(min=1), help="With --every: so many copies.")
@with_database
def backup(target: Path, every: int | None, keep: int, database_url: str) -> None:
    """Write a consistent copy of the database to a new file TARGET, also while the server is running.

    The copy is checked after it was written. With --every, TARGET is a folder, and the oldest copies are removed.
    """
    source = file_of_database(database_url)
    if every:
        if not source.is_file():
            raise click.ClickException(f"There is no database {source}.")
        _make(target)
        _copy_forever(source, target, every, keep)
        return
    if target.exists():
        raise click.ClickException(f"{target} exists already.")
    if not with_open_database(database_url, lambda each: each.run_blocking(event_log.listing), prepare=lambda _: None):
        raise click.ClickException(f"The database {database_url} holds no meeting; nothing was written.")
    try:
        checked = copy_and_check(source, target)
    except FAILURES as error:
        raise click.ClickException(str(error)) from error
    if checked.damage:
        raise click.ClickException(f"{target} was written, but the database is damaged: {'; '.join(checked.damage)}")
    click.echo(f"Written: {target}")


def _copy_forever(source: Path, folder: Path, every: int, keep: int) -> None:
    """Copy until a signal comes. A copy that has begun is completed first."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    for left_behind in folder.glob(f"nameplate-*{PART}"):
        left_behind.unlink(missing_ok=True)
    kept = "Only the newest is kept." if keep == 1 else f"The newest {keep} are kept."
    click.echo(f"A copy of {source} is written to {folder} now and every {every} s. {kept}")
    due = time.monotonic()
    while not stop.is_set():
        due = max(due + every, time.monotonic())
        if not _copy_into(source, folder, keep):
            due = min(due, time.monotonic() + RETRY_SECONDS)
        stop.wait(due - time.monotonic())


def _copy_into(source: Path, folder: Path, keep: int) -> bool:
    """Write one copy, say so, and remove the oldest. False when it could not be written."""
    name = f"nameplate-{datetime.fromtimestamp(Timebase().now_ms() / 1000, UTC):%Y%m%dT%H%M%SZ}"
    target = folder / f"{name}.db"
    try:
        checked = copy_and_check(source, target)
        if checked.damage:
            target = target.rename(folder / f"{name}-damaged.db")
        for pattern in (GOOD, DAMAGED):
            for old in sorted(folder.glob(pattern))[:-keep]:
                old.unlink()
    except FAILURES as error:
        click.echo(f"{name}: no copy was written: {error}", err=True)
        return False
    _report(target, checked)
    return True


def _report(target: Path, checked: Checked) -> None:
    click.echo(f"Written: {target} ({counted(checked.meetings, 'meeting')}, {counted(checked.events, 'event')})")
    for sentence in checked.damage:
        click.echo(f"{target.name} is damaged: {sentence} Run: nameplate doctor", err=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"The folder {folder} cannot be used ({error.strerror}).") from error
