"""A simulator of a unit with the Confero API: the module Discussion, with the shapes of its messages.

`python3 -m tests.clients.confero_unit` runs it for a technician. It needs no package: only the standard library.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

TOKEN = "unit-token"
PATIENCE_SECONDS = 30
SEATS = range(1, 21)


@dataclass
class ConferoUnit:
    """The state of a unit with seats 1 to 20. `is_broken` answers everything with 500."""

    port: int = 0
    on: set[int] = field(default_factory=set)
    requests: list[int] = field(default_factory=list)
    is_broken: bool = False
    reads: int = 0
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def press(self, *seats: int) -> None:
        """Delegates press their request buttons."""
        self.requests += seats

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition is true after a call."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    def answer(self, method: str, path: str, token: str, body: Any) -> tuple[int, Any]:
        """The status and the body of an answer."""
        if self.is_broken:
            return 500, {"message": "broken"}
        if token != f"Bearer {TOKEN}":
            return 401, {"message": "unauthorized"}
        if (method, path) == ("GET", "/api/discussion/requests"):
            self.reads += 1
            return 200, self.requests
        seat = int(path.rpartition("/")[2]) if path.startswith("/api/discussion/seats/") else 0
        if seat not in SEATS:
            return 404, {"message": "not found"}
        if method == "GET":
            state = {"microphoneOn": seat in self.on, "requestingToSpeak": seat in self.requests}
            return 200, {"seatNumber": seat, "role": "delegate", **state}
        if not isinstance(body, dict) or body.keys() != {"microphoneOn", "requestingToSpeak"}:
            return 400, {"message": "both fields are required"}
        self.calls.append((method, path, body))
        (self.on.add if body["microphoneOn"] else self.on.discard)(seat)
        if not body["requestingToSpeak"] and seat in self.requests:
            self.requests.remove(seat)
        return 204, None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            sent = await reader.readexactly(int(headers.get("content-length", 0)))
            method, path, _ = first.split(" ")
            status, body = self.answer(method, path, headers["authorization"], json.loads(sent) if sent else None)
            text = b"" if body is None else json.dumps(body).encode()
            head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + text)
            await writer.drain()
        writer.close()
        self.changed.set()


@asynccontextmanager
async def confero_unit(port: int = 0) -> AsyncIterator[ConferoUnit]:
    """Run a unit until the block ends, on any port when none is given."""
    unit = ConferoUnit()
    server = await asyncio.start_server(unit.serve, "127.0.0.1", port)
    unit.port = server.sockets[0].getsockname()[1]
    try:
        yield unit
    finally:
        server.close()


def say(text: str) -> None:
    """Write a line to the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


async def run(port: int) -> None:
    """Say what the microphones do. Each number that is typed presses the request button of this seat."""
    terminal = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(terminal), sys.stdin)
    async with confero_unit(port) as unit:
        say(f"The unit is at {unit.address}. Its token is {TOKEN}. Type the number of a seat to press its button.")
        shower = asyncio.create_task(show(unit))
        async for line in terminal:
            word = line.decode().strip()
            if word.isdecimal() and int(word) in SEATS:
                unit.press(int(word))
                unit.changed.set()
            else:
                say(f"“{word}” is no seat from {SEATS[0]} to {SEATS[-1]}.")
        shower.cancel()


async def show(unit: ConferoUnit) -> None:
    """Say the state at each change, until it is cancelled."""
    shown = ""
    while True:
        now = f"open: {sorted(unit.on) or 'none'}   requests: {unit.requests or 'none'}"
        if now != shown:
            say(now)
            shown = now
        unit.changed.clear()
        await unit.changed.wait()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 9080))
