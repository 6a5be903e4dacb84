"""Opens the database for a command. If the database cannot be used, the error is a sentence for the user."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click
from sqlalchemy.exc import ArgumentError

from nameplate.store import event_log
from nameplate.store.database import Database, NotStored, migrate

from .options import DATABASE

T = TypeVar("T")


def meetings_of(database_url: str) -> list[tuple[str, str, int]]:
    """Code, title and time of creation of every meeting, the newest first."""
    return with_open_database(database_url, lambda database: database.run_blocking(event_log.listing))


def with_open_database(database_url: str, act: Callable[[Database], T]) -> T:
    """Open a database, migrate it, call `act`, and close it. Returns the result of `act`. Raises `ClickException`."""
    try:
        database = Database(database_url)
    except (ArgumentError, ImportError) as error:
        raise click.ClickException(f"“{database_url}” is no database to use; expected one like {DATABASE}.") from error
    try:
        migrate(database)
        return act(database)
    except event_log.NoMeeting as error:
        raise click.ClickException(f"There is no meeting {error}.") from error
    except NotStored as error:
        raise click.ClickException(f"The database {database_url} cannot be used: {error}") from error
    finally:
        database.close()
