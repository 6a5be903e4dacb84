"""The page of each audience. It contains the newest picture, so that it shows everything before it connects."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import Pass
from nameplate.meeting import Meeting
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.seats import is_replaced
from nameplate.rooms.picture import Subject
from nameplate.screens.rendering import AUDIENCES, OWNERS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .authentication import authenticate
from .context import context_of
from .problems import NOT_FOUND, Problem


async def show(request: Request) -> Response:
    """`GET /m/{code}/{audience}`. The page then keeps itself up to date over its WebSocket."""
    context, audience = context_of(request), request.path_params["audience"]
    if audience not in AUDIENCES:
        raise Problem(*NOT_FOUND)
    pass_ = await authenticate(request, audience)
    room = await context.room(pass_.meeting)
    language = context.language(request)
    picture = room.picture(subject_of(room.meeting, pass_, audience, language))
    if picture.empty:
        raise Problem(503, "outdated", N_("The server cannot show this screen now. Please follow another one."))
    page = context.screens.page(
        f"{audience}.html",
        language,
        meeting=room.meeting,
        audience=audience,
        pass_=pass_,
        regions=picture.regions(),
        **_form_choices(context.screens.words(language), room.meeting) if audience in ("chair", "desk") else {},
        version=picture.shared_version,
        boot=room.boot,
        now_ms=room.now_ms(),
        speed=context.lobby.time.speed,
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def subject_of(meeting: Meeting, pass_: Pass, audience: str, language: str) -> Subject:
    """Which picture of an audience a pass sees: a picture for one seat, or the picture that all share.

    A panellist's pass belongs to an item. When the speaker of the item is replaced, it shows the new speaker's picture.
    """
    if OWNERS.get(audience) is not pass_.role:
        return Subject(audience, language)
    item = next((i for i in meeting.items() if pass_.name == f"panellist:{i.id}"), None)
    return Subject(audience, language, item.speaker if item and item.speaker else pass_.seat)


def _form_choices(words: Words, meeting: Meeting) -> dict[str, object]:
    """What the forms of the chair and the desk offer for choice: seats, and categories of speakers."""
    may_speak = (s for s in meeting.seats.values() if s.category not in ("chair", "other"))
    seats = [s for s in may_speak if not is_replaced(meeting, s)]
    return {
        "seats": [(seat.id, words.seat_name(seat), words.category(seat.category)) for seat in seats],
        "panellist": words.category("panellist"),
        "kinds": [(category, words.category(category)) for category in CATEGORIES if category != "panellist"],
    }
