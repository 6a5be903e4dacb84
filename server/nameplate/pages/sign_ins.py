"""Stores the devices that sign in. Those that sign in at nearly the same time are stored in one transaction."""

from __future__ import annotations

import asyncio
from functools import partial

from nameplate.access.devices import Device
from nameplate.store import device_table
from nameplate.store.database import Database
from nameplate.store.jobs import NotStored

BATCH_SECONDS = 0.05
"""A new device waits so long for others. So the chair's commands do not wait for hundreds of small transactions."""


class SignIns:
    """The devices that are being stored."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Device, asyncio.Future[None]]] = []
        self._storing: asyncio.Task[None] | None = None

    async def store(self, device: Device) -> None:
        """Store a new device. Raises `NotStored`."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((device, stored))
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_batch(), name="sign-ins")
        await stored

    async def _store_batch(self) -> None:
        await asyncio.sleep(BATCH_SECONDS)
        batch, self._waiting = self._waiting, []
        self._storing = None
        try:
            await self._database.run(partial(device_table.sign_in, devices=[device for device, _ in batch]))
        except NotStored as problem:
            for _, stored in batch:
                if not stored.done():
                    stored.set_exception(problem)
            return
        for _, stored in batch:
            if not stored.done():
                stored.set_result(None)
