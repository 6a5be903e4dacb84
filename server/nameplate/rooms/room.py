"""A live meeting in this process: takes commands, keeps the newest version, publishes it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nameplate.meeting import Actor, Command, Meeting, Refused
from nameplate.meeting.automatic_closing import CLOCK
from nameplate.store.event_log import EventLog, OpenedMeeting

from .answers import Done
from .automatic_timer import AutomaticTimer
from .command_batching import CommandQueue, PendingCommand
from .commits import Commits
from .picture import Picture, RegionPicture, RenderedViews, Subject
from .published_audience import PublishedAudience
from .publisher import Publisher
from .timebase import Timebase
from .yielding import yielding

SETBACK_SECONDS = 1.0
"""When a command of the timer has failed or changed nothing, the timer tries again after this time."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a picture shows besides the meeting: the time (UTC, ms), and the speech whose clock was recovered."""

    now_ms: int
    recovered: str | None


Render = Callable[[Meeting, Subject, Circumstances, RenderedViews], Mapping[str, Any]]
"""Renders a subject: the HTML of regions by name, or the values of a document."""


class Room:
    """One meeting. Nothing else in this process writes to its log or publishes it.

    `recovered` is the speech that was on when the process started. Only the wall clock is left to measure it.
    """

    def __init__(
        self,
        opened: OpenedMeeting,
        log: EventLog,
        time: Timebase,
        audiences: Iterable[PublishedAudience],
        render: Render,
        boot: str,
    ) -> None:
        self.boot = boot
        self.recovered = opened.meeting.floor
        self._time = time
        self._ahead_ms = 0
        self._render = render
        self._commands_waiting = 0
        self._used_at = 0.0
        self.use()
        self._queue = CommandQueue(opened.meeting.code, lambda commands: self._commits.commit(commands))
        self._commits = Commits(opened, log, self._queue, self.now_ms, self._on_change, self._on_setback)
        self._never_before_newest_event()
        self.publisher = Publisher(
            boot,
            audiences,
            lambda: self.meeting,
            self._render_subject,
            self.now_ms,
            yielding(lambda: self._commands_waiting > 0),
        )
        self._timer = AutomaticTimer(lambda: self.meeting, self.now_ms, time.speed, self._give_automatically)
        self._timer.start()

    @property
    def meeting(self) -> Meeting:
        """The newest version that is stored."""
        return self._commits.meeting

    def now_ms(self) -> int:
        """The time in this room: UTC, and never before the newest event."""
        return self._time.now_ms() + self._ahead_ms

    def use(self) -> None:
        """Note that the room is used now."""
        self._used_at = asyncio.get_running_loop().time()

    def is_unused(self, seconds: float) -> bool:
        """Whether nothing has used the room for some time, and nothing will happen in it.

        A room with a subscriber, a waiting command, a speech that is on (its clock is measured here) or a list that
        closes by itself is used.
        """
        busy = self.meeting.floor or self._queue.is_busy or self._timer.is_set or any(self.publisher.subscribers())
        return not busy and asyncio.get_running_loop().time() >= self._used_at + seconds

    async def handle(
        self, command: Command, by: Actor, key: str | None = None, digest: str = "", deadline: int | None = None
    ) -> Done | Refused:
        """Decide a command and store what follows. Raises `NotStored`, `KeyReused`, `TooLate`, `NoMeeting`.

        A command under a `key` that was used before is answered like the first one, if `digest` is the same. After its
        `deadline` (UTC, ms) a command is not taken, unless one under its key was taken before.
        """
        self.use()
        pending = self._enqueue(command, by, key, digest, deadline)
        if pending.is_batched and self._queue.is_in_burst:
            self._queue.schedule_flush()
            return await pending.answer
        self._queue.flush()
        self._commands_waiting += 1
        try:
            return await pending.answer
        finally:
            self._commands_waiting -= 1

    def picture(self, subject: Subject) -> Picture:
        """The picture of an audience, perhaps for a seat. Raises `LookupError` for an unknown audience."""
        return self.publisher.picture(subject)

    def region_picture(self, subject: Subject) -> RegionPicture:
        """The same for an audience whose picture has regions. Raises `LookupError` for any other."""
        return self.publisher.region_picture(subject)

    async def close(self) -> None:
        """Commit and answer all commands that wait, and stop."""
        await self._queue.drain()
        await self.publisher.close()
        self._timer.stop()

    def _enqueue(
        self, command: Command, by: Actor, key: str | None, digest: str = "", deadline: int | None = None
    ) -> PendingCommand:
        answer: asyncio.Future[Done | Refused] = asyncio.get_running_loop().create_future()
        pending = PendingCommand(command, by, self.now_ms(), key, digest, deadline, answer)
        self._queue.waiting.append(pending)
        return pending

    def _give_automatically(self, command: Command, key: str) -> None:
        """Give a command of the timer. Under its key it acts once."""
        self._enqueue(command, CLOCK, key).answer.add_done_callback(_ignore)
        self._queue.flush()

    def _on_change(self) -> None:
        self._never_before_newest_event()
        if self.recovered != self.meeting.floor:
            self.recovered = None
        self.publisher.changed()
        self._timer.start()

    def _on_setback(self) -> None:
        self._timer.start(SETBACK_SECONDS)

    def _never_before_newest_event(self) -> None:
        """Another process, or this one before a restart, may have had a wall clock that is ahead of ours."""
        self._ahead_ms = max(self._ahead_ms, self.meeting.at - self._time.now_ms())

    def _render_subject(self, meeting: Meeting, subject: Subject, rendered_views: RenderedViews) -> Mapping[str, Any]:
        return self._render(meeting, subject, Circumstances(self.now_ms(), self.recovered), rendered_views)


def _ignore(answer: asyncio.Future[Done | Refused]) -> None:
    """Nothing awaits this answer. A failure was logged where it happened."""
    if not answer.cancelled():
        answer.exception()
