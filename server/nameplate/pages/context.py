"""What every handler needs: the lobby, the screens, and the doors, where passes are looked at."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote

from starlette.requests import HTTPConnection

from nameplate.access.passes import MAY_SEE, Pass
from nameplate.meeting import Role
from nameplate.rooms.lobby import Lobby
from nameplate.screens.rendering import Renderer
from nameplate.store.pass_register import PassRegister

from .counters import Metrics
from .problems import Problem
from .rate_limit import RateLimit

logger = logging.getLogger(__name__)

COOKIE = "np-"
SIGNED_OUT = 4401
STRONGEST_FIRST = (Role.CHAIR, Role.DESK, Role.DELEGATE, Role.PANELLIST, Role.SCREEN, Role.PUBLIC)


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of a running server."""

    lobby: Lobby
    screens: Renderer
    pass_register: PassRegister
    rate_limit: RateLimit
    metrics: Metrics

    def sign_out(self) -> None:
        """Say goodbye to every screen whose pass is no longer valid."""
        for room in self.lobby.open_rooms():
            for subscriber in room.publisher.subscribers():
                if not self.pass_register.knows(subscriber.pass_hash):
                    subscriber.connection.close(SIGNED_OUT)

    async def find(self, *secrets: str) -> list[Pass]:
        """The passes behind secrets, also those that another process issued a moment ago; one look serves all."""
        if not all(map(self.pass_register.find, secrets)):
            await self.pass_register.look_again()
        return [found for secret in secrets if (found := self.pass_register.find(secret))]

    async def passes(self, connection: HTTPConnection, code: str) -> list[Pass]:
        """The passes for a meeting that a request carries: the one of a program, or those of a browser."""
        bearer = _bearer(connection)
        secrets = [bearer] if bearer else [v for k, v in connection.cookies.items() if k.startswith(COOKIE)]
        return [p for p in await self.find(*secrets) if p.meeting == code]

    async def enter(self, connection: HTTPConnection, audience: str | None = None) -> Pass:
        """The pass with which somebody acts or looks at an audience. Raises `Problem` 401 or 403."""
        code = connection.path_params["code"]
        held = await self.passes(connection, code)
        if not held:
            raise Problem(401, "no_pass", "Open your own link first, or scan your card again.")
        asked = connection.query_params.get("as") if connection.scope["query_string"] else None
        named = unquote(connection.headers.get("Nameplate-As", "")) or asked
        found = _choose([p for p in held if named in (None, p.name)], audience)
        if found is None:
            raise Problem(403, "forbidden", "This link does not let you see that.")
        return found


def context(connection: HTTPConnection) -> Context:
    """The house that a request has come to."""
    return cast(Context, connection.app.state.context)


def _choose(held: Iterable[Pass], audience: str | None) -> Pass | None:
    able = [p for p in held if audience is None or audience in MAY_SEE[p.role]]
    return min(able, key=lambda p: (p.audience != audience, STRONGEST_FIRST.index(p.role)), default=None)


def _bearer(connection: HTTPConnection) -> str | None:
    scheme, _, secret = connection.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None
