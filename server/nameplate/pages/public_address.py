"""The address under which browsers find the server, and which origins are therefore its own."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """The address at the begin of every link, such as `https://un.example`."""

    url: str

    @property
    def is_https(self) -> bool:
        return urlsplit(self.url).scheme == "https"

    def is_host(self, host: str) -> bool:
        """Whether a `Host` header names this address."""
        own = urlsplit(self.url)
        try:
            return _host_and_port(urlsplit(f"{own.scheme}://{host}")) == _host_and_port(own)
        except ValueError:
            return False

    def is_own_origin(self, origin: str, host: str) -> bool:
        """Whether a page with this `Origin` may send a request with this `Host` header.

        It may when it was loaded from the public address. In the network of a room, people also open the server by
        the number or the local name of its machine. Then both headers must be the same. No other site has such a name.
        """
        try:
            page, own = urlsplit(origin), urlsplit(self.url)
            if page.scheme == own.scheme and _host_and_port(page) == _host_and_port(own):
                return True
            return bool(page.netloc) and page.netloc == host and _is_local(page.hostname or "")
        except ValueError:
            return False


def _host_and_port(url: SplitResult) -> tuple[str | None, int | None]:
    return url.hostname, url.port or DEFAULT_PORTS.get(url.scheme)


def _is_local(name: str) -> bool:
    """Whether a host name is a number, or means something in the local network only."""
    try:
        ip_address(name)
    except ValueError:
        return "." not in name or name.endswith((".local", ".localhost"))
    return True
