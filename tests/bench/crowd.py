"""A crowd of sockets in a process of its own, `python -m tests.bench.crowd`: orders on stdin, answers on stdout.

Both are JSON. It joins by plain non-blocking sockets and one epoll, so that receiving costs as little as it can.
Orders: `join`, `count` (begin to count anew), `watch` (answer when every socket has whole messages more), `follow`
(read until the next order), `agree` (answer when every socket has been told of a version), `leave`.
"""

from __future__ import annotations

import json
import re
import select
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

HANDSHAKES_AT_ONCE = 100
PATIENCE_SECONDS = 60.0
_BUFFER = bytearray(262_144)
BEGIN, VERSION = 28, re.compile(rb'{"version":(\d+)')
SMALLEST = 100
"""A message with fewer bytes is a heartbeat or protocol overhead. It is not counted."""


@dataclass(slots=True)
class Guest:
    """One socket. `messages` counts whole ones, `left` is what is missing of the present one.

    `version` is the one that the newest message told of, at `told_ns`: all messages of the product begin with it.
    """

    socket: socket.socket
    head: bytearray = field(default_factory=bytearray)
    left: int = 0
    length: int = 0
    messages: int = 0
    taken: int = 0
    version: int = 0
    told_ns: int = 0
    begin: bytes = b""


class Crowd:
    """All sockets of this process."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._guests: dict[int, Guest] = {}

    def join(
        self,
        port: int,
        path: str,
        count: int,
        headers: Sequence[str] = (),
        hello: str = "",
        greeted: bool = True,
        bearers: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Open sockets and send `hello` on each. With `greeted`, wait for the first message of all.

        Each shows one of the `bearers`, if there are any.
        """
        began = time.perf_counter()
        for start in range(0, count, HANDSHAKES_AT_ONCE):
            each = range(start, min(start + HANDSHAKES_AT_ONCE, count))
            shown = [[f"Authorization: Bearer {bearers[n % len(bearers)]}"] if bearers else [] for n in each]
            for guest in [knock(port, path, [*headers, *bearer]) for bearer in shown]:
                _shake(guest, hello)
                guest.socket.setblocking(False)
                self._poll.register(guest.socket, select.EPOLLIN)
                self._guests[guest.socket.fileno()] = guest
        if greeted:
            self.watch(1)
        return {"joined": len(self._guests), "seconds": time.perf_counter() - began}

    def watch(self, messages: int) -> dict[str, Any]:
        """Read in a busy loop until every socket has had `messages` messages since `count`. Returns when."""
        return self._read(lambda guest: guest.messages >= messages, 0)

    def agree(self, version: int) -> dict[str, Any]:
        """Read until every socket has been told a version. Returns when the last one was."""
        found = self._read(lambda guest: guest.version >= version, 0.001)
        return {**found, "last_ns": max(guest.told_ns for guest in self._guests.values())}

    def follow(self) -> None:
        """Read until the next order."""
        self._poll.register(sys.stdin, select.EPOLLIN)
        ordered = False
        while not ordered:
            for descriptor, _ in self._poll.poll():
                if descriptor == sys.stdin.fileno():
                    ordered = True
                else:
                    _take(self._guests[descriptor])
        self._poll.unregister(sys.stdin)

    def _read(self, has_enough: Callable[[Guest], bool], nap_seconds: float) -> dict[str, Any]:
        until = time.perf_counter() + PATIENCE_SECONDS
        missing = {number for number, guest in self._guests.items() if not has_enough(guest)}
        first, last = 0, time.monotonic_ns()
        while missing and time.perf_counter() < until:
            for descriptor, _ in self._poll.poll(nap_seconds):
                guest = self._guests[descriptor]
                _take(guest)
                if descriptor in missing and has_enough(guest):
                    missing.discard(descriptor)
                    last = time.monotonic_ns()
                    first = first or last
        taken = sum(guest.taken for guest in self._guests.values())
        return {"missing": len(missing), "first_ns": first, "last_ns": last, "bytes": taken}

    def count(self, seconds: float) -> dict[str, Any]:
        """Read for some seconds and reset the counts. Returns the counts."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            for descriptor, _ in self._poll.poll(0.01):
                _take(self._guests[descriptor])
        guests = self._guests.values()
        came = {"bytes": sum(g.taken for g in guests), "messages": sum(g.messages for g in guests)}
        for guest in guests:
            guest.messages = guest.taken = 0
        return came

    def leave(self) -> dict[str, Any]:
        """Close all sockets."""
        for guest in self._guests.values():
            guest.socket.close()
        self._guests.clear()
        return {}


def knock(port: int, path: str, headers: Sequence[str]) -> Guest:
    """Send the request for a WebSocket. The answer is still to be read."""
    made = socket.create_connection(("127.0.0.1", port))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade"]
    lines += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", *headers]
    made.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return Guest(made)


def _shake(guest: Guest, hello: str) -> None:
    answer = b""
    while b"\r\n\r\n" not in answer:
        some = guest.socket.recv(4096)
        if not some:
            raise ConnectionError(answer.decode())
        answer += some
    head, _, rest = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 101"):
        raise ConnectionError(head.decode())
    if hello:  # masked, as a client must, with a mask of zeros
        guest.socket.sendall(bytes((0x81, 0x80 | len(hello), 0, 0, 0, 0)) + hello.encode())
    _parse(guest, rest)


def _take(guest: Guest) -> None:
    try:
        taken = guest.socket.recv_into(_BUFFER)
    except BlockingIOError:
        return
    if not taken:
        raise ConnectionError("The server closed a socket.")
    guest.taken += taken
    if not guest.left and not guest.head and _BUFFER[1] == 126 and taken == 4 + (_BUFFER[2] << 8) + _BUFFER[3]:
        guest.messages += 1  # one whole message, nearly always: a receiver that is slower than the sender hides it
        guest.begin = bytes(_BUFFER[4 : 4 + BEGIN])
        _note_version(guest)
    else:
        _parse(guest, bytes(_BUFFER[:taken]))


def _parse(guest: Guest, data: bytes) -> None:
    """Count whole messages by the headers of their frames."""
    view = memoryview(data)
    while view:
        if guest.left:
            skipped = min(guest.left, len(view))
            if len(guest.begin) < BEGIN:
                guest.begin += bytes(view[: min(skipped, BEGIN - len(guest.begin))])
            guest.left -= skipped
            view = view[skipped:]
        else:
            guest.head.append(view[0])
            view = view[1:]
            length = _length(guest.head)
            if length is None:
                continue
            guest.left = guest.length = length
            guest.head.clear()
            guest.begin = b""
        if not guest.left and not guest.head and guest.length >= SMALLEST:
            guest.messages += 1
            guest.length = 0
            _note_version(guest)


def _note_version(guest: Guest) -> None:
    if found := VERSION.match(guest.begin):
        guest.version, guest.told_ns = int(found[1]), time.monotonic_ns()


def _length(head: bytearray) -> int | None:
    """The length in a frame header. None while the header is not complete."""
    if len(head) < 2:
        return None
    short = head[1] & 0x7F
    size = {126: 4, 127: 10}.get(short, 2)
    if len(head) < size:
        return None
    return short if short < 126 else int.from_bytes(head[2:size], "big")


def _orders() -> Iterator[dict[str, Any]]:
    for line in sys.stdin:
        yield json.loads(line)


if __name__ == "__main__":
    crowd = Crowd()
    for order in _orders():
        name = order.pop("order")
        answer = getattr(crowd, name)(**order)
        if answer is not None:
            print(json.dumps(answer), flush=True)
