"""Shows the effect of another speaking time while the chair moves a slider. The meeting does not change."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.meeting.model.bounds import MAX_SPEAKING_SECONDS, MIN_SPEAKING_SECONDS
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.screens.outlook import what_if_view
from nameplate.wording.messages import N_

from . import untrusted_input
from .authentication import authenticate_moderator
from .context import context_of
from .problems import Problem


async def show(request: Request) -> Response:
    """`GET /m/{code}/what-if?category=all&seconds=120`: an HTML fragment for the chair and the desk."""
    context = context_of(request)
    pass_ = await authenticate_moderator(request, N_("Only the chair and the desk try other speaking times."))
    category, seconds = _category(request), _seconds(request)
    room = await context.room(pass_.meeting)
    fragment = context.screens.page(
        "shared/what_if_answer.html",
        context.language(request),
        view=what_if_view(room.meeting, context.words(request), room.now_ms(), category, seconds),
        code=pass_.meeting,
        timezone=room.meeting.timezone,
    )
    return HTMLResponse(fragment, headers={"Cache-Control": "no-store"})


def _category(request: Request) -> str:
    """A category of speakers, or `all`. Raises `Problem` 422."""
    category = request.query_params.get("category", "all")
    if category not in (*CATEGORIES, "all"):
        raise Problem(422, "invalid", N_("There is no such kind of speaker."), {"field": "category"})
    return category


def _seconds(request: Request) -> int:
    """A speaking time. Raises `Problem` 422."""
    seconds = untrusted_input.whole_number(request.query_params.get("seconds", ""))
    if seconds is None or not MIN_SPEAKING_SECONDS <= seconds <= MAX_SPEAKING_SECONDS:
        worded = N_("“seconds” must be a whole number from %(least)s to %(most)s.")
        bounds: dict[str, str | int] = {"least": MIN_SPEAKING_SECONDS, "most": MAX_SPEAKING_SECONDS}
        raise Problem(422, "invalid", worded, {"field": "seconds"}, bounds)
    return seconds
