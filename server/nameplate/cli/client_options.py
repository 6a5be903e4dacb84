"""What the commands share that take part in a meeting as a program of their own."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine
from typing import Any

import click

from nameplate.clients.meeting_client import LinkRefused

with_link = click.option(
    "--url",
    "link",
    metavar="LINK",
    envvar="NAMEPLATE_LINK",
    show_envvar=True,
    required=True,
    help="A link of the meeting, such as http://192.0.2.7:8000/in/SECRET.",
)


def host_and_port(text: str) -> tuple[str, int]:
    """The two parts of HOST:PORT. Ends the command when it is none."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.UsageError(f"“{text}” is no HOST:PORT, such as 192.0.2.20:9000.")
    return host.strip("[]"), int(port)


def run_client(program: Coroutine[Any, Any, None]) -> None:
    """Run a program until SIGINT or SIGTERM. Ends with an error when its link is refused."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
    try:
        asyncio.run(_until_stopped(program))
    except LinkRefused as error:
        raise click.ClickException(str(error)) from error


async def _until_stopped(program: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(program)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        click.echo("Stopped.", err=True)
