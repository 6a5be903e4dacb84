"""Connections for the tests: one over real sockets, and one that records its messages."""

from __future__ import annotations

import socket
from collections.abc import Callable

import msgspec

from nameplate.rooms.connection import NO_DESCRIPTOR, do_nothing
from nameplate.rooms.frame import Frame


class SocketPairConnection:
    """A connection with a descriptor. While bytes wait to be written, it is blocked."""

    def __init__(self) -> None:
        self.near, self.far = socket.socketpair()
        self.near.setblocking(False)
        self.fd, self.compressed = self.near.fileno(), False
        self.blocked: Callable[[], None] = do_nothing
        self.drained: Callable[[], None] = do_nothing
        self.rest = b""
        self.aborted = False

    def write(self, frame: Frame) -> bool:
        if self.fd >= 0:
            self.near.sendall(frame.plain)
        return self.fd >= 0

    def write_rest(self, data: bytes) -> None:
        self.rest += data
        self.block()

    def block(self) -> None:
        """Give up the descriptor."""
        self.blocked()
        self.fd = NO_DESCRIPTOR

    def unblock(self) -> None:
        """Take the descriptor again, and ask for the newest frame."""
        self.fd = self.near.fileno()
        self.drained()

    def is_stuck(self) -> bool:
        return bool(self.rest)

    def watch(self, is_watched: Callable[[], bool]) -> None:
        """Never called here."""
        raise AssertionError(is_watched)

    def close(self, code: int) -> None:
        """Never called here."""
        raise AssertionError(code)

    def abort(self) -> None:
        self.aborted = True

    def received(self) -> bytes:
        """The bytes that the client has received since the last call."""
        self.far.setblocking(False)
        got = b""
        try:
            while some := self.far.recv(1 << 20):
                got += some
        except BlockingIOError:
            return got
        return got


class RecordingConnection:
    """A connection without a descriptor. It records the messages. While it is `full` it refuses them."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.drained: Callable[[], None] = do_nothing
        self.blocked: Callable[[], None] = do_nothing
        self.fd, self.compressed = NO_DESCRIPTOR, False
        self.full = self.stuck = self.gone = self._has_refused = False

    def write(self, frame: Frame) -> bool:
        self._has_refused = self.full
        if not self.full:
            self.got.append(frame.message)
        return not self.full

    def write_rest(self, data: bytes) -> None:
        """Never called: there is no descriptor."""
        raise AssertionError

    def free(self) -> None:
        """The socket has room again."""
        self.full = False
        if self._has_refused:
            self._has_refused = False
            self.drained()

    def is_stuck(self) -> bool:
        return self.stuck

    def watch(self, is_watched: Callable[[], bool]) -> None:
        """Never called here."""
        raise AssertionError(is_watched)

    def close(self, code: int) -> None:
        self.gone = True

    def abort(self) -> None:
        self.gone = True

    def versions(self) -> list[int]:
        """The versions in the messages."""
        return [msgspec.json.decode(message)["version"] for message in self.got]
