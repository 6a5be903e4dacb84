"""Fan-out: one frame is written to many connections with one `os.write` for each descriptor.

All connections in a group are current: their sockets have taken every earlier byte, and all have seen one version.
A connection leaves the group by itself when its socket is full, and before its descriptor is closed.
So the loop need not check the sockets, and costs little more than the system calls.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from .connection import Connection
from .yielding import YieldToLoop

T = TypeVar("T")
SLICE = 100
"""Writing to this many descriptors takes about a millisecond. Then other tasks get the event loop."""


class FanOutGroup:
    """Connections by descriptor. `seen` is the version of the picture that was written to all of them."""

    def __init__(self, yield_to_loop: YieldToLoop) -> None:
        self._yield_to_loop = yield_to_loop
        self.seen = -1
        self._seen_before = -1
        self._connections: dict[int, Connection] = {}
        self._not_written: set[int] = set()

    def __len__(self) -> int:
        return len(self._connections)

    def enter(self, connection: Connection) -> None:
        """Add a connection that has a descriptor and was sent version `seen`."""
        self._connections[connection.fd] = connection

    def leave(self, connection: Connection) -> int:
        """Remove a connection while it still has its descriptor. Returns the version that was written to it."""
        seen = self.seen_by(connection)
        del self._connections[connection.fd]
        self._not_written.discard(connection.fd)
        return seen

    def seen_by(self, connection: Connection) -> int:
        """The version that was written to a connection last. During `write` some still have the version before."""
        return self._seen_before if connection.fd in self._not_written else self.seen

    async def write(self, data: bytes, version: int) -> None:
        """Write one frame, which brings all to `version`. A connection that enters meanwhile is not written to."""
        self._seen_before, self.seen = self.seen, version
        self._not_written = set(self._connections)
        for some in sliced(list(self._connections)):
            descriptors = [fd for fd in some if fd in self._not_written]
            self._not_written.difference_update(descriptors)
            for fd, written in write_each(descriptors, data):
                self._connections[fd].write_rest(data[written:])
            await self._yield_to_loop()


def write_each(descriptors: Iterable[int], data: bytes) -> list[tuple[int, int]]:
    """Write to each descriptor without waiting. Returns the descriptors that did not take all, and how many bytes."""
    write, size, short = os.write, len(data), list[tuple[int, int]]()
    for fd in descriptors:
        try:
            written = write(fd, data)
        except BlockingIOError:
            written = 0
        except OSError:
            continue  # The client is gone. The event loop is about to report it.
        if written != size:
            short.append((fd, written))
    return short


def sliced(things: Iterable[T], at_once: int = SLICE) -> Iterator[list[T]]:
    """Lists of at most `at_once` things each."""
    rest = iter(things)
    while some := list(islice(rest, at_once)):
        yield some
