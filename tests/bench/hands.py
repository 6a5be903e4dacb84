"""Sends requests for the floor over HTTP at a set pace, each on a new connection.

`python -m tests.bench.hands` runs in a separate process. It reads one instruction (JSON) from stdin, and answers with
the results of all requests.
"""

from __future__ import annotations

import json
import re
import secrets
import select
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

PATIENCE_SECONDS = 60.0
MOST_OPEN = 500
AGENT = "User-Agent: Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36"
VERSION = re.compile(rb"nameplate-version: (\d+)", re.IGNORECASE)


@dataclass(slots=True)
class Hand:
    """One request: when it should be sent, when it was answered (both in seconds), and its answer."""

    due: float
    request: bytes
    socket: socket.socket | None = None
    answer: bytearray = field(default_factory=bytearray)
    answered: float = 0.0

    @property
    def status(self) -> int:
        """The HTTP status of the answer, or 0 if no answer came."""
        return int(self.answer[9:12] or b"0")

    @property
    def version(self) -> int:
        """The version of the meeting after the command, or 0 if the answer has no version."""
        found = VERSION.search(self.answer)
        return int(found[1]) if found else 0


def press(
    path: str, bearers: Sequence[str], seconds: float, port: int = 0, ports: Sequence[int] = ()
) -> dict[str, Any]:
    """Send one command for each bearer, evenly over some seconds. A delay counts from the planned time of sending.

    The commands go to the `ports` in turn.
    """
    goes_to = cycle(ports or [port])
    poll, opened = select.epoll(), dict[int, Hand]()
    began = time.perf_counter()
    hands = [Hand(began + n * seconds / len(bearers), _request(path, bearer)) for n, bearer in enumerate(bearers)]
    left, until = iter(hands), began + seconds + PATIENCE_SECONDS
    upcoming = next(left, None)
    while (upcoming or opened) and time.perf_counter() < until:
        while upcoming and upcoming.due <= time.perf_counter() and len(opened) < MOST_OPEN:
            _go(upcoming, next(goes_to))
            assert upcoming.socket
            poll.register(upcoming.socket, select.EPOLLIN)
            opened[upcoming.socket.fileno()] = upcoming
            upcoming = next(left, None)
        for descriptor, _ in poll.poll(0.0005):
            if _hear(opened[descriptor]):
                del opened[descriptor]
    return {
        "statuses": {status: sum(hand.status == status for hand in hands) for status in {h.status for h in hands}},
        "delays_ms": [round((hand.answered - hand.due) * 1000, 2) for hand in hands if hand.answered],
        "last_ns": time.monotonic_ns(),
        "version": max(hand.version for hand in hands),
    }


def _request(path: str, bearer: str) -> bytes:
    """A command with a new idempotency key and a deadline."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "HX-Request: true", "Accept: text/html"]
    lines += ["Origin: http://127.0.0.1", "Sec-Fetch-Site: same-origin", f"Cookie: np-phone={bearer}"]
    lines += [f"Idempotency-Key: {secrets.token_hex(16)}", "Nameplate-Until: 4102444800000"]
    lines += ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 0", AGENT]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _go(hand: Hand, port: int) -> None:
    hand.socket = socket.create_connection(("127.0.0.1", port))
    hand.socket.sendall(hand.request)
    hand.socket.setblocking(False)


def _hear(hand: Hand) -> bool:
    """Read the available bytes. Returns whether the answer is complete."""
    assert hand.socket
    some = hand.socket.recv(65_536)
    hand.answer += some
    if some and b"\r\n\r\n" not in hand.answer:
        return False
    hand.answered = time.perf_counter()
    hand.socket.close()
    return True


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(press(**json.loads(line))), flush=True)
