"""Finds inscriptions by name in the part of a long list that the consoles do not show."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.meeting import Role
from nameplate.screens.inscription_search import found
from nameplate.wording.messages import N_

from .authentication import authenticate_moderator
from .context import context_of


async def show(request: Request) -> Response:
    """`GET /m/{code}/places?named=fra`: an HTML fragment. The chair's and the desk's pages request it during typing."""
    context = context_of(request)
    pass_ = await authenticate_moderator(request, N_("Only the chair and the desk look for places."))
    named = request.query_params.get("named", "")[:200]
    room = await context.room(pass_.meeting)
    fragment = context.screens.page(
        "shared/found_inscriptions.html",
        context.language(request),
        view=found(room.meeting, context.words(request), named),
        named=named,
        code=pass_.meeting,
        corrects=pass_.role is Role.DESK,
    )
    return HTMLResponse(fragment, headers={"Cache-Control": "no-store"})
