"""Yielding to the event loop between slices of long work, so that commands are answered quickly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

BUSY_SECONDS = 0.0001
"""If one round of the event loop takes longer than this, other tasks had work to do."""
LONGEST_SECONDS = 0.003
"""Go on with the work after this time, even if other tasks are still busy."""

YieldToLoop = Callable[[], Awaitable[None]]


async def yield_to_loop() -> None:
    """To be awaited between two slices of work. When nothing else is to be done it costs next to nothing."""
    began = now = time.perf_counter()
    busy = True
    while busy and now - began < LONGEST_SECONDS:
        round_began = now
        await asyncio.sleep(0)
        now = time.perf_counter()
        busy = now - round_began > BUSY_SECONDS
