"""`nameplate serve`: serve all meetings of a database until the process gets a signal."""

from __future__ import annotations

from collections.abc import Callable

import click
from starlette.applications import Starlette

from nameplate import app
from nameplate.serving import log_lines, server
from nameplate.serving.log_lines import LogFormat
from nameplate.serving.welcome import reachable, welcome
from nameplate.store import event_log, organiser_table
from nameplate.store.database import Database, create_or_check

from .database_access import serving_use, with_open_database
from .options import (
    with_database,
    with_framed_by,
    with_host,
    with_log_format,
    with_port,
    with_public_url,
    with_trusted_proxy,
    with_webhook_private,
)
from .organiser import new_link, organiser_url


@click.command()
@with_host
@with_port
@with_database
@with_public_url
@with_trusted_proxy
@with_framed_by
@with_webhook_private
@with_log_format
def serve(
    host: str,
    port: int,
    database_url: str,
    public_url: str,
    trusted_proxies: str,
    framed_by: str,
    allows_private_webhooks: bool,
    log_format: str,
) -> None:
    """Serve all meetings of a database."""
    log_lines.set_up(LogFormat(log_format))
    url = public_url.rstrip("/") or reachable(host, port)
    with serving_use(database_url):
        # Before serving: a process may have only one connection that writes.
        meetings, secret = with_open_database(database_url, _begin, prepare=create_or_check, creates=True)

        def print_welcome() -> None:
            click.echo(welcome(url, host, meetings, organiser_url(url, secret) if secret else ""))

        framing = tuple(framed_by.split())
        built = app.build(database_url, url, framed_by=framing, allows_private_webhooks=allows_private_webhooks)
        run(built, host, port, print_welcome, trusted_proxies)


def _begin(database: Database) -> tuple[list[tuple[str, str, int]], str]:
    """The meetings, and the secret of a new link to the organiser's page if nobody can have made a meeting yet."""
    meetings = database.run_blocking(event_log.listing)
    is_new = not meetings and not database.run_blocking(organiser_table.has_link)
    return meetings, new_link(database) if is_new else ""


def run(
    application: Starlette,
    host: str,
    port: int,
    on_listening: Callable[[], None],
    trusted_proxies: str = server.LOCAL_PROXIES,
) -> None:
    """Serve until a signal ends it. Raises `ClickException` when the port is taken."""
    try:
        server.run(application, host, port, on_listening, trusted_proxies)
    except KeyboardInterrupt:
        return  # Ctrl+C is how a person ends it. The server has closed everything before uvicorn raises this.
    except OSError as error:
        problem = f"Cannot listen on {host}, port {port} ({error.strerror}). Try another one with --port."
        raise click.ClickException(problem) from error
