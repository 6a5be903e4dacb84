"""Tries whether the database takes a write, for `/readyz`."""

from __future__ import annotations

import asyncio

from sqlalchemy import Connection, delete, insert

from nameplate.store import tables
from nameplate.store.database import Database
from nameplate.store.jobs import NotStored

PROBE_SECONDS = 1.0


class WriteProbe:
    """Whether the database takes a write. It is tried at most once in `PROBE_SECONDS`, however many ask."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tried_at: float | None = None
        self._found: str | None = None
        self._trying = asyncio.Lock()

    async def problem(self) -> str | None:
        """Why the database takes no write; None when it does."""
        now = asyncio.get_running_loop().time
        async with self._trying:
            if self._tried_at is None or now() >= self._tried_at + PROBE_SECONDS:
                try:
                    await self._database.run(_probe)
                except NotStored as problem:
                    self._found = str(problem)
                else:
                    self._found = None
                self._tried_at = now()
            return self._found


def _probe(connection: Connection) -> None:
    """Write a meeting without a code and delete it. Reading is no test: a database on a full disk still reads."""
    connection.execute(insert(tables.meetings).values(code="", title="", head=0, created_at=0))
    connection.execute(delete(tables.meetings).where(tables.meetings.c.code == ""))
