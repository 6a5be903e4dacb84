"""The record of the deliberations, in each of its forms, for the chair and the desk."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from nameplate.record import FORMATS

from .context import context
from .json_api import MODERATES
from .problems import NOT_FOUND, Problem
from .screens import LANGUAGE, room_of


async def show(request: Request) -> Response:
    """`GET /m/{code}/record.{format}`: a page is shown, anything else is a file to keep."""
    here, ending = context(request), request.path_params["format"]
    if ending not in FORMATS:
        raise Problem(*NOT_FOUND)
    held = await here.enter(request)
    if held.role not in MODERATES:
        raise Problem(403, "forbidden", "Only the chair and the desk may read the record.")
    meeting, words = (await room_of(here, held.meeting)).meeting, here.screens.words(LANGUAGE)
    # In a thread: a long meeting takes a second to write down, and the clocks of the room must go on meanwhile.
    written = await asyncio.to_thread(FORMATS[ending].write, meeting, words, here.screens)
    shown = "inline" if ending == "html" else "attachment"
    headers = {
        "Content-Disposition": f'{shown}; filename="{held.meeting}-record.{ending}"',
        "Cache-Control": "no-store",
    }
    return Response(written, headers=headers, media_type=FORMATS[ending].media_type)
