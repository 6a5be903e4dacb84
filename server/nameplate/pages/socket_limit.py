"""How many WebSockets may be open with one pass. Each may hold memory of the kernel that its client never reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from nameplate.access.passes import Pass
from nameplate.meeting import Role

MOST_SOCKETS = 64
"""For the pass of one person or one screen: some devices, some windows, and sockets that a lost network left behind."""
MOST_SOCKETS_BY_ROLE: Mapping[Role, int] = {Role.PUBLIC: 20_000}
"""All phones of a room may use the public code."""


class TooManySockets(Exception):
    """A pass has as many sockets open as it may have. The text is its name."""


class SocketLimit:
    """Counts the open sockets of each pass."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        """By the hash of the pass."""

    @contextmanager
    def counted(self, pass_: Pass) -> Iterator[None]:
        """Count one more socket of a pass until the block ends. Raises `TooManySockets`."""
        if self._open[pass_.hash] >= MOST_SOCKETS_BY_ROLE.get(pass_.role, MOST_SOCKETS):
            raise TooManySockets(pass_.name)
        self._open[pass_.hash] += 1
        try:
            yield
        finally:
            self._open[pass_.hash] -= 1
            if not self._open[pass_.hash]:
                del self._open[pass_.hash]
