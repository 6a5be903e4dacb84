"""The record of the deliberations in each of its formats, for the chair and the desk."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from nameplate.record import FORMATS, MARKS, NoSittingThen, begin_of_recording, first_opening
from nameplate.wording.messages import N_

from .authentication import authenticate_moderator
from .context import context_of
from .problems import NOT_FOUND, Problem

BEGAN = N_("Enter the date and the local time at which the recording began, such as 2015-03-03T10:01:35.")

NO_SITTING = N_("No sitting was open at that time, and none was opened in the 24 hours after it. Check the date.")


async def show(request: Request) -> Response:
    """`GET /m/{code}/record.{format}`. Browsers show the HTML page and save the other formats as files."""
    if request.path_params["format"] not in FORMATS:
        raise Problem(*NOT_FOUND)
    return await record(request, await _meeting_of_reader(request), request.path_params["format"])


async def marks(request: Request) -> Response:
    """`GET /m/{code}/recording.{format}?began=2015-03-03T10:01:35`: who speaks when in a recording of the meeting.

    `began` is the local time at which the recording began. Without it, that is the opening of the first sitting.
    """
    name = request.path_params["format"]
    if name not in MARKS:
        raise Problem(*NOT_FOUND)
    context, code = context_of(request), await _meeting_of_reader(request)
    meeting = (await context.room(code)).meeting
    try:
        began = request.query_params.get("began")
        began_at = begin_of_recording(began, meeting) if began else first_opening(meeting)
    except ValueError as error:
        raise Problem(422, "invalid", BEGAN) from error
    except NoSittingThen as error:
        raise Problem(422, "invalid", NO_SITTING) from error
    document = await asyncio.to_thread(MARKS[name].write, meeting, context.words(request), began_at)
    return _file(document, f'attachment; filename="{code}-recording.{name}"', MARKS[name].media_type)


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
    return _file(document, f'{disposition}; filename="{code}-record.{name}"', FORMATS[name].media_type)


async def _meeting_of_reader(request: Request) -> str:
    """The code of the meeting whose record the sender may read. Raises `Problem`."""
    pass_ = await authenticate_moderator(request, N_("Only the chair and the desk may read the record."))
    return pass_.meeting


def _file(document: bytes, disposition: str, media_type: str) -> Response:
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(document, headers=headers, media_type=media_type)
