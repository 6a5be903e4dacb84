"""Opens the database for a command. If the database cannot be used, the error is a sentence for the user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy.engine import URL, make_url

from nameplate.store import database_file, event_log, hash_chain, log_rows
from nameplate.store.database import (
    HEAD,
    Database,
    OtherSchema,
    create_or_refuse,
    is_shared,
    migrate,
    older_revision,
)
from nameplate.store.jobs import NotStored

from .database_address import supported, without_password

T = TypeVar("T")


def meetings_of(database_url: str) -> list[tuple[str, str, int]]:
    """Code, title and time of creation of every meeting, the newest first."""
    return with_open_database(database_url, lambda database: database.run_blocking(event_log.listing))


@contextmanager
def exclusive_use(database_url: str) -> Iterator[None]:
    """Keep every server away from a database. Raises `ClickException` when one serves it already."""
    url = _supported(database_url)
    shown = without_password(database_url)
    try:
        with _exclusive(url):
            yield
    except database_file.Served as error:
        raise click.ClickException(f"{shown} is served already ({error}). Stop that server first.") from error
    except OSError as error:
        raise click.ClickException(f"The database {shown} cannot be used ({error.strerror}).") from error
    except NotStored as error:
        raise _cannot_be_used(database_url, error) from error


def _exclusive(url: URL) -> AbstractContextManager[None]:
    if is_shared(url):
        from nameplate.nodes import served_lock  # noqa: PLC0415 - with SQLite, nobody needs a driver for PostgreSQL

        return served_lock.exclusive(url)
    return database_file.exclusive(url)


@contextmanager
def serving_use(database_url: str) -> Iterator[None]:
    """Check that this process may serve a database. Raises `ClickException`.

    An SQLite database has one server at a time. With PostgreSQL there may be several, if they hear of each other.
    """
    url = _supported(database_url)
    if not is_shared(url):
        with exclusive_use(database_url):
            yield
        return
    from nameplate.nodes import hints  # noqa: PLC0415 - as above

    try:
        hints.self_test(url)
    except hints.NoHints as error:
        raise click.ClickException(str(error)) from error
    except NotStored as error:
        raise _cannot_be_used(database_url, error) from error
    yield


def file_of_database(database_url: str) -> Path:
    """The file of an SQLite database. Raises `ClickException` for any other database."""
    file = database_file.file_of(_supported(database_url))
    if file is None:
        raise click.ClickException("Only an SQLite database in a file is copied here. For PostgreSQL use pg_dump.")
    return file


def _supported(database_url: str) -> URL:
    """The address of a database. Raises `ClickException` for one that is not supported, without the password in it."""
    try:
        return supported(database_url)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _cannot_be_used(database_url: str, error: NotStored) -> click.ClickException:
    todo = ""
    if is_shared(make_url(database_url)):
        todo = " Check that PostgreSQL runs, and that the address, the user and the password are right."
    return click.ClickException(
        f"The database {without_password(database_url)} cannot be used: {str(error).rstrip('.')}.{todo}"
    )


def _check_file(url: URL, creates: bool) -> None:
    """Raise `ClickException` when the file of an SQLite database is missing.

    Opening it would create a new file, and SQLite would then empty the write-ahead log of the one that was moved away.
    """
    file = database_file.file_of(url)
    if file is None or file.exists() or not file.parent.is_dir():
        return
    log = Path(f"{file}{database_file.WAL_SUFFIX}")
    if log.exists():
        todo = "Put the file back first: without it, commands in the log are lost."
        raise click.ClickException(f"{file} was removed or renamed, but its write-ahead log {log} is there. {todo}")
    if not creates:
        raise click.ClickException(f"There is no database {file}.")


def migrate_unserved(database: Database) -> None:
    """Upgrade the tables, but not while a server uses older ones. Raises `ClickException`, `NotStored`, `OtherSchema`.

    The caller must not hold the lock of the database: this function takes it.
    """
    found = older_revision(database)
    if not found:
        migrate(database)
        return
    try:
        with _exclusive(database.url):
            migrate(database)
    except database_file.Served as error:
        use = f"nodes use them ({error}). Stop all nodes" if database.is_shared else f"{error} uses them. Stop it"
        problem = f"The tables are older ({found}) than this program ({HEAD}), and {use}, then try again."
        raise click.ClickException(problem) from error
    except OSError as error:
        raise click.ClickException(f"The tables cannot be upgraded ({error.strerror}).") from error


def with_open_database(
    database_url: str,
    act: Callable[[Database], T],
    prepare: Callable[[Database], None] = create_or_refuse,
    creates: bool = False,
) -> T:
    """Open a database, create its tables, return what `act` returns, and close it. Raises `ClickException`.

    Only with `creates`, a missing file of SQLite is created. The tables of an older release are refused, unless
    `prepare` upgrades them.
    """
    url = _supported(database_url)
    _check_file(url, creates)
    database = Database(database_url, is_patient=True)
    try:
        prepare(database)
        return act(database)
    except log_rows.NoMeeting as error:
        raise click.ClickException(f"There is no meeting {error}.") from error
    except (hash_chain.DamagedLog, OtherSchema) as error:
        raise click.ClickException(str(error)) from error
    except NotStored as error:
        raise _cannot_be_used(database_url, error) from error
    finally:
        database.close()
