"""One page with the state of all screens of a meeting, for the technician. It asks again every two seconds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import MODERATORS, Pass
from nameplate.screens.studio import ConnectedScreen, studio
from nameplate.wording.messages import N_

from .authentication import authenticate
from .context import context_of
from .problems import Problem

NO_STORE = {"Cache-Control": "no-store"}


async def show(request: Request) -> Response:
    """`GET /m/{code}/studio`: the page."""
    context, pass_ = context_of(request), await _moderator(request)
    room = await context.room(pass_.meeting)
    page = context.screens.page("studio.html", context.language(request), meeting=room.meeting, pass_=pass_)
    return HTMLResponse(page, headers=NO_STORE)


async def tiles(request: Request) -> Response:
    """`GET /m/{code}/studio/tiles`: the screens that are connected to this process, as an HTML fragment."""
    context, pass_ = context_of(request), await _moderator(request)
    room = await context.room(pass_.meeting)
    publisher = room.publisher
    view = studio(
        room.meeting,
        context.words(request),
        [
            ConnectedScreen(each.subject.audience, publisher.versions_behind(each), each.round_trip_ms)
            for each in publisher.subscribers()
        ],
        publisher.outdated(),
        room.now_ms(),
    )
    fragment = context.screens.page(
        "shared/studio_tiles.html", context.language(request), view=view, timezone=room.meeting.timezone
    )
    return HTMLResponse(fragment, headers=NO_STORE)


async def _moderator(request: Request) -> Pass:
    pass_ = await authenticate(request)
    if pass_.role not in MODERATORS:
        raise Problem(403, "forbidden", N_("Only the chair and the desk see the state of all screens."))
    return pass_
