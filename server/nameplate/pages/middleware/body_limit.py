"""How much may be sent at once."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nameplate.pages.problems import Problem

LARGEST_BODY = 16_384


class BodyLimit:
    """ASGI middleware that stops reading a body once it is too long."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; whoever reads too much of its body gets a `Problem` 413."""
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST_BODY:
                raise Problem(413, "too_large", "That is too long.")
            return message

        await self.app(scope, counted if scope["type"] == "http" else receive, send)
