"""How many commands a pass may give, how many devices may sign in, how many unknown links may come from one address.

Commands are not limited by network address, because all phones of a room may share one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address

from nameplate.meeting import Actor, Role

from .token_buckets import Rate, TokenBuckets

MODERATOR_RATE = Rate(400, 100)
DEFAULT_RATE = Rate(30, 2)
RATES: Mapping[Role, Rate] = {
    Role.CHAIR: MODERATOR_RATE,
    Role.DESK: MODERATOR_RATE,
    Role.BRIDGE: Rate(400, 20),
}
"""A bridge acts for many delegations. When a conference begins, all of them join within seconds."""
RATES_BY_NAME: Mapping[str, Rate] = {role.value: rate for role, rate in RATES.items()}
"""The log has only the names of passes. The names of these passes are the names of their roles."""
UNKNOWN_LINK_RATE = Rate(100, 2)
SIGN_IN_RATE = Rate(60, 1)
"""Each sign-in of a device is written to the database."""
IPV6_NETWORK_BITS = 64
"""One machine has all addresses of such a network."""


class RateLimit:
    """Limits the commands of each pass. `now_ms` returns milliseconds."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._buckets = TokenBuckets(now_ms)

    def allow(self, meeting: str, by: Actor) -> bool:
        """Count one command of a pass. False when it has given too many; a refused command does not count."""
        return self._buckets.take(f"{meeting} {by.name}", RATES.get(by.role, DEFAULT_RATE))

    def count(self, meeting: str, name: str) -> None:
        """Count a command that another node has accepted from the pass with this name."""
        self._buckets.take(f"{meeting} {name}", RATES_BY_NAME.get(name, DEFAULT_RATE))


class SignInLimit:
    """Limits how many devices may sign in with a pass. `now_ms` returns milliseconds."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._buckets = TokenBuckets(now_ms)

    def allow(self, pass_hash: str) -> bool:
        """Count one sign-in with a pass. False when there were too many."""
        return self._buckets.take(pass_hash, SIGN_IN_RATE)


class UnknownLinkLimit:
    """Limits the guesses of each network address: links and codes that are not valid. A valid link is never limited."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._buckets = TokenBuckets(now_ms)

    def take(self, address: str) -> bool:
        """Count a link that may not be valid. False when too many have come from this address."""
        return self._buckets.take(_network(address), UNKNOWN_LINK_RATE)

    def give_back(self, address: str) -> None:
        """Do not count the last one, because it was valid."""
        self._buckets.give_back(_network(address), UNKNOWN_LINK_RATE)


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(int(found) >> (128 - IPV6_NETWORK_BITS))
    return address
