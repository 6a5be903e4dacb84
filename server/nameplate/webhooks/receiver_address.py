"""Which addresses a webhook may have. A server must not be led to ask programs that only it can reach.

See docs/decisions/0016-webhooks.md.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from nameplate.wording.messages import N_, Message

LONGEST_URL = 2000
HTTP, HTTPS = "http", "https"
DEFAULT_PORTS = {HTTP: 80, HTTPS: 443}
NEEDS_HTTPS = N_("outside private networks, a URL must begin with https://")
NOT_FOUND = N_("with http://, a name must lead to a private address, and this server does not find “%(name)s”")
LOOK_UP_SECONDS = 3.0
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAllowed(Exception):
    """The server does not send to this address. `reason` with its `facts` says why."""

    def __init__(self, reason: Message, **facts: str) -> None:
        super().__init__(reason % facts)
        self.reason = reason
        self.facts = facts


@dataclass(frozen=True, slots=True)
class ReceiverAddress:
    """The parts of the URL of a webhook."""

    scheme: str
    host: str
    port: int
    target: str
    """The path and the query."""

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str) -> ReceiverAddress:
    """The parts of a URL. Raises `NotAllowed` when its form is wrong."""
    if not url.isascii() or not url.isprintable() or " " in url or len(url) > LONGEST_URL:
        raise NotAllowed(N_("a URL has at most 2,000 ASCII characters and no spaces"))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed(N_("the host or the port is wrong")) from error
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or port == 0:
        raise NotAllowed(N_("a URL begins with https:// and names a host"))
    if "@" in parts.netloc or parts.fragment or "%" in parts.netloc:
        raise NotAllowed(N_("a URL may have no user, no password and no fragment"))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return ReceiverAddress(parts.scheme, parts.hostname, port or DEFAULT_PORTS[parts.scheme], target)


def check(url: str, allows_private: bool) -> None:
    """Check the form of a URL, and its host if that is a number. Raises `NotAllowed`.

    A name is looked up, and its number checked, before each attempt.
    """
    receiver = parse(url)
    try:
        number = str(ipaddress.ip_address(receiver.host))
    except ValueError:
        if receiver.scheme != HTTPS and not allows_private:  # a name outside, or one that is refused when looked up
            raise NotAllowed(NEEDS_HTTPS) from None
        return
    refuse_unsafe(receiver.scheme, number, allows_private)


async def check_name(url: str, allows_private: bool) -> None:
    """Look up the name in a URL with http, and check its numbers. Raises `NotAllowed`.

    For a form: with https, a name may be looked up later. With http it must lead to a private network, and the person
    who typed it is still there to correct it.
    """
    receiver = parse(url)
    if receiver.scheme == HTTPS:
        return
    try:
        async with asyncio.timeout(LOOK_UP_SECONDS):
            await checked_numbers(receiver, allows_private)
    except (OSError, TimeoutError, UnicodeError) as error:
        raise NotAllowed(NOT_FOUND, name=receiver.host) from error


async def checked_numbers(receiver: ReceiverAddress, allows_private: bool) -> list[str]:
    """The IP addresses of a receiver now. Raises `NotAllowed` when one of them is not allowed, and `OSError`."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(receiver.host, receiver.port, type=socket.SOCK_STREAM)
    numbers = [*dict.fromkeys(str(address[0]) for *_, address in found)]
    for number in numbers:
        refuse_unsafe(receiver.scheme, number, allows_private)
    return numbers


def refuse_unsafe(scheme: str, number: str, allows_private: bool) -> None:
    """Check the number that the host of a URL has now. Raises `NotAllowed`."""
    address = _reached(ipaddress.ip_address(number.partition("%")[0]))
    is_never = address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved
    if is_never and not address.is_loopback:
        raise NotAllowed(N_("%(number)s is no address of a receiver"), number=number)
    if not address.is_global and not allows_private:
        raise NotAllowed(
            N_("%(number)s is a private address, and the server runs without --webhook-private"), number=number
        )
    if address.is_global and scheme != HTTPS:
        raise NotAllowed(NEEDS_HTTPS)


def _reached(address: Address) -> Address:
    """The IPv4 address that an IPv6 address contains and leads to, otherwise the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
