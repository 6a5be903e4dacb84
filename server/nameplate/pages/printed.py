"""The documents on paper, for the chair and the desk."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.paper import DOCUMENTS, calendar_file, document
from nameplate.wording.messages import N_

from .authentication import authenticate, authenticate_moderator
from .context import context_of
from .problems import NOT_FOUND, Problem


async def show(request: Request) -> Response:
    """`GET /m/{code}/print/{document}`: a page to print, as the meeting stands now."""
    context, name = context_of(request), request.path_params["document"]
    if name not in DOCUMENTS:
        raise Problem(*NOT_FOUND)
    pass_ = await authenticate_moderator(request, N_("Only the chair and the desk may print documents."))
    room = await context.room(pass_.meeting)
    # In a thread: a list with thousands of speakers takes some time, which must not hold up the event loop.
    page = await asyncio.to_thread(
        document, name, room.meeting, context.screens, context.language(request), room.now_ms()
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


async def calendar(request: Request) -> Response:
    """`GET /m/{code}/programme.ics`: the programme for a calendar, for everybody in the meeting."""
    pass_ = await authenticate(request)
    context = context_of(request)
    meeting = (await context.room(pass_.meeting)).meeting
    headers = {
        "Content-Disposition": f'attachment; filename="{meeting.code}-programme.ics"',
        "Cache-Control": "no-store",
    }
    file = await asyncio.to_thread(calendar_file, meeting, context.words(request))
    return Response(file, headers=headers, media_type="text/calendar; charset=utf-8")
