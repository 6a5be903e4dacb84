"""The colour and the logo of a meeting, for its pages."""

from __future__ import annotations

import base64

from starlette.requests import Request
from starlette.responses import Response

from nameplate.meeting import Meeting
from nameplate.meeting.appearance import COLOUR
from nameplate.screens.appearance import logo_stamp
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.theme import theme
from nameplate.store.log_rows import NoMeeting

from .authentication import authenticate
from .context import context_of
from .problems import NOT_FOUND, Problem

KEEP_A_DAY = {"Cache-Control": "private, max-age=86400"}
"""A new colour or a new logo has a new address."""
ASK_AGAIN = {"Cache-Control": "no-cache"}


async def style(request: Request) -> Response:
    """`GET /m/{code}/theme.css?colour=7a1f5c`. Whoever may see the public screen gets it, also in a frame.

    The content depends on the address alone. So it is right also on a node that has not read the newest change yet.
    """
    await authenticate(request, "public")
    colour = "#" + request.query_params.get("colour", "")
    if not COLOUR.fullmatch(colour):
        raise Problem(*NOT_FOUND)
    return Response(theme(colour), headers=KEEP_A_DAY, media_type="text/css")


async def logo(request: Request) -> Response:
    """`GET /m/{code}/logo.png?stamp=...`. Browsers keep it only with the stamp of the newest logo.

    A screen of the room may have the stamp from another node, which has stored a newer logo. So the log is read then.
    """
    pass_ = await authenticate(request)
    room = await context_of(request).room(pass_.meeting)
    stamp = request.query_params.get("stamp", "")
    if stamp not in ("", logo_stamp(room.meeting)) and pass_.role in AUDIENCES["hall"].visible_to:
        try:
            await room.catch_up(room.meeting.version + 1)
        except NoMeeting as error:
            raise Problem(*NOT_FOUND) from error
    return logo_response(request, room.meeting)


def logo_response(request: Request, meeting: Meeting) -> Response:
    """The logo of a meeting. Raises `Problem` if it has none."""
    if not meeting.logo:
        raise Problem(*NOT_FOUND)
    is_newest = request.query_params.get("stamp") == logo_stamp(meeting)
    headers = KEEP_A_DAY if is_newest else ASK_AGAIN
    return Response(base64.b64decode(meeting.logo), headers=headers, media_type="image/png")
