"""One of several nodes: it follows what the others store, and tells them what it stores."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping

from nameplate.meeting import Meeting
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from nameplate.store.jobs import NotStored
from nameplate.store.log_rows import NoMeeting

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
        url = lobby.log.database.url
        self._sender = HintSender(url)
        self._listener = HintListener(url, self._follow)
        self._polling = Polling(url, lobby.time, self._open_codes, self._on_heads, self._on_cut_off)
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

    def _start(self, coroutine: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("“%s” failed", task.get_name(), exc_info=error, extra={"event": "task_failed"})

    def _open_codes(self) -> list[str]:
        return [room.meeting.code for room in self._lobby.open_rooms()]

    def _on_stored(self, meeting: Meeting) -> None:
        self._sender.send(meeting.code, meeting.version)

    def _on_heads(self, heads: Mapping[str, int]) -> None:
        for code, version in heads.items():
            self.late_hints += self._follow(code, version)

    def _follow(self, code: str, version: int) -> bool:
        """Read a meeting if it is open here and older than `version`. Returns whether it is."""
        room = self._lobby.open_room(code)
        is_older = room is not None and room.meeting.version < version
        if room and is_older:
            self._start(self._catch_up(room, version), f"catch up {code}")
        return is_older

    async def _catch_up(self, room: Room, version: int) -> None:
        try:
            await room.catch_up(version)
        except (NoMeeting, NotStored) as problem:  # polling tries again
            logger.warning("Cannot read %s: %s", room.meeting.code, problem, extra={"event": "not_caught_up"})

    def _on_cut_off(self, is_cut_off: bool) -> None:
        self._lobby.log.database.set_cut_off(is_cut_off)
        self._lobby.set_cut_off(is_cut_off)
