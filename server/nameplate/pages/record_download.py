"""The record of the deliberations in each of its formats, for the chair and the desk."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from nameplate.access.passes import MODERATORS
from nameplate.record import FORMATS
from nameplate.wording.messages import N_

from .authentication import authenticate
from .context import context_of
from .problems import NOT_FOUND, Problem


async def show(request: Request) -> Response:
    """`GET /m/{code}/record.{format}`. Browsers show the HTML page and save the other formats as files."""
    if request.path_params["format"] not in FORMATS:
        raise Problem(*NOT_FOUND)
    pass_ = await authenticate(request)
    if pass_.role not in MODERATORS:
        raise Problem(403, "forbidden", N_("Only the chair and the desk may read the record."))
    return await record(request, pass_.meeting, request.path_params["format"])


async def record(request: Request, code: str, name: str) -> Response:
    """The record of a meeting in one of `FORMATS`, for somebody who may read it."""
    context = context_of(request)
    meeting, words = (await context.room(code)).meeting, context.words(request)
    if name == "docx":
        document = await context.word_documents.write(meeting.code, words.language)
    else:
        # In a thread: the record of a long meeting takes a second, which must not hold up the event loop.
        document = await asyncio.to_thread(FORMATS[name].write, meeting, words, context.screens)
    disposition = "inline" if name == "html" else "attachment"
    headers = {
        "Content-Disposition": f'{disposition}; filename="{code}-record.{name}"',
        "Cache-Control": "no-store",
    }
    return Response(document, headers=headers, media_type=FORMATS[name].media_type)
