"""Lets requests that only read take turns."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from nameplate.pages.reading_turns import ReadingTurns


class TakingTurns:
    """ASGI middleware. Only a POST, which is a command, begins at once."""

    def __init__(self, app: ASGIApp, turns: ReadingTurns) -> None:
        self.app = app
        self._turns = turns

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] == "http" and scope["method"] != "POST":
            await self._turns.turn()
        await self.app(scope, receive, send)
