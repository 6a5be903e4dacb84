"""Which devices have a screen open, in this process and in all that share the database."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from nameplate.access.devices import Device
from nameplate.access.passes import Pass
from nameplate.store import device_table
from nameplate.store.database import Database
from nameplate.store.jobs import CutOff, NotStored
from nameplate.store.outage import Outage

logger = logging.getLogger(__name__)

WRITE_SECONDS = 1.0
CONFIRM_MS = 300_000
"""How often the database hears that a device is still open."""
MOST_AT_ONCE = 200
"""Devices in one job, so that a command never waits for thousands of them."""


class OpenDevices:
    """Counts the open screens of each device in this process, and stores changes once a second.

    `process` names this process in the database. `now_ms` returns UTC in milliseconds.
    """

    def __init__(self, database: Database, process: str, now_ms: Callable[[], int]) -> None:
        self._database = database
        self._process = process
        self._now_ms = now_ms
        self._open: Counter[str] = Counter()
        """By the hash of the device: its open screens."""
        self._programs: dict[str, Counter[str]] = {}
        """By meeting, then by the name of the pass: open sockets without a device."""
        self._changed: set[str] = set()
        self._confirmed_at = now_ms()

    @contextmanager
    def counted(self, pass_: Pass) -> Iterator[None]:
        """Count a screen as open until the block ends."""
        self._count(pass_, 1)
        try:
            yield
        finally:
            self._count(pass_, -1)

    def is_open(self, device: Device) -> bool:
        """Whether a device has a screen open, here or at another process."""
        if self._open[device.hash]:
            return True
        elsewhere = device.open_at not in ("", self._process)
        return elsewhere and device.seen_at >= self._now_ms() - device_table.OPEN_MS

    def programs(self, meeting: str) -> Mapping[str, int]:
        """The sockets in this process that came with the secret of a link itself, and not from a device.

        By the name of the pass.
        """
        return self._programs.get(meeting, {})

    async def store_forever(self) -> None:
        """Store every second which devices were opened and closed."""
        outage = Outage(
            logger, "devices_not_stored", "devices_stored", "The server stores again which devices are open."
        )
        while True:
            await asyncio.sleep(WRITE_SECONDS)
            try:
                await self.store()
            except CutOff as problem:
                logger.debug("Cannot store which devices are open: %s", problem)
            except NotStored as problem:
                outage.met("Cannot store which devices are open: %s", problem)
            else:
                outage.ended()

    async def close(self) -> None:
        """Store that the devices are closed, when the server stops. Otherwise they would count as open for minutes."""
        try:
            await self.store()
        except NotStored as problem:
            logger.warning("Cannot store which devices are closed: %s", problem, extra={"event": "devices_not_stored"})

    async def store(self) -> None:
        """Store which devices were opened and closed since the last time. Raises `NotStored`."""
        if self._now_ms() >= self._confirmed_at + CONFIRM_MS:
            self._changed.update(self._open)
            self._confirmed_at = self._now_ms()
        while self._changed:
            hashes = [self._changed.pop() for _ in range(min(MOST_AT_ONCE, len(self._changed)))]
            job = partial(
                device_table.note_seen,
                opened=[each for each in hashes if self._open[each]],
                closed=[each for each in hashes if not self._open[each]],
                process=self._process,
                at=self._now_ms(),
            )
            try:
                await self._database.run(job)
            except (NotStored, asyncio.CancelledError):
                self._changed.update(hashes)
                raise

    def _count(self, pass_: Pass, step: int) -> None:
        if not pass_.device:
            programs = self._programs.setdefault(pass_.meeting, Counter())
            programs[pass_.name] += step
            if not programs.total():
                del self._programs[pass_.meeting]
            return
        before = self._open[pass_.device]
        self._open[pass_.device] += step
        if not self._open[pass_.device]:
            del self._open[pass_.device]
        if not (before and before + step):
            self._changed.add(pass_.device)
