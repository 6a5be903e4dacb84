"""All valid passes in memory, refreshed when any process has issued or revoked one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from nameplate.access.passes import Pass, hash_of

from . import passes
from .database import Database, NotStored

logger = logging.getLogger(__name__)

LOOK_SECONDS, PAUSE_SECONDS = 1.0, 0.1


class PassRegister:
    """All valid passes, kept in memory and looked up anew when any process has issued or revoked one."""

    def __init__(self, database: Database) -> None:
        self.on_change: Callable[[], None] = _nothing
        self._database = database
        self._stamp: tuple[int, int, int] | None = None
        self._passes: dict[str, Pass] = {}
        self._looked = 0.0
        self._knocking = asyncio.Lock()

    def find(self, secret: str) -> Pass | None:
        """The pass behind a secret."""
        return self._passes.get(hash_of(secret))

    def knows(self, guest: str) -> bool:
        """Whether the pass of that hash is still valid."""
        return guest in self._passes

    async def look(self) -> None:
        """Take in what changed."""
        began = asyncio.get_running_loop().time()
        stamp = await self._database.write(passes.stamp)
        if stamp != self._stamp:
            self._passes = {p.hash: p for p in await self._database.write(passes.valid)}
            self._stamp = stamp
            self.on_change()
            self._looked = began

    async def look_again(self) -> None:
        """Look for a pass that was issued a moment ago; guessing secrets does not make the database work harder.

        One look answers all who knocked before it began.
        """
        time = asyncio.get_running_loop().time
        knocked = time()
        async with self._knocking:
            if self._looked < knocked:
                await asyncio.sleep(self._looked + PAUSE_SECONDS - time())
                await self.look()

    async def keep_looking(self) -> None:
        """Look every second, for ever: a link revoked elsewhere must not stay open here."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except NotStored as problem:
                logger.warning("Cannot look for revoked links: %s", problem)


def _nothing() -> None:
    """Nobody is to be told."""
