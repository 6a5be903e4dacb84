"""What other speaking times would do, answered while the chair moves a slider. It changes nothing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.meeting.model.bounds import MAX_SPEAKING_SECONDS, MIN_SPEAKING_SECONDS
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.screens.outlook import answer

from . import untrusted_input
from .context import context
from .json_api import MODERATES
from .problems import Problem
from .screens import LANGUAGE, room_of


async def show(request: Request) -> Response:
    """`GET /m/{code}/what-if?category=all&seconds=120`: a piece of a page, for chair and desk."""
    here = context(request)
    held = await here.enter(request)
    if held.role not in MODERATES:
        raise Problem(403, "forbidden", "Only the chair and the desk try other speaking times.")
    category = request.query_params.get("category", "all")
    if category not in (*CATEGORIES, "all"):
        raise Problem(422, "invalid", "There is no such kind of speaker.", {"field": "category"})
    seconds = untrusted_input.whole(request.query_params.get("seconds", ""))
    if seconds is None or not MIN_SPEAKING_SECONDS <= seconds <= MAX_SPEAKING_SECONDS:
        worded = f"“seconds” must be a whole number from {MIN_SPEAKING_SECONDS} to {MAX_SPEAKING_SECONDS}."
        raise Problem(422, "invalid", worded, {"field": "seconds"})
    room = await room_of(here, held.meeting)
    view = answer(room.meeting, here.screens.words(LANGUAGE), room.now_ms(), category, seconds)
    page = here.screens.page(
        "shared/what_if_answer.html", LANGUAGE, view=view, code=held.meeting, timezone=room.meeting.timezone
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})
