"""Asks the database once a second for the newest version of each open meeting, and for the time."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy import URL

from nameplate.rooms.timebase import Timebase
from nameplate.store.jobs import first_line
from nameplate.store.outage import Outage

from .connection import ERRORS, AsyncConnection, answering, connected

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
CUT_OFF_SECONDS = 2.5
"""A node that has had no answer for this time is cut off: its screens may be out of date."""
QUERY = """
SELECT extract(epoch FROM clock_timestamp()) * 1000,
       (SELECT json_object_agg(code, head) FROM meetings WHERE code = ANY(%s))
"""
SAMPLES = 8
STEP_MS = 250.0
SLEW_MS = 1.0
"""Clocks of machines drift apart by less than 0.1 ms per second. A larger difference than `STEP_MS` means that somebody
has set the clock of the database. Running clocks on screens must not jump, so this node then keeps its own time."""


class Sample(NamedTuple):
    """The time of the database, compared with the time of this node. Both in milliseconds."""

    round_trip: float
    ahead: float


class SharedTime:
    """Keeps the time of this node near the time of the database, so that all nodes show the same second."""

    def __init__(self, time: Timebase) -> None:
        self._time = time
        self._samples: deque[Sample] = deque(maxlen=SAMPLES)
        self._has_stepped = False

    def set(self, samples: list[Sample]) -> None:
        """Set the time of this node. Only before the first meeting is opened: the time may jump."""
        self._time.shift(min(samples).ahead)

    def follow(self, sample: Sample) -> None:
        """Move the time of this node a little towards the time of the database."""
        self._samples.append(sample)
        ahead = min(self._samples).ahead
        if abs(ahead) > STEP_MS:
            if not self._has_stepped:
                what = "The clock of the database has jumped by %.1f s. The clocks on the screens go on without a jump."
                logger.error(what, ahead / 1000, extra={"event": "clock_stepped"})
            self._has_stepped = True
            return
        self._has_stepped = False
        step = max(-SLEW_MS, min(SLEW_MS, ahead))
        self._time.shift(step)
        moved = [Sample(each.round_trip, each.ahead - step) for each in self._samples]
        self._samples.extend(moved)

    def sample(self, asked_ns: int, answered_ns: int, database_ms: float) -> Sample:
        """Compare the time of an answer with the middle of the time between question and answer."""
        round_trip = (answered_ns - asked_ns) / 1e6
        return Sample(round_trip, database_ms - self._time.at_ms((asked_ns + answered_ns) // 2))


class Polling:
    """Polls the database on a connection of its own. `codes` returns the codes of the open meetings.

    `on_heads` is called with the newest version of each of these meetings. `on_cut_off` is called with True when the
    database has not answered for `CUT_OFF_SECONDS`, and with False when it answers again.
    """

    def __init__(
        self,
        url: URL,
        time: Timebase,
        codes: Callable[[], list[str]],
        on_heads: Callable[[Mapping[str, int]], None],
        on_cut_off: Callable[[bool], None],
    ) -> None:
        self.is_cut_off = False
        self._url = url
        self._time = time
        self._shared_time = SharedTime(time)
        self._codes = codes
        self._on_heads = on_heads
        self._on_cut_off = on_cut_off
        self._answered_at = 0.0
        self._outage = Outage(logger, "database_silent", "database_answers", "The database answers again.")

    async def set_time(self) -> None:
        """Take over the time of the database. Raises `ERRORS`."""
        async with connected(self._url, "polling") as connection:
            self._shared_time.set([(await self._ask(connection))[0] for _ in range(SAMPLES)])

    async def run(self) -> None:
        """Poll until this task is cancelled."""
        self._answered_at = asyncio.get_running_loop().time()
        watch = asyncio.create_task(self._watch(), name="watch the database")
        try:
            while True:
                try:
                    async with connected(self._url, "polling") as connection:
                        while True:
                            await self._poll(connection)
                            await asyncio.sleep(POLL_SECONDS)
                except ERRORS as error:
                    self._outage.met("The database does not answer: %s", first_line(error))
                    await asyncio.sleep(POLL_SECONDS / 4)
        finally:
            watch.cancel()

    async def _poll(self, connection: AsyncConnection) -> None:
        sample, heads = await self._ask(connection)
        self._answered_at = asyncio.get_running_loop().time()
        self._outage.ended()
        self._set_cut_off(False)
        self._shared_time.follow(sample)
        self._on_heads(heads)

    async def _ask(self, connection: AsyncConnection) -> tuple[Sample, Mapping[str, int]]:
        with answering(connection):
            asked = self._time.mono_ns()
            row = await (await connection.execute(QUERY, (self._codes(),))).fetchone()
            answered = self._time.mono_ns()
        database_ms, heads = row or (0, None)
        return self._shared_time.sample(asked, answered, float(database_ms)), heads or {}

    async def _watch(self) -> None:
        """Notice that no answer has come for `CUT_OFF_SECONDS`."""
        while True:
            await asyncio.sleep(POLL_SECONDS / 4)
            if asyncio.get_running_loop().time() > self._answered_at + CUT_OFF_SECONDS:
                self._set_cut_off(True)

    def _set_cut_off(self, is_cut_off: bool) -> None:
        if self.is_cut_off is not is_cut_off:
            self.is_cut_off = is_cut_off
            if is_cut_off:
                logger.error("This node is cut off from the database.", extra={"event": "cut_off"})
            else:
                logger.warning("This node reaches the database again.", extra={"event": "not_cut_off"})
            self._on_cut_off(is_cut_off)
