"""Stores snapshots of a long meeting while it is live, so that it opens quickly after a restart."""

from __future__ import annotations

import asyncio
import logging

from nameplate.meeting import Meeting
from nameplate.store import snapshots
from nameplate.store.event_log import EventLog
from nameplate.store.jobs import NotStored

logger = logging.getLogger(__name__)


class StoredSnapshots:
    """Stores a newer snapshot from time to time. `stored` is the version of the newest one; 0 if there is none.

    A snapshot is encoded and stored in threads. Meanwhile the room goes on.
    """

    def __init__(self, log: EventLog, stored: int) -> None:
        self._log = log
        self._stored = stored
        self._storing: asyncio.Task[None] | None = None

    def store_if_due(self, meeting: Meeting) -> None:
        """Begin to store a snapshot if enough events came after the last one. `meeting` is the newest version."""
        snapshot = snapshots.due(meeting, self._stored)
        if snapshot and (self._storing is None or self._storing.done()):
            self._stored = snapshot.version
            self._storing = asyncio.create_task(self._store(snapshot))

    async def close(self) -> None:
        """Wait until the last snapshot is stored."""
        if self._storing:
            await self._storing

    async def _store(self, snapshot: Meeting) -> None:
        try:
            await self._log.store_snapshot(snapshot)
        except NotStored as problem:
            logger.warning("Snapshot not stored: %s", problem, extra={"event": "snapshot_not_stored"})
