"""Who shows pictures to thousands stops between two slices of that, so that whoever presses is not kept waiting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

BUSY_SECONDS = 0.0001
"""A turn of the event loop takes so long when somebody else has something to do."""
NAP_SECONDS = 0.0005
"""While a press is on its way to the disk nothing turns: then look so often."""
LONGEST_SECONDS, PRESSED_SECONDS = 0.003, 0.02
"""Go on after so long at the latest, or while somebody waits for an answer."""

Breathe = Callable[[], Awaitable[None]]


def breathing(pressed: Callable[[], bool]) -> Breathe:
    """What is awaited between two slices, where `pressed` tells whether somebody waits for an answer.

    When nobody does, and nobody has anything to do, this costs next to nothing.
    """

    async def breathe() -> None:
        began = now = time.perf_counter()
        busy = True
        while busy and now - began < (PRESSED_SECONDS if pressed() else LONGEST_SECONDS):
            turn = now
            await asyncio.sleep(NAP_SECONDS if pressed() else 0)
            now = time.perf_counter()
            busy = pressed() or now - turn > BUSY_SECONDS

    return breathe
