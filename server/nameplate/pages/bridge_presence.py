"""Which meetings have a bridge that is connected. What a bridge has reported is forgotten when its connection ends."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from nameplate.access.passes import Pass
from nameplate.meeting import Role
from nameplate.meeting.remote_delegations import ForgetConnections
from nameplate.rooms.room import Room
from nameplate.store.jobs import NotStored
from nameplate.store.log_rows import NoMeeting

from .problems import Problem

logger = logging.getLogger(__name__)

FindRoom = Callable[[str], Awaitable[Room]]


class BridgePresence:
    """Counts the sockets of bridges in this process, by meeting. `began_at` is when the process began (UTC, ms)."""

    def __init__(self, began_at: int, is_alone: bool) -> None:
        self._began_at = began_at
        self._is_alone = is_alone
        self._sockets: Counter[str] = Counter()

    @asynccontextmanager
    async def counted(self, pass_: Pass, find_room: FindRoom) -> AsyncIterator[None]:
        """Count the socket of a bridge until the block ends. After the last one, the meeting forgets its reports."""
        if pass_.role is not Role.BRIDGE:
            yield
            return
        self._sockets[pass_.meeting] += 1
        try:
            yield
        finally:
            self._sockets[pass_.meeting] -= 1
        if not self._sockets[pass_.meeting]:
            del self._sockets[pass_.meeting]
            await _forget(pass_, find_room)

    def outdated_before(self, meeting: str) -> int:
        """Reports from before this time (UTC, ms) say nothing any more.

        Without the server, nobody notes that a bridge ends. So a server that has the database alone believes no report
        from before its start until a bridge is connected again.
        """
        return self._began_at if self._is_alone and not self._sockets[meeting] else 0


async def _forget(pass_: Pass, find_room: FindRoom) -> None:
    try:
        await (await find_room(pass_.meeting)).handle(ForgetConnections(), pass_.actor)
    except (NoMeeting, Problem) as problem:
        logger.debug("A bridge is gone, and so is its meeting: %s", problem)
    except NotStored as problem:
        logger.warning("It is not stored that a bridge is gone: %s", problem, extra={"event": "bridge_not_forgotten"})
