"""The same meeting for programs: the whole picture, and the log."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from nameplate.meeting import Role
from nameplate.screens import json_picture
from nameplate.store import codec

from . import untrusted_input
from .context import context
from .problems import Problem
from .screens import LANGUAGE, room_of

MODERATES = (Role.CHAIR, Role.DESK)


async def show(request: Request) -> Response:
    """`GET /m/{code}/state`: the picture that the pass may see."""
    here = context(request)
    held = await here.enter(request)
    room = await room_of(here, held.meeting)
    words, moderates = here.screens.words(LANGUAGE), held.role in MODERATES
    picture = json_picture.picture(room.meeting, words, room.now_ms(), moderates, held.seat)
    return JSONResponse(picture, headers={"Cache-Control": "no-store"})


async def events(request: Request) -> Response:
    """`GET /m/{code}/events?after=N`: what happened after version N, without names and free words."""
    here = context(request)
    held = await here.enter(request)
    if held.role not in MODERATES:
        raise Problem(403, "forbidden", "Only the chair and the desk may read the log.")
    after = untrusted_input.whole(request.query_params.get("after", "0"))
    if after is None:
        raise Problem(422, "invalid", "“after” must be a version, a whole number.", {"field": "after"})
    room = await room_of(here, held.meeting)
    newer = [entry for entry in room.meeting.entries() if entry.version > after]
    shown = [
        json_picture.entry(entry, type(entry.event).__name__, msgspec.json.decode(codec.encode(entry.event)[0]))
        for entry in reversed(newer)
    ]
    return JSONResponse(shown, headers={"Cache-Control": "no-store"})
