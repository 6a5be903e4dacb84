"""`nameplate osc`: the meeting as OSC messages, and commands from OSC messages."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import click

from .client_options import host_and_port, run_client, with_link


@click.command()
@with_link
@click.option("--out", "receivers", metavar="HOST:PORT", multiple=True, help="Send the meeting there. Repeat it.")
@click.option("--in", "port", type=click.IntRange(1, 65535), help="Take commands on this UDP port.")
@click.option("--in-address", default="127.0.0.1", show_default=True, help="The address of this machine to listen on.")
@click.option("--allow", "allowed", metavar="ADDRESS", multiple=True, help="Take commands from here. Repeat it.")
def osc(link: str, receivers: tuple[str, ...], port: int | None, in_address: str, allowed: tuple[str, ...]) -> None:
    """Send a meeting as OSC messages, and take commands from OSC, until it is stopped.

    It is a program of its own: when it fails, the meeting goes on. Commands need a link of the chair or the desk.
    """
    if not receivers and port is None:
        raise click.UsageError("Say where to send (--out HOST:PORT), or where to listen (--in PORT).")
    if port is not None and not allowed:
        raise click.UsageError("OSC has no passwords. Name each machine that may give commands: --allow 192.0.2.20")
    targets = [host_and_port(receiver) for receiver in receivers]
    for address in (in_address, *allowed):
        try:
            ipaddress.ip_address(address)
        except ValueError as error:
            raise click.UsageError(f"“{address}” is no IP address.") from error
    run_client(_run(link, targets, port, in_address, allowed))


async def _resolved(loop: asyncio.AbstractEventLoop, host: str, port: int) -> tuple[str, int]:
    """The IPv4 address of a receiver. Looked up once, because a lookup would delay the messages."""
    try:
        found = await loop.getaddrinfo(host, port, family=socket.AF_INET, type=socket.SOCK_DGRAM)
    except OSError as error:
        raise click.ClickException(f"“{host}” is not found: {error.strerror}") from error
    return str(found[0][4][0]), port


async def _run(
    link: str, targets: list[tuple[str, int]], port: int | None, in_address: str, allowed: tuple[str, ...]
) -> None:
    from nameplate.clients.osc import OscBridge, OscIn, OscOut  # noqa: PLC0415 - only this command needs OSC

    loop = asyncio.get_running_loop()
    out = into = None
    opened: list[asyncio.DatagramTransport] = []
    if targets:
        targets = [await _resolved(loop, *target) for target in targets]
        sending, out = await loop.create_datagram_endpoint(lambda: OscOut(targets), local_addr=("0.0.0.0", 0))  # noqa: S104
        opened.append(sending)
    if port is not None:
        try:
            taking, into = await loop.create_datagram_endpoint(lambda: OscIn(allowed), local_addr=(in_address, port))
            opened.append(taking)
        except OSError as error:
            raise click.ClickException(f"Port {port} of {in_address} cannot be used: {error.strerror}") from error
    try:
        await OscBridge(link, out, into).run()
    finally:
        for transport in opened:
            transport.close()
