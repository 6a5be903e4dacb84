"""Keeps all valid passes and devices in memory. Reads them again when any process has changed them.

A change is: a pass was issued or revoked, or a device was signed out. A device that has signed in at another process is
read when its first request comes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role

from . import device_table, pass_table
from .database import Database
from .jobs import CutOff, NotStored
from .outage import Outage

logger = logging.getLogger(__name__)

REFRESH_SECONDS = 1.0
LEAST_SECONDS_BETWEEN_REFRESHES = 0.1
MOST_ENDED = 10_000
"""Of so many devices and links that are no longer valid, the hashes are kept."""


Stamp = tuple[int, ...]


class PassCache:
    """All valid passes by the hash of a secret: that of the pass, and that of each device that is signed in with it.

    `on_change` is called after a refresh that found a change.
    """

    def __init__(self, database: Database) -> None:
        self.on_change: Callable[[], None] = _do_nothing
        self.gone: list[Pass] = []
        """The passes, and the passes of devices, that the newest change has ended."""
        self._database = database
        self._stamp: Stamp | None = None
        self._passes: dict[str, Pass] = {}
        self._wanted: set[str] = set()
        """Hashes of unknown secrets. The next refresh looks for devices with these hashes."""
        self._added: dict[str, Pass] = {}
        """Devices that were added since the last reading of all passes began."""
        self._ended: dict[str, None] = {}
        """Hashes of devices that were signed out and of links that were revoked, the oldest first."""
        self._refreshed_at = 0.0
        self._refreshing = asyncio.Lock()

    def find(self, secret: str) -> Pass | None:
        """The pass with this secret, or whose device has this secret. None if it is not in memory."""
        return self._passes.get(hash_of(secret))

    def has_ended(self, secret: str) -> bool:
        """Whether this is the secret of a device that was signed out, or of a link that was revoked.

        Only of those that have ended since the start, or have been looked up.
        """
        return hash_of(secret) in self._ended

    def is_valid(self, credential: str) -> bool:
        """Whether a pass or a device with this hash is in memory."""
        return credential in self._passes

    def add(self, pass_: Pass) -> None:
        """Keep the pass of a device that has just signed in."""
        self._passes[pass_.credential] = self._added[pass_.credential] = pass_

    async def look_up(self, *secrets: str) -> list[Pass]:
        """The passes of these secrets. If one of them is not in memory, the cache is refreshed once.

        So a new pass or device works at once, even if another process has stored it.
        """
        unknown = {hash_of(secret) for secret in secrets} - self._passes.keys()
        if unknown:
            self._wanted |= unknown
            await self._refresh_once()
        return [found for secret in secrets if (found := self.find(secret))]

    async def refresh(self) -> None:
        """Read the passes again if their change stamp in the database is different. Raises `NotStored`."""
        began = asyncio.get_running_loop().time()
        wanted, self._wanted = self._wanted, set()
        try:
            stamp, devices, ended = await self._database.run(lambda connection: _look(connection, wanted))
        except NotStored:
            self._wanted |= wanted  # others may wait for them
            raise
        for device in devices:
            self.add(device)
        self._note_ended(ended)
        if stamp != self._stamp:
            self._added = {}
            passes = {p.credential: p for p in await self._database.run(_read_all)} | self._added
            self.gone = [p for credential, p in self._passes.items() if credential not in passes]
            self._note_ended(p.credential for p in self.gone if p.role is not Role.PUBLIC)
            self._passes, self._stamp = passes, stamp
            self.on_change()
        self._refreshed_at = began

    async def refresh_forever(self) -> None:
        """Refresh every second. What another process has revoked or signed out then stops working here too."""
        outage = Outage(logger, "passes_not_read", "passes_read", "The server looks for revoked links again.")
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            try:
                await self.refresh()
            except CutOff as problem:
                logger.debug("Cannot look for revoked links: %s", problem)
            except NotStored as problem:
                outage.met("Cannot look for revoked links: %s", problem)
            else:
                outage.ended()

    def _note_ended(self, hashes: Iterable[str]) -> None:
        self._ended |= dict.fromkeys(hashes)
        while len(self._ended) > MOST_ENDED:
            del self._ended[next(iter(self._ended))]

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


def _look(connection: Connection, wanted: set[str]) -> tuple[Stamp, list[Pass], list[str]]:
    """The change stamp, the passes of some devices, and which of these hashes are no longer valid."""
    stamp = (*pass_table.change_stamp(connection), *device_table.change_stamp(connection))
    return stamp, device_table.find(connection, wanted), device_table.find_ended(connection, wanted)


def _read_all(connection: Connection) -> list[Pass]:
    return [*pass_table.read_valid(connection), *device_table.read_valid(connection)]


def _do_nothing() -> None:
    pass
