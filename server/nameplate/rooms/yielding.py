"""Yields to the event loop between slices of long work, so that commands are answered quickly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

BUSY_SECONDS = 0.0001
"""If one round of the event loop takes longer than this, other tasks had work to do."""
POLL_SECONDS = 0.0005
"""While the database commits a command, the event loop is idle. Long work then checks at this interval whether the
command has been answered."""
LONGEST_SECONDS = 0.003
"""Long work continues after this time, even if other tasks still have work to do."""
LONGEST_FOR_COMMANDS_SECONDS = 0.02
"""The same limit while a command waits for its answer."""

YieldToLoop = Callable[[], Awaitable[None]]


def yielding(is_command_waiting: Callable[[], bool] = lambda: False) -> YieldToLoop:
    """Returns a function to await between two slices of work. It returns quickly if no other task has work to do."""

    async def yield_to_loop() -> None:
        began = now = time.perf_counter()
        busy = True
        while busy and now - began < (LONGEST_FOR_COMMANDS_SECONDS if is_command_waiting() else LONGEST_SECONDS):
            round_began = now
            await asyncio.sleep(POLL_SECONDS if is_command_waiting() else 0)
            now = time.perf_counter()
            busy = is_command_waiting() or now - round_began > BUSY_SECONDS

    return yield_to_loop
