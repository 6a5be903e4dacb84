"""The page of each audience. It contains the newest picture, so it is complete before its WebSocket is connected."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import MODERATORS, Pass
from nameplate.meeting import Meeting, Role
from nameplate.rooms.picture import Subject
from nameplate.screens.audiences import AUDIENCES, Audience
from nameplate.wording.messages import N_

from .authentication import authenticate
from .context import context_of
from .middleware.security_headers import content_security_policy
from .other_methods import not_here
from .problems import Problem
from .screen_options import refuse_unknown_parts


async def show(request: Request) -> Response:
    """`GET /m/{code}/{audience}`. The page then keeps itself up to date over its WebSocket."""
    context, audience = context_of(request), AUDIENCES.get(request.path_params["audience"])
    if audience is None or audience.is_document:
        raise not_here(request)
    pass_ = await authenticate(request, audience.name)
    refuse_unknown_parts(request, audience.name)
    room = await context.room(pass_.meeting)
    language = context.language(request)
    picture = room.region_picture(subject_of(room.meeting, pass_, audience, language))
    if picture.empty:
        raise Problem(503, "outdated", N_("The server cannot show this screen now. Please follow another one."))
    page = context.screens.page(
        f"{audience.name}.html",
        language,
        meeting=room.meeting,
        audience=audience.name,
        pass_=pass_,
        regions=picture.regions(),
        **audience.page_values(room.meeting, context.screens.words(language)),
        version=picture.shared_version,
        boot=room.boot,
        now_ms=room.now_ms(),
        speed=context.lobby.time.speed,
    )
    headers = {"Cache-Control": "no-store"}
    framed_by = ("'self'",) if audience.beside_others else context.framed_by if audience.by_code else ()
    if framed_by:
        headers["Content-Security-Policy"] = content_security_policy(framed_by)
    return HTMLResponse(page, headers=headers)


def subject_of(meeting: Meeting, pass_: Pass, audience: Audience, language: str) -> Subject:
    """The subject that the holder of a pass sees: an audience in a language, perhaps with a seat."""
    moderates = audience.is_document and pass_.role in MODERATORS
    interprets = audience.is_document and pass_.role is Role.BOOTH
    bridges = audience.is_document and pass_.role is Role.BRIDGE
    return Subject(audience.name, language, audience.seat_of(meeting, pass_), moderates, interprets, bridges)
