"""Meetings for the documents on paper: short, with 240 who wait, with long names."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.paper import document
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.delegations_file import read_delegations
from nameplate.planning.programme_file import read_programme
from nameplate.screens.rendering import Renderer
from nameplate.wording.country_names import country_names
from tests.cast import DESK
from tests.panel import CODE, floor_open, panel, then

LONG_NAME = ("Association of Delegations with Names of the Greatest Length that Anybody May Give " * 2)[:120]
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellerverband"
NOTE = "What do the panellists think of it, " * 7
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def seminar() -> MeetingCreated:
    return read_programme(EXAMPLES / "seminar-2013.yaml", CODE, ()).created


def crowded() -> Meeting:
    """The open list of the panel with every delegation of the example file, more than 240. Some have long names."""
    delegations = (
        *read_delegations(EXAMPLES / "delegations.csv", country_names(WEB / "locale", "en")),
        Seat("long-1", "ngo", LONG_NAME),
        Seat("long-2", "ngo", LONG_WORD),
    )
    requests = [AddInscription(seat.id) for seat in delegations[:-2]]
    requests += [AddInscription(seat.id, on_behalf_of=LONG_NAME, note=NOTE[:280]) for seat in delegations[-2:]]
    meeting = floor_open(panel(delegations=delegations))
    return then(meeting, *((DESK, request) for request in requests))


def printed(name: str, meeting: Meeting, language: str = "en") -> str:
    """A document at the time of the newest change."""
    return document(name, meeting, SCREENS, language, meeting.at)
