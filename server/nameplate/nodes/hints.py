"""Hints: when a node has stored something, it tells the other nodes at once which meeting has a newer version.

A hint may be lost, late, or come twice. It is only a reason to read the log. `polling.py` finds what hints have missed.
A hint is sent after the commit, on a connection of its own: a NOTIFY in the transaction would make all commits of the
database wait for each other.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable

from sqlalchemy import URL

from nameplate.store.jobs import first_line
from nameplate.store.outage import Outage

from .connection import ERRORS, AsyncConnection, answering, blocking_connection, connected
from .served_lock import share

logger = logging.getLogger(__name__)

CHANNEL = "nameplate"
SEND_SECONDS = 0.02
"""Between two messages at least this time passes. Several changes of a meeting in this time share one hint."""
HEARTBEAT_SECONDS = 5.0
RETRY_SECONDS = 0.5
SELF_TEST_SECONDS = 2.0


class NoHints(Exception):
    """The database does not deliver hints. The text says what to do."""


class HintSender:
    """Sends hints. While the connection is lost, the newest hint of each meeting waits."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._newest: dict[str, int] = {}
        self._has_news = asyncio.Event()
        self._has_failed = False
        self._outage = Outage(logger, "hints_not_sent", "hints_sent", "Hints are sent to other nodes again.")

    def send(self, code: str, version: int) -> None:
        """Tell the other nodes that a meeting has this version. Returns at once."""
        self._newest[code] = version
        self._has_news.set()

    async def run(self) -> None:
        """Send hints until this task is cancelled.

        A connection that was lost earlier is noticed when it is used. So the first error only leads to another attempt.
        """
        while True:
            try:
                async with connected(self._url, "hint sender") as connection:
                    while True:
                        await self._send_news(connection)
            except ERRORS as error:
                if self._has_failed:
                    self._outage.met("Cannot send hints to other nodes: %s", first_line(error))
                    await asyncio.sleep(RETRY_SECONDS)
                self._has_failed = True

    async def _send_news(self, connection: AsyncConnection) -> None:
        await self._has_news.wait()
        self._has_news.clear()
        sent, self._newest = self._newest, {}
        hints = [f"{code}:{version}" for code, version in sent.items()]
        try:
            with answering(connection):
                await connection.execute("SELECT pg_notify(%s, hint) FROM unnest(%s::text[]) AS hint", (CHANNEL, hints))
        except ERRORS:
            self._newest = sent | self._newest
            self._has_news.set()
            raise
        self._has_failed = False
        self._outage.ended()
        await asyncio.sleep(SEND_SECONDS)


class HintListener:
    """Receives hints, also the node's own. `on_hint` is called with the code and the version of a meeting.

    `on_connected` is called when it begins to listen. Before that, nobody knew that this node serves the database.
    """

    def __init__(self, url: URL, on_hint: Callable[[str, int], object], on_connected: Callable[[], object]) -> None:
        self.is_connected = False
        self._url = url
        self._on_hint = on_hint
        self._on_connected = on_connected
        self._outage = Outage(logger, "hints_lost", "hints_arrive", "Hints of other nodes arrive again.")

    async def run(self) -> None:
        """Listen until this task is cancelled."""
        while True:
            try:
                async with connected(self._url, "node") as connection:
                    await self._listen(connection)
            except ERRORS as error:
                what = "No hints of other nodes arrive; changes are seen up to a second later: %s"
                self._outage.met(what, first_line(error))
            finally:
                self.is_connected = False
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self, connection: AsyncConnection) -> None:
        with answering(connection):
            await share(connection)
            await connection.execute(f"LISTEN {CHANNEL}")
        self.is_connected = True
        self._outage.ended()
        self._on_connected()
        while True:
            async for notification in connection.notifies(timeout=HEARTBEAT_SECONDS):
                code, _, version = notification.payload.partition(":")
                if version.isdecimal():  # anybody with access to the database may send on this channel
                    self._on_hint(code, int(version))
            with answering(connection):  # the network may swallow packets, and then nothing ever arrives
                await connection.execute("SELECT 1")


def self_test(url: URL) -> None:
    """Check that hints arrive. Raises `NotStored`, and `NoHints` when something in between swallows them."""
    with blocking_connection(url) as listening, blocking_connection(url) as sending:
        channel = f"{CHANNEL}_test_{os.getpid()}"
        listening.execute(f"LISTEN {channel}")
        sending.execute(f"NOTIFY {channel}")
        if not [*listening.notifies(timeout=SELF_TEST_SECONDS, stop_after=1)]:
            raise NoHints(
                "Messages between the nodes do not arrive. A connection pooler is probably in between "
                "(PgBouncer in transaction mode). Give the address of PostgreSQL itself."
            )
