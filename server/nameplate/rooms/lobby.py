"""The open rooms of this process."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable

from nameplate.meeting import LogEntry, Meeting
from nameplate.store.event_log import EventLog

from .audience_interface import PublishedAudience
from .room import OnMissed, OnStored, Render, Room
from .timebase import Timebase

NewRender = Callable[[], Render]

SERVICE_RESTART = 1012
"""The WebSocket close code after which a screen connects again."""
UNUSED_SECONDS, SWEEP_SECONDS = 600.0, 60.0
"""A room is closed after it was unused for `UNUSED_SECONDS`, which is longer than any request takes. Every
`SWEEP_SECONDS` the lobby looks for such rooms."""


class Lobby:
    """Finds the room of a meeting. The first request opens the room. Further requests wait for the same task.

    Each room has its own `Render` function, so that the function may cache values of the meeting. For `on_stored` and
    `on_missed` see `Room`; both may be set after the creation. `release` is a few characters that change with the
    files of the pages.
    """

    def __init__(
        self,
        log: EventLog,
        time: Timebase,
        audiences: Iterable[PublishedAudience],
        new_render: NewRender,
        release: str = "",
    ) -> None:
        self.boot = secrets.token_hex(3) + release
        self._release = release
        self.log = log
        self.time = time
        self._audiences = [*audiences]
        self._new_render = new_render
        self._rooms: dict[str, asyncio.Task[Room]] = {}
        self.on_stored: OnStored = _ignore_stored
        self.on_missed: OnMissed = _ignore_missed
        self.is_cut_off = False

    def is_of_other_release(self, boot: str) -> bool:
        """Whether a page with this boot number was loaded from another release, and so has other styles and scripts."""
        return len(boot) == len(self.boot) and not boot.endswith(self._release)

    async def room(self, code: str) -> Room:
        """The room of a meeting, opened from the log if needed. Raises `NoMeeting`."""
        task = self._rooms.get(code)
        if task is None:
            task = self._rooms[code] = asyncio.create_task(self._open(code))
        try:
            room = await asyncio.shield(task)
        except Exception:
            if self._rooms.get(code) is task:  # another request may have started a new task already
                del self._rooms[code]
            raise
        room.use()
        return room

    def open_room(self, code: str) -> Room | None:
        """The room of a meeting if it is open."""
        task = self._rooms.get(code)
        return task.result() if task and task.done() and not task.cancelled() and not task.exception() else None

    def set_cut_off(self, is_cut_off: bool) -> None:
        """Say on all screens of this node that they may be out of date, or that they are current again."""
        self.is_cut_off = is_cut_off
        for room in self.open_rooms():
            room.publisher.set_cut_off(is_cut_off)

    def open_rooms(self) -> list[Room]:
        return [task.result() for task in self._rooms.values() if task.done() and not task.exception()]

    async def close_unused(self, seconds: float = UNUSED_SECONDS) -> None:
        """Close the rooms that nothing has used for some seconds. The next request opens them again."""
        for code, task in [*self._rooms.items()]:
            if task.done() and not task.exception() and task.result().is_unused(seconds):
                del self._rooms[code]
                await task.result().close()

    async def reopen(self, code: str) -> None:
        """Close a room and the connections of its screens. They connect again, and the room is read again."""
        if room := self.open_room(code):
            del self._rooms[code]
            await self._close_with_screens(room)

    async def rewrite(self, code: str, rewrite: Callable[[], Awaitable[None]]) -> None:
        """Close a room, change what is stored of its meeting, and open the room again.

        Requests for the room wait meanwhile, so nobody in this process has the earlier version afterwards. Raises what
        `rewrite` raises.
        """
        before = self._rooms.get(code)

        async def rewritten() -> Room:
            if before:
                await asyncio.wait([before])
                if not before.cancelled() and not before.exception():
                    await self._close_with_screens(before.result())
            await rewrite()
            return await self._open(code)

        self._rooms[code] = asyncio.create_task(rewritten())
        await self.room(code)

    async def close_unused_forever(self) -> None:
        """Call `close_unused` every minute."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            await self.close_unused()

    async def close(self) -> None:
        """Close every room, after its waiting commands have been committed."""
        for room in self.open_rooms():
            await room.close()

    async def _close_with_screens(self, room: Room) -> None:
        """Close a room and the connections of its screens, which then connect again."""
        for subscriber in [*room.publisher.subscribers()]:
            subscriber.connection.close(SERVICE_RESTART)
        await room.close()

    async def _open(self, code: str) -> Room:
        opened = await self.log.open(code)
        room = Room(
            *(opened, self.log, self.time, self._audiences, self._new_render(), self.boot),
            on_stored=lambda meeting: self.on_stored(meeting),
            on_missed=lambda meeting, entries: self.on_missed(meeting, entries),
        )
        room.publisher.set_cut_off(self.is_cut_off)
        return room


def _ignore_stored(_: Meeting) -> None:
    """Nobody hears of it when there is only one node."""


def _ignore_missed(_: Meeting, __: list[LogEntry]) -> None:
    """It happens only with several nodes."""
