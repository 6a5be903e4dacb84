"""One of several nodes: it follows what the others store, and tells them what it stores."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping

from nameplate.meeting import Meeting
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from nameplate.store.jobs import CutOff, NotStored
from nameplate.store.log_rows import NoMeeting
from nameplate.store.outage import Outage

from .hints import HintListener, HintSender
from .polling import Polling

logger = logging.getLogger(__name__)


class Node:
    """Connects the lobby of this process with the other nodes.

    `late_hints` counts the versions that polling has found before a hint.
    """

    def __init__(self, lobby: Lobby) -> None:
        self.late_hints = 0
        self._lobby = lobby
        self._is_cut_off = False
        self._asked: dict[str, int] = {}
        """The versions of the open meetings when the database was last asked for the newest ones."""
        url = lobby.log.database.url
        self._sender = HintSender(url)
        self._listener = HintListener(url, self._follow, self._on_listening)
        self._polling = Polling(url, lobby.time, self._open_codes, self._on_heads, self._on_cut_off)
        self._outage = Outage(logger, "not_caught_up", "caught_up", "The meetings are read again.")
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_cut_off(self) -> bool:
        """Whether the database does not answer."""
        return self._polling.is_cut_off

    @property
    def hears_hints(self) -> bool:
        """Whether hints of other nodes arrive."""
        return self._listener.is_connected

    async def start(self) -> None:
        """Take over the time of the database, and follow the other nodes from now on. Raises `connection.ERRORS`."""
        await self._polling.set_time()
        self._lobby.on_stored = self._on_stored
        for run in (self._sender.run, self._listener.run, self._polling.run):
            self._start(run(), f"node: {run.__qualname__}")

    async def close(self) -> None:
        """Stop following."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, coroutine: Coroutine[None, None, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("“%s” failed", task.get_name(), exc_info=error, extra={"event": "task_failed"})

    def _open_codes(self) -> list[str]:
        self._asked = {room.meeting.code: room.meeting.version for room in self._lobby.open_rooms()}
        return [*self._asked]

    def _on_listening(self) -> None:
        self._start(self._reopen_erased(), "reopen erased meetings")

    async def _reopen_erased(self) -> None:
        """Read those meetings again whose private text was erased while this node had lost the lock against it."""
        for room in self._lobby.open_rooms():
            try:
                is_erased = await self._lobby.log.is_erased(room.meeting)
            except NotStored:
                return  # the connection was lost again, and this is called again after that
            if is_erased:
                what = "Private text of %s was erased while this node did not reach the database. It is read again."
                logger.warning(what, room.meeting.code, extra={"event": "erased"})
                await self._lobby.reopen(room.meeting.code)

    def _on_stored(self, meeting: Meeting) -> None:
        self._sender.send(meeting.code, meeting.version)

    def _on_heads(self, heads: Mapping[str, int]) -> None:
        behind = {code for code, version in heads.items() if version < self._asked.get(code, 0)}
        for code in behind:
            self._on_lost_events(code)
        started = [self._follow(code, version) for code, version in heads.items() if code not in behind]
        reading = [task for task in started if task]
        self.late_hints += len(reading)
        if self._is_cut_off:
            self._is_cut_off = False
            self._start(self._return(reading), "return")

    def _follow(self, code: str, version: int) -> asyncio.Task[None] | None:
        """Start to read a meeting if it is open here and older than `version`."""
        room = self._lobby.open_room(code)
        if room is None or room.meeting.version >= version:
            return None
        return self._start(self._catch_up(room, version), f"catch up {code}")

    async def _return(self, reading: list[asyncio.Task[None]]) -> None:
        """Say on the screens that they are current again, after everything that was missed has been read."""
        await asyncio.gather(*reading)
        self._lobby.set_cut_off(False)

    def _on_lost_events(self, code: str) -> None:
        """The database has fewer events than this node: an older state of it was restored, or took over."""
        room = self._lobby.open_room(code)
        if room and not room.publisher.is_cut_off:
            what = "The database has lost events of %s. Its commands are refused. Restart all nodes to go on without."
            logger.critical(what, code, extra={"event": "events_lost"})
            room.publisher.set_cut_off(True)

    async def _catch_up(self, room: Room, version: int) -> None:
        try:
            await room.catch_up(version)
        except (NoMeeting, NotStored) as problem:  # polling tries again
            if not isinstance(problem, CutOff):
                self._outage.met("Cannot read what is new in %s: %s", room.meeting.code, problem)
        else:
            self._outage.ended()

    def _on_cut_off(self, is_cut_off: bool) -> None:
        self._lobby.log.database.set_cut_off(is_cut_off)
        if is_cut_off:
            self._is_cut_off = True
            self._lobby.set_cut_off(True)
