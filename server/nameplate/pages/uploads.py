"""Limits the uploads, archives and figures that a process handles at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from nameplate.access.passes import Pass
from nameplate.wording.messages import N_

from .problems import Problem

MOST_AT_ONCE = 32


class Uploads:
    """One upload at a time for each pass, and at most `MOST_AT_ONCE` for all.

    A file on its way takes up to 1 MB of memory, and the rest is on the disk. Only one file at a time is checked and
    stored, because it is in memory then.
    """

    def __init__(self) -> None:
        self._running: set[tuple[str, str]] = set()
        self.storing = asyncio.Semaphore(1)
        self.archiving = asyncio.Semaphore(1)
        self.counting = asyncio.Semaphore(1)

    @asynccontextmanager
    async def one_of(self, pass_: Pass) -> AsyncIterator[None]:
        """Count an upload of this pass while the block runs. Raises `Problem` 429 when another one runs."""
        key = (pass_.meeting, pass_.name)
        if key in self._running:
            raise Problem(429, "too_many", N_("Another file of yours is on its way. Wait until it has arrived."))
        if len(self._running) >= MOST_AT_ONCE:
            raise Problem(429, "too_many", N_("Many files arrive at once. Wait a moment, then try again."))
        self._running.add(key)
        try:
            yield
        finally:
            self._running.remove(key)
