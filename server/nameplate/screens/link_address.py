"""The address at the beginning of links and QR codes."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def opens_only_here(address: str) -> bool:
    """Whether only the machine of the server can open an address: its host is `localhost`, or a loopback number."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
