"""The parts of a running server that the handlers use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from starlette.requests import HTTPConnection

from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from nameplate.screens.rendering import Renderer
from nameplate.store.event_log import NoMeeting
from nameplate.store.pass_register import PassRegister

from .metrics import Metrics
from .problems import Problem
from .rate_limit import RateLimit


@dataclass(frozen=True, slots=True)
class Context:
    """One object for each running server, kept in the state of the application."""

    lobby: Lobby
    screens: Renderer
    pass_register: PassRegister
    rate_limit: RateLimit
    metrics: Metrics

    async def room(self, code: str) -> Room:
        """The room of a meeting. Raises `Problem` 404."""
        try:
            return await self.lobby.room(code)
        except NoMeeting as error:
            raise Problem(404, "no_meeting", "There is no such meeting here.") from error


def context_of(connection: HTTPConnection) -> Context:
    """The context of the server that received a request."""
    return cast(Context, connection.app.state.context)
