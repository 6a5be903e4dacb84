"""`nameplate migrate`: bring a database to the newest form."""

from __future__ import annotations

import click

from .database_access import with_open_database
from .options import with_database


@click.command()
@with_database
def migrate(database_url: str) -> None:
    """Bring a database to the newest form. `serve` does this by itself."""
    with_open_database(database_url, lambda _: None)
    click.echo("Up to date.")
