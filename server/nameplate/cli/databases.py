"""The database behind a command, told in a sentence when it cannot be used; how it is copied and brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy.exc import ArgumentError

from nameplate.store import database, event_log

from .options import DATABASE, with_database

T = TypeVar("T")


@click.command()
@with_database
def migrate(database_url: str) -> None:
    """Bring a database to the newest form. `serve` does this by itself."""
    using(database_url, lambda db: None)
    click.echo("Up to date.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=False))
@with_database
def backup(file: Path, database_url: str) -> None:
    """Write a consistent copy of the database to a new FILE, also while it is served."""
    if file.exists():
        raise click.ClickException(f"{file} exists already.")
    if not meetings_of(database_url):
        raise click.ClickException(f"The database {database_url} holds no meeting; nothing was written.")
    using(database_url, lambda db: database.backup(db, str(file)))
    click.echo(f"Written: {file}")


def meetings_of(database_url: str) -> list[tuple[str, str, int]]:
    """Code, title and time of creation of every meeting, the newest first."""
    return using(database_url, lambda db: db.write_now(event_log.listing))


def using(database_url: str, act: Callable[[database.Database], T]) -> T:
    """What `act` finds or does in the database, which is brought up to date first and closed after."""
    try:
        db = database.Database(database_url)
    except (ArgumentError, ImportError) as error:
        raise click.ClickException(f"“{database_url}” is no database to use; expected one like {DATABASE}.") from error
    try:
        database.migrate(db)
        return act(db)
    except event_log.NoMeeting as error:
        raise click.ClickException(f"There is no meeting {error}.") from error
    except database.NotStored as error:
        raise click.ClickException(f"The database {database_url} cannot be used: {error}") from error
    finally:
        db.close()
