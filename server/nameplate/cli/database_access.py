"""Opens the database for a command. If the database cannot be used, the error is a sentence for the user."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from nameplate.store import database_file, event_log, hash_chain
from nameplate.store.database import Database, NotStored, migrate

from .options import DATABASE

T = TypeVar("T")


def meetings_of(database_url: str) -> list[tuple[str, str, int]]:
    """Code, title and time of creation of every meeting, the newest first."""
    return with_open_database(database_url, lambda database: database.run_blocking(event_log.listing))


@contextmanager
def exclusive_use(database_url: str) -> Iterator[None]:
    """Keep every other server away from a database. Raises `ClickException` when one serves it already."""
    try:
        with database_file.exclusive(_sqlite(database_url)):
            yield
    except database_file.Served as error:
        raise click.ClickException(f"{database_url} is served already ({error}). Stop that server first.") from error
    except OSError as error:
        raise click.ClickException(f"The database {database_url} cannot be used ({error.strerror}).") from error


def file_of_database(database_url: str) -> Path:
    """The file of an SQLite database. Raises `ClickException` for any other database."""
    file = database_file.file_of(_sqlite(database_url))
    if file is None:
        raise click.ClickException("Only an SQLite database in a file is copied here. For PostgreSQL use pg_dump.")
    return file


def _sqlite(database_url: str) -> URL:
    """The address of an SQLite database. Raises `ClickException` for any other, without the password in it."""
    shown = re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", database_url)
    problem = click.ClickException(f"“{shown}” is no database to use; expected one like {DATABASE}.")
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise problem from error
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise problem
    return url


def with_open_database(database_url: str, act: Callable[[Database], T]) -> T:
    """Open a database, migrate it, return what `act` returns, and close it. Raises `ClickException`."""
    _sqlite(database_url)
    database = Database(database_url)
    try:
        migrate(database)
        return act(database)
    except event_log.NoMeeting as error:
        raise click.ClickException(f"There is no meeting {error}.") from error
    except hash_chain.DamagedLog as error:
        raise click.ClickException(str(error)) from error
    except NotStored as error:
        raise click.ClickException(f"The database {database_url} cannot be used: {error}") from error
    finally:
        database.close()
