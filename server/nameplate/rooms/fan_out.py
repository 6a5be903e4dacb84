"""Fan-out: one frame is written to many connections with one `os.write` for each descriptor.

All connections of a group are current: no earlier bytes wait to be written, and all clients have the same version. A
connection leaves the group when its socket is full, and before its descriptor is closed. Therefore the loop does not
check the sockets, and it costs little more than the system calls.
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
"""The number of descriptors that are written to before other tasks may run. One slice takes about a millisecond."""


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
        """Remove a connection. Its descriptor must still be set. Returns the newest version that was written to it."""
        seen = self.seen_by(connection)
        del self._connections[connection.fd]
        self._not_written.discard(connection.fd)
        return seen

    def seen_by(self, connection: Connection) -> int:
        """The newest version that was written to a connection. During `write`, some still have the version before."""
        return self._seen_before if connection.fd in self._not_written else self.seen

    async def write(self, data: bytes, version: int) -> None:
        """Write one frame to all connections. After it, their clients have `version`.

        A connection that enters the group during the write does not get the frame.
        """
        self._seen_before, self.seen = self.seen, version
        self._not_written = set(self._connections)
        for some in sliced(list(self._connections)):
            descriptors = [fd for fd in some if fd in self._not_written]
            self._not_written.difference_update(descriptors)
            for fd, written in write_each(descriptors, data):
                self._connections[fd].write_rest(data[written:])
            await self._yield_to_loop()


def write_each(descriptors: Iterable[int], data: bytes) -> list[tuple[int, int]]:
    """Write to each descriptor without blocking.

    Returns the descriptors that did not accept the whole data, each with the number of bytes that it accepted.
    """
    write, size, short = os.write, len(data), list[tuple[int, int]]()
    for fd in descriptors:
        try:
            written = write(fd, data)
        except BlockingIOError:
            written = 0
        except OSError:
            continue  # The client has closed the connection. The event loop will report this.
        if written != size:
            short.append((fd, written))
    return short


def sliced(things: Iterable[T], at_once: int = SLICE) -> Iterator[list[T]]:
    """Lists of at most `at_once` things each."""
    rest = iter(things)
    while some := list(islice(rest, at_once)):
        yield some
