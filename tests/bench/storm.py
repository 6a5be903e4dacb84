"""Screens that reconnect after the server was killed, in the same way as the script of the page.

`python -m tests.bench.storm` runs in a separate process. It reads instructions (JSON) from stdin: `join`, then
`return`, which answers when all screens are connected again.
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
"""As in web/static/js/live.js: the longest wait between attempts, the longest wait before the first attempt, and the
timeout of an attempt."""


@dataclass(slots=True)
class Screen:
    """One screen: its boot number and version, the number of its attempts, and the time when it was connected again."""

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
        """Wait until the connection is lost. Then try to reconnect, after random and growing waits."""
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
    """Carry out the instructions."""
    screens: list[Screen] = []
    where: dict[str, Any] = {}
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = json.loads(line)
        if order.pop("order") == "join":
            screens = [Screen() for _ in range(order.pop("count"))]
            where = order
            for screen in screens:
                await screen.join(**where)
            print(json.dumps({"joined": len(screens)}), flush=True)
            continue
        await asyncio.gather(*(screen.come_back(**where) for screen in screens))
        answer = {
            "first": min(screen.back for screen in screens),
            "last": max(screen.back for screen in screens),
            "tries": sum(screen.tries for screen in screens),
            "boots": len({screen.boot for screen in screens}),
            "versions": sorted({screen.version for screen in screens}),
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
