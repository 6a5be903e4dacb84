"""Keeps all valid passes in memory, and reads them again when any process has issued or revoked a pass."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from nameplate.access.passes import Pass, hash_of

from . import pass_table
from .database import Database
from .jobs import NotStored

logger = logging.getLogger(__name__)

REFRESH_SECONDS = 1.0
LEAST_SECONDS_BETWEEN_REFRESHES = 0.1


class PassCache:
    """All valid passes by the hash of their secret. `on_change` is called after a refresh that found a change."""

    def __init__(self, database: Database) -> None:
        self.on_change: Callable[[], None] = _do_nothing
        self._database = database
        self._stamp: tuple[int, int, int] | None = None
        self._passes: dict[str, Pass] = {}
        self._refreshed_at = 0.0
        self._refreshing = asyncio.Lock()

    def find(self, secret: str) -> Pass | None:
        """The pass with this secret, or None if it is not in memory."""
        return self._passes.get(hash_of(secret))

    def is_valid(self, pass_hash: str) -> bool:
        """Whether a pass with this hash is in memory."""
        return pass_hash in self._passes

    async def look_up(self, *secrets: str) -> list[Pass]:
        """The passes of these secrets. If one of them is not in memory, the cache is refreshed once.

        So a new pass works at once, even if another process has issued it.
        """
        if not all(map(self.find, secrets)):
            await self._refresh_once()
        return [found for secret in secrets if (found := self.find(secret))]

    async def refresh(self) -> None:
        """Read the passes again if their change stamp in the database is different. Raises `NotStored`."""
        began = asyncio.get_running_loop().time()
        stamp = await self._database.run(pass_table.change_stamp)
        if stamp != self._stamp:
            self._passes = {p.hash: p for p in await self._database.run(pass_table.read_valid)}
            self._stamp = stamp
            self.on_change()
        self._refreshed_at = began

    async def refresh_forever(self) -> None:
        """Refresh every second. A pass that another process has revoked then stops working here too."""
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            try:
                await self.refresh()
            except NotStored as problem:
                logger.warning("Cannot look for revoked links: %s", problem, extra={"event": "passes_not_read"})

    async def _refresh_once(self) -> None:
        """Refresh once for all callers that were already waiting when the refresh began.

        There is a minimum time between two refreshes. So a client that guesses secrets cannot overload the database.
        """
        time = asyncio.get_running_loop().time
        asked_at = time()
        async with self._refreshing:
            if self._refreshed_at < asked_at:
                await asyncio.sleep(self._refreshed_at + LEAST_SECONDS_BETWEEN_REFRESHES - time())
                await self.refresh()


def _do_nothing() -> None:
    pass
