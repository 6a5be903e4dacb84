"""All valid passes in memory, refreshed when any process has issued or revoked one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from nameplate.access.passes import Pass, hash_of

from . import pass_table
from .database import Database, NotStored

logger = logging.getLogger(__name__)

REFRESH_SECONDS = 1.0
LEAST_SECONDS_BETWEEN_REFRESHES = 0.1


class PassRegister:
    """All valid passes by the hash of their secret. `on_change` is called after a refresh that found a change."""

    def __init__(self, database: Database) -> None:
        self.on_change: Callable[[], None] = _do_nothing
        self._database = database
        self._stamp: tuple[int, int, int] | None = None
        self._passes: dict[str, Pass] = {}
        self._refreshed_at = 0.0
        self._refreshing = asyncio.Lock()

    def find(self, secret: str) -> Pass | None:
        """The pass of a secret, as far as memory knows it."""
        return self._passes.get(hash_of(secret))

    def is_valid(self, pass_hash: str) -> bool:
        """Whether memory has a valid pass with this hash."""
        return pass_hash in self._passes

    async def look_up(self, *secrets: str) -> list[Pass]:
        """The passes of these secrets. When memory lacks one, the register is refreshed once for all of them.

        So a pass works at once, also when another process issued it.
        """
        if not all(map(self.find, secrets)):
            await self._refresh_once()
        return [found for secret in secrets if (found := self.find(secret))]

    async def refresh(self) -> None:
        """Read the passes again if their stamp in the database has changed. Raises `NotStored`."""
        began = asyncio.get_running_loop().time()
        stamp = await self._database.run(pass_table.change_stamp)
        if stamp != self._stamp:
            self._passes = {p.hash: p for p in await self._database.run(pass_table.read_valid)}
            self._stamp = stamp
            self.on_change()
        self._refreshed_at = began

    async def refresh_forever(self) -> None:
        """Refresh every second, so that a pass that another process revoked stops working here too."""
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            try:
                await self.refresh()
            except NotStored as problem:
                logger.warning("Cannot look for revoked links: %s", problem)

    async def _refresh_once(self) -> None:
        """Refresh for everybody who has waited since before the refresh began.

        Refreshes keep a distance, so that guessing secrets does not keep the database busy.
        """
        time = asyncio.get_running_loop().time
        asked_at = time()
        async with self._refreshing:
            if self._refreshed_at < asked_at:
                await asyncio.sleep(self._refreshed_at + LEAST_SECONDS_BETWEEN_REFRESHES - time())
                await self.refresh()


def _do_nothing() -> None:
    pass
