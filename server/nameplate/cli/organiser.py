"""`nameplate organiser`: link, revoke. An organiser makes and prepares meetings in a browser."""

from __future__ import annotations

import secrets

import click

from nameplate.access.passes import hash_of
from nameplate.rooms.timebase import Timebase
from nameplate.store import organiser_table
from nameplate.store.database import Database

from .database_access import with_open_database
from .links_and_cards import link_base
from .options import with_database, with_public_url


@click.group()
def organiser() -> None:
    """Manage the links of organisers, who make and prepare meetings in a browser."""


@organiser.command()
@with_database
@with_public_url
def link(database_url: str, public_url: str) -> None:
    """Make a new link to the organiser's page, and print it. Keep it: it is shown only once.

    Earlier links stay valid until they are revoked.
    """
    secret = with_open_database(database_url, new_link, creates=True)
    click.echo(organiser_url(link_base(public_url), secret))


@organiser.command()
@with_database
def revoke(database_url: str) -> None:
    """Revoke all links of organisers, and sign their browsers out."""
    at = Timebase().now_ms()
    revoked = with_open_database(
        database_url, lambda database: database.run_blocking(lambda connection: organiser_table.revoke(connection, at))
    )
    if not revoked:
        raise click.ClickException("No link of an organiser is in force.")
    click.echo(f"{revoked} revoked.")


def new_link(database: Database) -> str:
    """Store a new link of an organiser. Returns its secret."""
    secret, at = secrets.token_urlsafe(24), Timebase().now_ms()
    database.run_blocking(lambda connection: organiser_table.add_link(connection, hash_of(secret), at))
    return secret


def organiser_url(url: str, secret: str) -> str:
    """The address of a link of an organiser."""
    return f"{url}/organiser/in/{secret}"
