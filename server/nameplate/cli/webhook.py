"""`nameplate webhook`: add, list, remove, resume. A webhook sends the changes of a meeting to another program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import click
from sqlalchemy import Connection

from nameplate.rooms.timebase import Timebase
from nameplate.store import webhook_table
from nameplate.store.webhook_table import Webhook, Work
from nameplate.webhooks.messages import KINDS
from nameplate.webhooks.receiver_address import NotAllowed, check
from nameplate.webhooks.signature import new_secret

from .database_access import with_open_database
from .options import with_database

T = TypeVar("T")
FROM_NOW_ON = -1
NO_SUCH = "The meeting has no such webhook. See: nameplate webhook list"

with_after = click.option("--after", type=click.IntRange(0), help="Send what came after this version of the meeting.")


@click.group()
def webhook() -> None:
    """Send the changes of a meeting to other programs."""


@webhook.command()
@click.argument("code")
@click.argument("url")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Repeat it. Without it: all kinds.")
@with_after
@with_database
def add(code: str, url: str, kinds: tuple[str, ...], after: int | None, database_url: str) -> None:
    """Send the changes of a meeting to URL from now on, also while the server runs.

    Prints the id of the webhook, and the secret with which the receiver checks the signatures.
    """
    try:
        check(url, allows_private=True)
    except NotAllowed as fault:
        raise click.ClickException(f"“{url}” cannot be used: {fault}.") from fault
    delivered = FROM_NOW_ON if after is None else after
    chosen = tuple(kind for kind in KINDS if kind in kinds) or KINDS
    hook = Webhook(webhook_table.new_id(Timebase().now_ms()), code, url, new_secret(), chosen, delivered)
    _run(database_url, partial(webhook_table.add, hook=hook))
    click.echo(f"id\t{hook.id}\nsecret\t{hook.secret}")


@webhook.command("list")
@click.argument("code")
@with_database
def show(code: str, database_url: str) -> None:
    """List the webhooks of a meeting, the newest first: id, state, kinds, URL."""
    found = with_open_database(
        database_url, lambda database: database.run_blocking(partial(webhook_table.of_meeting, code=code))
    )
    for work in found:
        click.echo("\t".join((work.hook.id, _state(work), ",".join(work.hook.kinds), work.hook.url)))


@webhook.command()
@click.argument("code")
@click.argument("webhook_id", metavar="ID")
@with_database
def remove(code: str, webhook_id: str, database_url: str) -> None:
    """Remove a webhook. A running server stops within some seconds."""
    job = partial(webhook_table.remove, code=code, hook_id=webhook_id)
    if not with_open_database(database_url, lambda database: database.run_blocking(job)):
        raise click.ClickException(NO_SUCH)


@webhook.command()
@click.argument("code")
@click.argument("webhook_id", metavar="ID")
@with_after
@with_database
def resume(code: str, webhook_id: str, after: int | None, database_url: str) -> None:
    """Let a paused webhook go on where it was, or send again what came after a version."""
    if not _run(database_url, partial(webhook_table.resume, code=code, hook_id=webhook_id, after=after)):
        raise click.ClickException(NO_SUCH)


def _run(database_url: str, job: Callable[[Connection], T]) -> T:
    """Run a job in a transaction. Raises `ClickException`, also for a version that the meeting does not have yet."""
    try:
        return with_open_database(database_url, lambda database: database.run_blocking(job))
    except webhook_table.NotYet as error:
        raise click.ClickException(f"{error} Give at most this number with --after.") from error


def _state(work: Work) -> str:
    hook = work.hook
    state = "paused" if hook.paused_at else f"failing ({hook.failures})" if hook.failures else "ok"
    behind = work.head - hook.delivered
    return f"{state}, {behind} events behind" if behind > 0 else state
