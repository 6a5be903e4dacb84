"""Many WebSocket clients in a separate process: `python -m tests.bench.crowd`.

The process reads instructions from stdin and writes answers to stdout, each as one line of JSON. It uses plain
non-blocking sockets and one epoll object, so that receiving costs little CPU. The instructions are the methods of
`Crowd`:

- `join`: open WebSocket connections.
- `count`: return the numbers of received messages and bytes, and reset them.
- `watch`: answer when every client has received a number of messages since `count`.
- `follow`: read until the next instruction. There is no answer.
- `agree`: answer when every client has received a version of the meeting.
- `leave`: close all connections.
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
TIMEOUT_SECONDS = 60.0
_BUFFER = bytearray(262_144)
BEGINNING_BYTES, VERSION = 28, re.compile(rb'{"version":(\d+)')
LEAST_COUNTED_BYTES = 100
"""Shorter messages are not counted: they are heartbeats, or messages of a protocol."""


@dataclass(slots=True)
class Client:
    """A connection, and the state of parsing its stream of frames.

    `messages` is the number of complete messages. `missing_bytes` is the number of bytes that the current message still
    lacks. `version` is the version in the newest message, and `version_at_ns` is the time at which this message came.
    Every message of Nameplate begins with its version; `beginning` keeps these first bytes.
    """

    socket: socket.socket
    head: bytearray = field(default_factory=bytearray)
    missing_bytes: int = 0
    length: int = 0
    messages: int = 0
    received_bytes: int = 0
    version: int = 0
    version_at_ns: int = 0
    beginning: bytes = b""


class Crowd:
    """All clients of this process. Each public method is an instruction."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._clients: dict[int, Client] = {}

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
        """Open connections, and send the text `hello` on each. Answers with the number of clients and the seconds.

        With `greeted`, wait until every client has received its first message. If there are `bearers`, the clients use
        them in turn as the secrets of their passes.
        """
        began = time.perf_counter()
        for start in range(0, count, HANDSHAKES_AT_ONCE):
            each = range(start, min(start + HANDSHAKES_AT_ONCE, count))
            shown = [[f"Authorization: Bearer {bearers[n % len(bearers)]}"] if bearers else [] for n in each]
            for client in [send_handshake(port, path, [*headers, *bearer]) for bearer in shown]:
                _finish_handshake(client, hello)
                client.socket.setblocking(False)
                self._poll.register(client.socket, select.EPOLLIN)
                self._clients[client.socket.fileno()] = client
        if greeted:
            self.watch(1)
        return {"joined": len(self._clients), "seconds": time.perf_counter() - began}

    def watch(self, messages: int) -> dict[str, Any]:
        """Read in a busy loop until every client has received `messages` messages since `count`. See `_read`."""
        return self._read(lambda client: client.messages >= messages, 0)

    def agree(self, version: int) -> dict[str, Any]:
        """Read until every client has received this version or a newer one.

        `last_ns` is the time at which the last client received its newest version.
        """
        found = self._read(lambda client: client.version >= version, 0.001)
        return {**found, "last_ns": max(client.version_at_ns for client in self._clients.values())}

    def follow(self) -> None:
        """Read until the next instruction arrives."""
        self._poll.register(sys.stdin, select.EPOLLIN)
        has_instruction = False
        while not has_instruction:
            for descriptor, _ in self._poll.poll():
                if descriptor == sys.stdin.fileno():
                    has_instruction = True
                else:
                    _receive(self._clients[descriptor])
        self._poll.unregister(sys.stdin)

    def _read(self, has_enough: Callable[[Client], bool], poll_seconds: float) -> dict[str, Any]:
        """Read until `has_enough` is true for every client, or until the timeout.

        Answers with the number of clients that are `missing`, the times at which the first and the last client had
        enough, and the bytes that were received.
        """
        deadline = time.perf_counter() + TIMEOUT_SECONDS
        missing = {number for number, client in self._clients.items() if not has_enough(client)}
        first, last = 0, time.monotonic_ns()
        while missing and time.perf_counter() < deadline:
            for descriptor, _ in self._poll.poll(poll_seconds):
                client = self._clients[descriptor]
                _receive(client)
                if descriptor in missing and has_enough(client):
                    missing.discard(descriptor)
                    last = time.monotonic_ns()
                    first = first or last
        received = sum(client.received_bytes for client in self._clients.values())
        return {"missing": len(missing), "first_ns": first, "last_ns": last, "bytes": received}

    def count(self, seconds: float) -> dict[str, Any]:
        """Read for some seconds. Answers with the bytes and messages since the last `count`, and resets them."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            for descriptor, _ in self._poll.poll(0.01):
                _receive(self._clients[descriptor])
        clients = self._clients.values()
        counts = {
            "bytes": sum(each.received_bytes for each in clients),
            "messages": sum(each.messages for each in clients),
        }
        for client in clients:
            client.messages = client.received_bytes = 0
        return counts

    def leave(self) -> dict[str, Any]:
        """Close all connections."""
        for client in self._clients.values():
            client.socket.close()
        self._clients.clear()
        return {}


def send_handshake(port: int, path: str, headers: Sequence[str]) -> Client:
    """Connect, and send the request for a WebSocket. The response is not read yet."""
    made = socket.create_connection(("127.0.0.1", port))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade"]
    lines += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", *headers]
    made.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return Client(made)


def _finish_handshake(client: Client, hello: str) -> None:
    """Read the response to the handshake, then send `hello`."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        some = client.socket.recv(4096)
        if not some:
            raise ConnectionError(answer.decode())
        answer += some
    head, _, rest = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 101"):
        raise ConnectionError(head.decode())
    if hello:  # a client must mask its frames; this mask is zero
        client.socket.sendall(bytes((0x81, 0x80 | len(hello), 0, 0, 0, 0)) + hello.encode())
    _parse(client, rest)


def _receive(client: Client) -> None:
    """Read the bytes that are available now, and count complete messages."""
    try:
        received = client.socket.recv_into(_BUFFER)
    except BlockingIOError:
        return
    if not received:
        raise ConnectionError("The server closed a socket.")
    client.received_bytes += received
    # The common case of one whole message is handled fast, because a slow receiver would distort the times.
    if (
        not client.missing_bytes
        and not client.head
        and _BUFFER[1] == 126
        and received == 4 + (_BUFFER[2] << 8) + _BUFFER[3]
    ):
        client.messages += 1
        client.beginning = bytes(_BUFFER[4 : 4 + BEGINNING_BYTES])
        _note_version(client)
    else:
        _parse(client, bytes(_BUFFER[:received]))


def _parse(client: Client, data: bytes) -> None:
    """Count whole messages by the headers of their frames."""
    view = memoryview(data)
    while view:
        if client.missing_bytes:
            skipped = min(client.missing_bytes, len(view))
            if len(client.beginning) < BEGINNING_BYTES:
                client.beginning += bytes(view[: min(skipped, BEGINNING_BYTES - len(client.beginning))])
            client.missing_bytes -= skipped
            view = view[skipped:]
        else:
            client.head.append(view[0])
            view = view[1:]
            length = _length(client.head)
            if length is None:
                continue
            client.missing_bytes = client.length = length
            client.head.clear()
            client.beginning = b""
        if not client.missing_bytes and not client.head and client.length >= LEAST_COUNTED_BYTES:
            client.messages += 1
            client.length = 0
            _note_version(client)


def _note_version(client: Client) -> None:
    if found := VERSION.match(client.beginning):
        client.version, client.version_at_ns = int(found[1]), time.monotonic_ns()


def _length(head: bytearray) -> int | None:
    """The length in a frame header. None while the header is not complete."""
    if len(head) < 2:
        return None
    short = head[1] & 0x7F
    size = {126: 4, 127: 10}.get(short, 2)
    if len(head) < size:
        return None
    return short if short < 126 else int.from_bytes(head[2:size], "big")


def _instructions() -> Iterator[dict[str, Any]]:
    for line in sys.stdin:
        yield json.loads(line)


if __name__ == "__main__":
    crowd = Crowd()
    for instruction in _instructions():
        name = instruction.pop("order")
        answer = getattr(crowd, name)(**instruction)
        if answer is not None:
            print(json.dumps(answer), flush=True)
