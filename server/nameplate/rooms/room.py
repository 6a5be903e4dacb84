"""A live meeting in this process. It accepts commands, keeps the newest version, and publishes it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nameplate.meeting import Actor, Command, LogEntry, Meeting, Refused
from nameplate.meeting.automatic_closing import CLOCK
from nameplate.store.event_log import EventLog, OpenedMeeting
from nameplate.store.jobs import NotStored

from .answers import Done
from .audience_interface import PublishedAudience
from .automatic_timer import AutomaticTimer
from .command_batching import CommandQueue, PendingCommand
from .commits import Commits
from .picture import Picture, RegionPicture, RenderedViews, Subject
from .publisher import Publisher
from .stored_snapshots import StoredSnapshots
from .timebase import Timebase
from .watchers import Watchers
from .yielding import yielding

RETRY_TIMER_SECONDS = 1.0
"""When a batch has failed, or the timer's command has changed nothing, the timer tries again after this time."""
CATCH_UP_SECONDS = 0.02
"""After this time at the earliest, a room reads again what other nodes have stored. In a burst it then reads several
batches at once."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Values that a picture shows besides the meeting.

    `now_ms` is UTC in milliseconds. `recovered` is the speech whose clock was recovered; see `Room`.
    """

    now_ms: int
    recovered: str | None


OnStored = Callable[[Meeting], None]
"""Called with a version that this node has stored."""
OnMissed = Callable[[Meeting, list[LogEntry]], None]
"""Called with the newest version, and the entries of it that other nodes have stored."""
Render = Callable[[Meeting, Subject, Circumstances, RenderedViews], Mapping[str, Any]]
"""Renders a subject. Returns the HTML of regions by name, or the values of a document."""


class Room:
    """One meeting. Only its room writes to its log and publishes it in this process.

    `recovered` is the speech that had the floor when the room was opened. Its clock is computed from the wall clock,
    because the monotonic clock of the earlier process is lost. With a shared database it is None: all nodes follow one
    clock, which continues when one of them ends.
    """

    def __init__(
        self,
        opened: OpenedMeeting,
        log: EventLog,
        time: Timebase,
        audiences: Iterable[PublishedAudience],
        render: Render,
        boot: str,
        on_stored: OnStored,
        on_missed: OnMissed,
    ) -> None:
        self.boot = boot
        self.recovered = None if log.database.is_shared else opened.meeting.floor
        self.watchers = Watchers()
        self._time = time
        self._ahead_ms = 0
        self._render = render
        self._commands_waiting = 0
        self._is_closed = False
        self._used_at = 0.0
        self.use()
        self._log = log
        self._catching_up = asyncio.Lock()
        self._queue = CommandQueue(opened.meeting.code, lambda commands: self._commits.commit(commands))
        self._commits = Commits(
            opened,
            log,
            self._queue,
            self.now_ms,
            on_change=self._on_change,
            on_stored=lambda: self._on_stored(on_stored),
            on_missed=lambda entries: on_missed(self.meeting, entries),
            on_nothing_stored=self._on_nothing_stored,
        )
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
        self._snapshots = StoredSnapshots(log, opened.snapshot)
        self._snapshots.store_if_due(self.meeting)

    @property
    def meeting(self) -> Meeting:
        """The newest stored version."""
        return self._commits.meeting

    @property
    def waiting_commands(self) -> int:
        """The number of commands in the queue."""
        return len(self._queue.waiting)

    def now_ms(self) -> int:
        """The time in this room: UTC, and never before the newest event."""
        return self._time.now_ms() + self._ahead_ms

    def use(self) -> None:
        """Record that the room is in use now."""
        self._used_at = asyncio.get_running_loop().time()

    def is_unused(self, seconds: float) -> bool:
        """Whether nobody has used the room for this time, and the room has nothing to do.

        A room is in use while it has a subscriber or a stream of events, a waiting command, a current speech (the room
        measures its clock), or a list that will close automatically.
        """
        followed = any(self.publisher.subscribers()) or self.watchers.has_streams
        busy = self.meeting.floor or self._queue.is_busy or self._timer.is_set or followed
        return not busy and asyncio.get_running_loop().time() >= self._used_at + seconds

    async def handle(
        self, command: Command, by: Actor, key: str | None = None, digest: str = "", deadline: int | None = None
    ) -> Done | Refused:
        """Put a command into the queue, and wait until it is decided and stored.

        Raises `NotStored`, `KeyReused`, `TooLate`, `NoMeeting`. If an earlier command had the same `key` and the same
        `digest`, this command changes nothing and gets the same answer. With another `digest` it raises `KeyReused`. A
        new command that arrives after its `deadline` (UTC, ms) raises `TooLate`.
        """
        self.use()
        if self._is_closed:
            raise NotStored("the meeting is being read again")
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

    async def catch_up(self, version: int) -> int:
        """Read what other nodes have stored, at least up to a version. Returns the number of new events.

        Raises `NoMeeting`, `LogBehind`, `NotStored`.
        """
        async with self._catching_up:
            await self._queue.committed()  # the batch itself reads what other nodes have stored before it
            before = self.meeting.version
            if before < version:
                self._commits.receive(await self._log.read_after(self.meeting.code, before))
                await asyncio.sleep(CATCH_UP_SECONDS)
            return self.meeting.version - before

    def picture(self, subject: Subject) -> Picture:
        """The picture of an audience, perhaps for a seat. Raises `LookupError` for an unknown audience."""
        return self.publisher.picture(subject)

    def region_picture(self, subject: Subject) -> RegionPicture:
        """As `picture`, for an audience whose picture has regions. Raises `LookupError` for any other audience."""
        return self.publisher.region_picture(subject)

    async def close(self) -> None:
        """Commit and answer all waiting commands, and refuse later ones. Then stop publishing, and stop the timer."""
        self._is_closed = True
        await self._queue.drain()
        self.watchers.close()
        await self._snapshots.close()
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
        """Give a command of the timer. Because of its key it takes effect only once."""
        self._enqueue(command, CLOCK, key).answer.add_done_callback(_ignore)
        self._queue.flush()

    def _on_change(self) -> None:
        self._never_before_newest_event()
        if self.recovered != self.meeting.floor:
            self.recovered = None
        self.publisher.changed()
        self.watchers.wake()
        self._timer.start()

    def _on_stored(self, tell: OnStored) -> None:
        tell(self.meeting)
        self._snapshots.store_if_due(self.meeting)

    def _on_nothing_stored(self) -> None:
        self._timer.start(RETRY_TIMER_SECONDS)

    def _never_before_newest_event(self) -> None:
        """Move the room's time forward to the newest event.

        The process that stored this event may have had a faster wall clock: another process, or this one before a
        restart.
        """
        self._ahead_ms = max(self._ahead_ms, self.meeting.at - self._time.now_ms())

    def _render_subject(self, meeting: Meeting, subject: Subject, rendered_views: RenderedViews) -> Mapping[str, Any]:
        return self._render(meeting, subject, Circumstances(self.now_ms(), self.recovered), rendered_views)


def _ignore(answer: asyncio.Future[Done | Refused]) -> None:
    """Read the exception, so that asyncio does not report it. `Commits` has already logged the failure."""
    if not answer.cancelled():
        answer.exception()
