"""`nameplate backup`: copy the database, also while the server is running."""

from __future__ import annotations

from pathlib import Path

import click

from nameplate.store import database as store_database

from .database_access import meetings_of, with_open_database
from .options import with_database


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=False))
@with_database
def backup(file: Path, database_url: str) -> None:
    """Write a consistent copy of the database to a new FILE, also while the server is running."""
    if file.exists():
        raise click.ClickException(f"{file} exists already.")
    if not meetings_of(database_url):
        raise click.ClickException(f"The database {database_url} holds no meeting; nothing was written.")
    with_open_database(database_url, lambda database: store_database.backup(database, str(file)))
    click.echo(f"Written: {file}")
