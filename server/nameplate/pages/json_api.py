"""A meeting for programs: its state as one JSON document, its seats, and its event log."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from nameplate.access.passes import MODERATORS
from nameplate.meeting import Role
from nameplate.screens.audiences import AUDIENCES
from nameplate.wording.messages import N_

from . import event_stream, untrusted_input
from .authentication import authenticate, authenticate_moderator
from .context import context_of
from .problems import Problem
from .screen_page import subject_of

NOTHING_SEEN = -1
MAY_READ_SEATS = MODERATORS | {Role.BRIDGE}
"""They act for other seats."""


async def show(request: Request) -> Response:
    """`GET /m/{code}/state`: the JSON picture, with the fields that the pass may see."""
    context = context_of(request)
    pass_ = await authenticate(request)
    room = await context.room(pass_.meeting)
    picture = room.picture(subject_of(room.meeting, pass_, AUDIENCES["state"], context.language(request)))
    frame = picture.frame(NOTHING_SEEN)
    if frame is None or picture.failed:
        raise Problem(503, "outdated", N_("The server cannot show the meeting now. Please try again."))
    return Response(frame.message, media_type="application/json", headers={"Cache-Control": "no-store"})


async def seats(request: Request) -> Response:
    """`GET /m/{code}/seats`: all participants with the code of each. For the chair, the desk and bridges."""
    context, pass_ = context_of(request), await authenticate(request)
    if pass_.role not in MAY_READ_SEATS:
        raise Problem(403, "forbidden", N_("Only the chair, the desk and a bridge may read the list of seats."))
    room, words = await context.room(pass_.meeting), context.words(request)
    shown = [
        {"seat": each.id, "name": words.seat_name(each), "category": each.category, "remote": each.remote}
        for each in room.meeting.seats.values()
    ]
    return JSONResponse(shown, headers={"Cache-Control": "no-store"})


async def events(request: Request) -> Response:
    """`GET /m/{code}/events?after=N`: the events after version N, without private text. For the chair and the desk.

    A client that accepts `text/event-stream` gets them as a stream, and then each new one.
    """
    context = context_of(request)
    pass_ = await authenticate_moderator(request, N_("Only the chair and the desk may read the log."))
    parameter = request.query_params.get("after", "0")
    newest = request.headers.get("Last-Event-ID", parameter)  # sent by a client of the stream that connects again
    after = untrusted_input.whole_number(newest)
    if after is None or untrusted_input.whole_number(parameter) is None:
        raise Problem(422, "invalid", N_("“after” must be a version, a whole number."), {"field": "after"})
    room = await context.room(pass_.meeting)
    if event_stream.is_wanted(request) and request.method == "GET":
        return event_stream.EventStream(context, pass_, room, after)
    shown = [event_stream.shown(entry) for entry in event_stream.newer(room, after)]
    return JSONResponse(shown, headers={"Cache-Control": "no-store"})
