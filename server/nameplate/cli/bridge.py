"""`nameplate bridge`: connects a conference system, so that its raised hands become inscriptions."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
import uvicorn

from nameplate.clients.bigbluebutton import Api
from nameplate.clients.bridge import Bridge, Memory
from nameplate.clients.hands import Hands
from nameplate.clients.seat_map import BadMap, read_seat_map

from .client_options import run_client, with_link


@dataclass(frozen=True, slots=True)
class _Common:
    """What every conference system needs."""

    link: str
    hands: Hands
    memory: Memory


@click.group()
@with_link
@click.option(
    "--map", "seat_map", type=click.Path(path_type=Path), required=True, help="Who is which delegation: seat,user,name."
)
@click.option(
    "--memory",
    type=click.Path(path_type=Path),
    default=Path("nameplate-bridge.json"),
    show_default=True,
    help="Where the bridge keeps what it knows. One file for each meeting.",
)
@click.pass_context
def bridge(context: click.Context, link: str, seat_map: Path, memory: Path) -> None:
    """Let the raised hands of a conference become inscriptions. It runs beside the server, until it is stopped."""
    try:
        seats = read_seat_map(seat_map)
        kept = Memory(memory)
        context.obj = _Common(link, kept.load(seats), kept)
    except (BadMap, ValueError) as error:
        raise click.ClickException(f"{error}.") from error


@bridge.command()
@click.option("--api", "api_url", required=True, help="Such as https://bbb.example/bigbluebutton/api.")
@click.option(
    "--secret", required=True, envvar="NAMEPLATE_BRIDGE_SECRET", show_envvar=True, help="Of `bbb-conf --secret`."
)
@click.option("--conference", required=True, help="The meetingID of the conference in BigBlueButton.")
@click.option("--callback", "callback_url", required=True, help="Where BigBlueButton reaches the bridge: https://…")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where the bridge listens.")
@click.option("--port", type=click.IntRange(1, 65535), default=8090, show_default=True)
@click.pass_obj
def bigbluebutton(
    common: _Common, api_url: str, secret: str, conference: str, callback_url: str, host: str, port: int
) -> None:
    """Connect a conference on BigBlueButton 2.7 or newer."""
    for name, url in (("--api", api_url), ("--callback", callback_url)):
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise click.ClickException(f"{name} must be an address that begins with https:// or http://.")
    running = Bridge(
        common.link, Api(api_url, secret, conference), common.hands, common.memory, callback_url, click.echo
    )
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        raise click.ClickException(f"Cannot listen on {host}, port {port} ({error.strerror}).") from error
    click.echo(f"The bridge to {conference} listens on {host}, port {port}.")
    with listening:
        try:
            run_client(_run(running, listening))
        except OSError as error:
            raise click.ClickException(f"The bridge cannot go on ({error.strerror}).") from error


async def _run(running: Bridge, listening: socket.socket) -> None:
    """Receive callbacks and give commands, until a signal or until the link is ended. Raises `LinkRefused`."""
    server = uvicorn.Server(uvicorn.Config(running.app(), log_level="warning", lifespan="off"))
    work = asyncio.create_task(running.run())
    work.add_done_callback(lambda _: setattr(server, "should_exit", True))
    await server.serve(sockets=[listening])
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
