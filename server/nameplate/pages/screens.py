"""The page of each audience, with its picture already in it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import Pass
from nameplate.meeting import Meeting
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.seats import is_replaced
from nameplate.rooms.picture import Subject
from nameplate.rooms.room import Room
from nameplate.screens.rendering import AUDIENCES, OWNERS
from nameplate.store.event_log import NoMeeting

from .context import Context, context
from .problems import NOT_FOUND, Problem

LANGUAGE = "en"


async def show(request: Request) -> Response:
    """A screen as HTML; it keeps itself up to date over its socket."""
    here, audience = context(request), request.path_params["audience"]
    if audience not in AUDIENCES:
        raise Problem(*NOT_FOUND)
    held = await here.enter(request, audience)
    room = await room_of(here, held.meeting)
    subject = subject_of(room.meeting, held, audience)
    picture = room.picture(subject)
    if picture.empty:
        raise Problem(503, "outdated", "The server cannot show this screen now. Please follow another one.")
    page = here.screens.page(
        f"{audience}.html",
        LANGUAGE,
        meeting=room.meeting,
        audience=audience,
        held=held,
        regions=picture.regions(),
        **_choices(here, room.meeting) if audience in ("chair", "desk") else {},
        version=picture.shared_version,
        boot=room.boot,
        now_ms=room.now_ms(),
        speed=here.lobby.time.speed,
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def subject_of(meeting: Meeting, held: Pass, audience: str) -> Subject:
    """Whose picture a pass sees of an audience. A panellist's link is that of the item: who is replaced hands it on."""
    if OWNERS.get(audience) is not held.role:
        return Subject(audience, LANGUAGE)
    item = next((i for i in meeting.items() if held.name == f"panellist:{i.id}"), None)
    return Subject(audience, LANGUAGE, item.speaker if item and item.speaker else held.seat)


async def room_of(here: Context, code: str) -> Room:
    """The room of a meeting. Raises `Problem` 404."""
    try:
        return await here.lobby.room(code)
    except NoMeeting as gone:
        raise Problem(404, "no_meeting", "There is no such meeting here.") from gone


def _choices(here: Context, meeting: Meeting) -> dict[str, object]:
    """What the forms of chair and desk let one choose from: seats, and kinds of speakers."""
    words = here.screens.words(LANGUAGE)
    callable_seats = (s for s in meeting.seats.values() if s.category not in ("chair", "other"))
    seats = [s for s in callable_seats if not is_replaced(meeting, s)]
    return {
        "seats": [(seat.id, words.seat_name(seat), words.category(seat.category)) for seat in seats],
        "panellist": words.category("panellist"),
        "kinds": [(category, words.category(category)) for category in CATEGORIES if category != "panellist"],
    }
