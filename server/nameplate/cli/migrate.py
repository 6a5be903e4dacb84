"""`nameplate migrate`: upgrade a database to the newest schema."""

from __future__ import annotations

import click

from .database_access import migrate_unserved, with_open_database
from .options import with_database


@click.command()
@with_database
def migrate(database_url: str) -> None:
    """Upgrade a database to the newest schema. Stop the servers first. With SQLite, `serve` does this automatically."""
    with_open_database(database_url, lambda _: None, prepare=migrate_unserved, creates=True)
    click.echo("Up to date.")
