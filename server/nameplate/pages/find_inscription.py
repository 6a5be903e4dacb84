"""Places far down a long list, by name: asked for while somebody types. It changes nothing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.meeting import Role
from nameplate.screens.inscription_search import found

from .context import context
from .json_api import MODERATES
from .problems import Problem
from .screens import LANGUAGE, room_of


async def show(request: Request) -> Response:
    """`GET /m/{code}/places?named=fra`: a piece of a page, for chair and desk."""
    here = context(request)
    held = await here.enter(request)
    if held.role not in MODERATES:
        raise Problem(403, "forbidden", "Only the chair and the desk look for places.")
    named = request.query_params.get("named", "")[:200]
    room = await room_of(here, held.meeting)
    view = found(room.meeting, here.screens.words(LANGUAGE), named)
    corrects = held.role is Role.DESK
    page = here.screens.page(
        "shared/found_places.html", LANGUAGE, view=view, named=named, code=held.meeting, corrects=corrects
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})
