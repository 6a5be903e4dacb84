"""A lock that all serving nodes share. The command line takes it alone when no node may serve the database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL

from nameplate.store.database_file import Served

from .connection import AsyncConnection, Connection, blocking_connection

SERVED_LOCK = 7_263_515
"""The number of PostgreSQL's advisory lock."""
ATTEMPTS, PAUSE_SECONDS = 10, 0.1
"""PostgreSQL keeps the lock of a node that has ended until it notices that its connection is closed."""
HOLDERS = """
SELECT string_agg(application_name, ', ' ORDER BY application_name)
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND objid = %s AND granted AND datname = current_database()
"""


async def share(connection: AsyncConnection) -> None:
    """Take part in the lock until the connection is closed."""
    await connection.execute("SELECT pg_advisory_lock_shared(%s)", (SERVED_LOCK,))


def _try_lock(connection: Connection) -> bool:
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE_SECONDS)
        (got,) = connection.execute("SELECT pg_try_advisory_lock(%s)", (SERVED_LOCK,)).fetchone() or (False,)
        if got:
            return True
    return False


@contextmanager
def exclusive(url: URL) -> Iterator[None]:
    """Keep all nodes from serving a database. Raises `Served` when a node serves it, and `NotStored`."""
    with blocking_connection(url) as connection:
        if not _try_lock(connection):
            (holders,) = connection.execute(HOLDERS, (SERVED_LOCK,)).fetchone() or (None,)
            raise Served(holders or "another process")
        try:
            yield
        finally:
            # When the connection is closed, the lock would stay for a moment longer.
            connection.execute("SELECT pg_advisory_unlock(%s)", (SERVED_LOCK,))
