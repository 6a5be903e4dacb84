"""Adding a participant who was forgotten, while the meeting runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nameplate.meeting.model.bounds import CONTROL_CHARACTERS, DIRECTION_CHARACTERS, MAX_NOTE_LENGTH
from nameplate.meeting.model.categories import CATEGORIES, STATE_CATEGORIES
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.meeting.model.values import Seat

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,23}")
STATE_CODE = re.compile("[A-Z]{2}")
NO_PARTICIPANTS = ("chair", "panellist", "other")
"""Categories of persons. Other commands add these."""


@dataclass(frozen=True, slots=True)
class AddParticipant(Command):
    """Add a delegation that the list of participants does not have.

    `code` becomes the id of its seat. A State has its ISO 3166-1 code, and needs no name. `sort` is its name in the
    language of the meeting, for a draw by alphabet.
    """

    code: str
    category: str = "member_state"
    name: str = ""
    sort: str = ""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        name, sort = self.name.strip(), self.sort.strip()
        is_state = self.category in STATE_CATEGORIES and STATE_CODE.fullmatch(self.code)
        valid = {
            "code": bool(CODE.fullmatch(self.code)) and self.code != CHAIR_SEAT,
            "category": self.category in CATEGORIES and self.category not in NO_PARTICIPANTS,
            "name": bool(name or is_state) and _can_be_shown(name),
            "sort": _can_be_shown(sort),
        }
        if invalid := next((field for field, is_valid in valid.items() if not is_valid), ""):
            return Refused(Reason.INVALID, {"field": invalid})
        if self.code in meeting.seats:
            return Refused(Reason.ALREADY)
        return (ParticipantAdded(self.code, self.category, name, sort),)


@dataclass(frozen=True, slots=True)
class ParticipantAdded(Event):
    """A delegation was added to the participants."""

    seat: str
    category: str
    name: str = ""
    sort: str = ""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(self.seat not in meeting.seats, "the seat is new")
        return changed(meeting, seats={**meeting.seats, self.seat: self.as_seat})

    @property
    def as_seat(self) -> Seat:
        return Seat(self.seat, self.category, self.name, sort=self.sort)


def _can_be_shown(text: str) -> bool:
    return len(text) <= MAX_NOTE_LENGTH and not has_hidden_characters(text)


def has_hidden_characters(name: str) -> bool:
    return bool(CONTROL_CHARACTERS.search(name) or DIRECTION_CHARACTERS.search(name))
