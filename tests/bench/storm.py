"""Screens that reconnect after the server was killed, like the script of the page, in a process of their own.

`python -m tests.bench.storm` takes orders of JSON on stdin: `join`, then `return`, which answers when all are back.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SLOWEST_SECONDS, FIRST_SECONDS, PATIENCE_SECONDS = 5.0, 0.4, 5.0
"""As in web/static/js/live.js: the longest wait between tries, that before the first, and how long one may take."""


@dataclass(slots=True)
class Guest:
    """One screen: its boot and version, the number of its tries, and when it was connected again."""

    boot: str = ""
    version: int = -1
    tries: int = 0
    back: float = 0.0
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def join(self, port: int, path: str, headers: Sequence[str]) -> None:
        """Connect and read the first picture. Raises OSError, EOFError, TimeoutError."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
            lines = [f"GET {path}&boot={self.boot}&version={self.version} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
            lines += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
            lines += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", *headers]
            self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
            head = await self.reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 101"):
                raise EOFError(head.decode())
            picture = json.loads(await self._message())
            self.boot, self.version, self.back = picture["boot"], picture["version"], time.monotonic()

    async def come_back(self, port: int, path: str, headers: Sequence[str]) -> None:
        """Wait until the connection is lost, then retry after random times that grow."""
        assert self.reader
        try:
            while await self.reader.read(65_536):
                pass
        except OSError:
            pass
        await self._leave()
        boot, self.tries, self.back = self.boot, 0, 0.0
        while self.boot == boot or not self.back:
            await asyncio.sleep(random.random() * min(SLOWEST_SECONDS, FIRST_SECONDS * 2**self.tries))
            self.tries += 1
            try:
                await self.join(port, path, headers)
            except (OSError, EOFError, TimeoutError):
                await self._leave()

    async def _message(self) -> bytes:
        assert self.reader
        _, length = await self.reader.readexactly(2)
        size = {126: 2, 127: 8}.get(length, 0)
        return await self.reader.readexactly(int.from_bytes(await self.reader.readexactly(size)) if size else length)

    async def _leave(self) -> None:
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None


async def main() -> None:
    """Carry out the orders."""
    guests: list[Guest] = []
    where: dict[str, Any] = {}
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = json.loads(line)
        if order.pop("order") == "join":
            guests = [Guest() for _ in range(order.pop("count"))]
            where = order
            for guest in guests:
                await guest.join(**where)
            print(json.dumps({"joined": len(guests)}), flush=True)
            continue
        await asyncio.gather(*(guest.come_back(**where) for guest in guests))
        answer = {
            "first": min(guest.back for guest in guests),
            "last": max(guest.back for guest in guests),
            "tries": sum(guest.tries for guest in guests),
            "boots": len({guest.boot for guest in guests}),
            "versions": sorted({guest.version for guest in guests}),
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
