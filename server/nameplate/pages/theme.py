"""The colour and the logo of a meeting, for its pages."""

from __future__ import annotations

import base64

from starlette.requests import Request
from starlette.responses import Response

from nameplate.meeting import Meeting
from nameplate.screens.theme import theme

from .authentication import authenticate
from .context import context_of
from .problems import NOT_FOUND, Problem

KEEP_A_DAY = {"Cache-Control": "private, max-age=86400"}
"""The colour and the logo of a meeting do not change."""


async def style(request: Request) -> Response:
    """`GET /m/{code}/theme.css`. Whoever may see the public screen gets it, also in a frame."""
    meeting = await _meeting(request, "public")
    if not meeting.colour:
        raise Problem(*NOT_FOUND)
    return Response(theme(meeting.colour), headers=KEEP_A_DAY, media_type="text/css")


async def logo(request: Request) -> Response:
    """`GET /m/{code}/logo.png`."""
    meeting = await _meeting(request)
    if not meeting.logo:
        raise Problem(*NOT_FOUND)
    return Response(base64.b64decode(meeting.logo), headers=KEEP_A_DAY, media_type="image/png")


async def _meeting(request: Request, audience: str | None = None) -> Meeting:
    pass_ = await authenticate(request, audience)
    room = await context_of(request).room(pass_.meeting)
    return room.meeting
