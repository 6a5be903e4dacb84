"""The 2015 panel with a few delegations, which most tests of the server use."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from nameplate.meeting import Actor, Command, Meeting, perform, record
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.paths import EXAMPLES
from nameplate.planning.programme_file import read_programme
from tests.cast import CHAIR

CODE = "PANEL234"
AT = 1_425_369_600_000
SITTING, SLOT_1, REPLIES_1, SLOT_2 = "meeting-1", "p-9", "p-10", "p-11"
PRESENTATIONS = ("p-4", "p-5", "p-6", "p-7", "p-8")
DELEGATIONS = (
    Seat("FR", "member_state"),
    Seat("KE", "member_state"),
    Seat("BR", "member_state"),
    Seat("NO", "observer_state"),
    Seat("EU", "igo", "European Union"),
)
FLOOR_OPEN: tuple[Command, ...] = (OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())


@cache
def _programme() -> MeetingCreated:
    return read_programme(EXAMPLES / "hrc28-panel-2015.yaml", CODE, ()).created


def panel(code: str = CODE, delegations: tuple[Seat, ...] = DELEGATIONS) -> MeetingCreated:
    """The event that creates the panel."""
    read = _programme()
    return replace(read, code=code, seats=(*delegations, *read.seats))


def begun(created: MeetingCreated | None = None, at: int = AT) -> Meeting:
    """The meeting just after its creation."""
    return record(Meeting(), created or panel(), at, "secretariat", 1)


def then(meeting: Meeting, *commands: tuple[Actor, Command], later: int = 0) -> Meeting:
    """The meeting after commands: the first `later` ms and a second after the newest event, the others a second apart.

    All must be accepted.
    """
    at = meeting.at + later
    for second, (by, command) in enumerate(commands, 1):
        after = perform(meeting, command, by, at + second * 1000)
        assert isinstance(after, Meeting), f"{command} by {by.name} is refused: {after}"
        meeting = after
    return meeting


def floor_open(created: MeetingCreated | None = None) -> Meeting:
    """The meeting with the first slot of the discussion and its list open. The list is empty."""
    return then(begun(created), *((CHAIR, command) for command in FLOOR_OPEN))
