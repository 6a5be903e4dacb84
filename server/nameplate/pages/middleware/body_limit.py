"""Limits the size of a request's body."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nameplate.pages.problems import Problem
from nameplate.wording.messages import N_

LARGEST_BODY_BYTES = 16_384
LARGEST_UPLOAD_BYTES = 6_000_000
UPLOADS = "/organiser/"
"""Below this address, organisers send concept notes and programmes. No body is read before they are signed in."""


class BodyLimit:
    """ASGI middleware. If a handler reads more of a body than the limit, it gets `Problem` 413."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        read_bytes = 0
        is_upload = scope["type"] == "http" and scope["path"].startswith(UPLOADS)
        most_bytes = LARGEST_UPLOAD_BYTES if is_upload else LARGEST_BODY_BYTES

        async def receive_limited() -> Message:
            nonlocal read_bytes
            message = await receive()
            read_bytes += len(message.get("body", b""))
            if read_bytes > most_bytes:
                raise Problem(413, "too_large", N_("That is too long."))
            return message

        await self.app(scope, receive_limited if scope["type"] == "http" else receive, send)
