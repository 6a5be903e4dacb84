"""Limits the size of a request's body."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nameplate.pages.problems import Problem
from nameplate.wording.messages import N_

LARGEST_BODY_BYTES = 16_384
LARGEST_UPLOAD_BYTES = 6_000_000
STATEMENT_ENDING, PARTS_OF_STATEMENT = "/statement", 3
LARGEST_STATEMENT_BYTES = 5_000_000 + LARGEST_BODY_BYTES
"""Speakers send the texts of their speeches to `/m/{code}/statement`, with some fields beside the file."""
UPLOADS = "/organiser/"
"""Below this address, organisers send concept notes and programmes. No body is read before they are signed in."""

TOO_LONG = N_("That is too long.")
FILES_TOO_LARGE = N_(
    "The files of this form are too large: at most 6 MB are sent at once. Nothing was stored. Choose a smaller file, or"
    " none, and send the form again."
)


class BodyLimit:
    """ASGI middleware. If a handler reads more of a body than the limit, it gets `Problem` 413."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        read_bytes = 0
        most_bytes = _most_bytes(scope["path"]) if scope["type"] == "http" else LARGEST_BODY_BYTES

        async def receive_limited() -> Message:
            nonlocal read_bytes
            message = await receive()
            read_bytes += len(message.get("body", b""))
            if read_bytes > most_bytes:
                raise Problem(413, "too_large", FILES_TOO_LARGE if scope["path"].startswith(UPLOADS) else TOO_LONG)
            return message

        await self.app(scope, receive_limited if scope["type"] == "http" else receive, send)


def _most_bytes(path: str) -> int:
    if path.startswith(UPLOADS):
        return LARGEST_UPLOAD_BYTES
    is_statement = path.startswith("/m/") and path.endswith(STATEMENT_ENDING) and path.count("/") == PARTS_OF_STATEMENT
    return LARGEST_STATEMENT_BYTES if is_statement else LARGEST_BODY_BYTES
