"""Limits the size of a request's body."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nameplate.pages.problems import Problem
from nameplate.wording.messages import N_

LARGEST_BODY_BYTES = 16_384


class BodyLimit:
    """ASGI middleware. If a handler reads more of a body than the limit, it gets `Problem` 413."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        read_bytes = 0

        async def receive_limited() -> Message:
            nonlocal read_bytes
            message = await receive()
            read_bytes += len(message.get("body", b""))
            if read_bytes > LARGEST_BODY_BYTES:
                raise Problem(413, "too_large", N_("That is too long."))
            return message

        await self.app(scope, receive_limited if scope["type"] == "http" else receive, send)
