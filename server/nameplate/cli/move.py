"""`nameplate move`: copy all meetings into another database, for example from SQLite to PostgreSQL."""

from __future__ import annotations

from contextlib import ExitStack

import click

from nameplate.store import copying
from nameplate.store.database import Database
from nameplate.store.event_log import EventLog, listing

from .database_access import exclusive_use, with_open_database


@click.command()
@click.argument("source_url", metavar="SOURCE")
@click.argument("target_url", metavar="TARGET")
def move(source_url: str, target_url: str) -> None:
    """Copy all meetings and links from the database SOURCE into the empty database TARGET. Stop the servers first.

    SOURCE stays as it is. All links go on to work, if the public address stays the same.
    """
    with ExitStack() as stack:
        for url in (source_url, target_url):
            stack.enter_context(exclusive_use(url))
        copied = with_open_database(
            source_url,
            lambda source: with_open_database(target_url, lambda target: _copy(source, target), creates=True),
        )
    for table, rows in copied.items():
        click.echo(f"{rows:>9,}  {table}")
    click.echo("Copied. Every row is equal, and every meeting can be opened.")


def _copy(source: Database, target: Database) -> dict[str, int]:
    try:
        copied = copying.copy(source, target)
    except copying.NotEmpty as error:
        raise click.ClickException("TARGET is not empty. Nothing was copied.") from error
    except copying.Different as error:
        raise click.ClickException(f"The copy of the table “{error}” is not equal. Nothing was copied.") from error
    for code, _, _ in target.run_blocking(listing):
        if EventLog(target).open_blocking(code).meeting != EventLog(source).open_blocking(code).meeting:
            raise click.ClickException(f"The copy of {code} is not equal. Delete TARGET.")
    return copied
