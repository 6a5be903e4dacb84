"""A clock that tests can put forward, and a server that uses it."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from httpx2 import AsyncClient

from nameplate import app
from nameplate.rooms.timebase import Timebase
from nameplate.serving import server
from tests.serving import Host, Quiet, until

NINE = datetime(2015, 3, 3, 8, tzinfo=UTC)  # 9 o'clock in Geneva, on the day of the panel


class AdjustableClock:
    """Starts at nine on the day of the panel or at another time, and can be put forward.

    It runs in real time, or stands still in between.
    """

    def __init__(self, begins: datetime = NINE, *, runs: bool = True) -> None:
        self._runs = runs
        self._ahead_ns = 0
        self.timebase = Timebase(wall_ns=lambda: int(begins.timestamp()) * 10**9, mono_ns=self._mono_ns)

    def forward(self, ms: int) -> None:
        """Put the clock forward."""
        self._ahead_ns += ms * 1_000_000

    def _mono_ns(self) -> int:
        return (time.monotonic_ns() if self._runs else 0) + self._ahead_ns


@asynccontextmanager
async def serve_with_clock(clock: AdjustableClock, database_url: str) -> AsyncIterator[Host]:
    """Run a server with this clock on a free port until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        built = app.build(database_url, url, clock.timebase)
        running = Quiet(server.config(built, "127.0.0.1", 0))
        task = asyncio.create_task(running.serve(sockets=[listening]))
        await until(lambda: running.started or task.done())
        async with AsyncClient() as client:
            yield Host(url, built, client)
        running.should_exit = True
        await task
