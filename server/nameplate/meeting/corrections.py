"""What is put right while the meeting runs: who has the floor, and the category of a seat."""

from __future__ import annotations

from dataclasses import dataclass

from .clock import on_the_floor, with_speech
from .floor import form_and_group, request_on
from .inscriptions import find_inscription, leave_waiting, left_the_floor, may_join, return_waiting, the_list, with_list
from .modalities import CATEGORIES
from .ordering import ORDERS, arranged, from_receipt, spoken
from .reasons import Reason, Refused
from .seats import find_seat
from .state import Command, Event, Meeting, Presser, changed, require

BY_CATEGORY = ("alternate", "kept")
"""The orders of the list that depend on categories."""


@dataclass(frozen=True, slots=True)
class CorrectFloor(Command):
    """Somebody else has the floor than was called: the speech goes on under the right name, its clock untouched.

    Who was called by mistake waits again, first on the list, or, having asked again meanwhile, waits in that place. The
    limit stays too; `AdjustClock` changes it.
    """

    seat: str
    speech: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        speech = on_the_floor(meeting, self.speech)
        if isinstance(speech, Refused):
            return speech
        if speech.point:
            return Refused(Reason.POINT_ON)
        seat = find_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        if seat.id == speech.seat:
            return Refused(Reason.HAS_FLOOR, {"seat": seat.id})
        place = find_inscription(meeting, speech.inscription) if speech.inscription else None
        own = request_on(meeting.lists[place.list] if place else the_list(meeting, None), seat.id)
        return (FloorCorrected(speech.id, seat.id, own.id if own else None, speech.seat),)


@dataclass(frozen=True, slots=True)
class FloorCorrected(Event):
    """A speech is another seat's than it `was`, and comes from that seat's `inscription`, if it has one."""

    speech: str
    seat: str
    inscription: str | None = None
    was: str = ""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.floor == self.speech, "the speech has the floor")
        require(self.seat in meeting.seats, "the seat is known")
        speech = meeting.speeches[self.speech]
        called = find_inscription(meeting, speech.inscription) if speech.inscription else None
        if called and may_join(meeting, meeting.lists[called.list], called.seat, late=False):
            meeting = return_waiting(meeting, called.id)
        elif called:
            meeting = left_the_floor(meeting, called.id, "removed")
        place = find_inscription(meeting, self.inscription) if self.inscription else None
        if self.inscription:
            meeting = leave_waiting(meeting, self.inscription, "speaking")
        form, behalf = form_and_group(meeting, self.seat, place)
        if place is None and speech.form == "right_of_reply":
            form = speech.form
        changes = {"seat": self.seat, "inscription": self.inscription, "form": form, "on_behalf_of": behalf}
        return spoken(with_speech(meeting, speech.id, **changes))


@dataclass(frozen=True, slots=True)
class CorrectSeat(Command):
    """Give a delegation or a guest another category. It is granted the time of that category from its next call on."""

    seat: str
    category: str

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        seat = find_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        guests = ("other",) if seat.id.startswith("guest-") else ()
        if self.category not in (*(c for c in CATEGORIES if c not in ("panellist", "other")), *guests):
            return Refused(Reason.INVALID, {"field": "category"})
        if seat.category in ("chair", "panellist"):
            return Refused(Reason.INVALID, {"field": "seat"})
        return Refused(Reason.ALREADY) if seat.category == self.category else (SeatCorrected(seat.id, self.category),)


@dataclass(frozen=True, slots=True)
class SeatCorrected(Event):
    """The seat is of this category; lists whose order depends on it are arranged anew."""

    seat: str
    category: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(self.seat in meeting.seats, "the seat is known")
        seat = changed(meeting.seats[self.seat], category=self.category)
        meeting = changed(meeting, seats={**meeting.seats, self.seat: seat})
        if meeting.rules.order not in BY_CATEGORY:
            return meeting
        order = ORDERS[meeting.rules.order]
        for speakers in meeting.lists.values():
            if speakers.kind == "speakers" and any(row.seat == self.seat for row in speakers.waiting):
                rows = arranged(meeting, speakers.waiting, from_receipt(speakers, order))
                meeting = with_list(meeting, speakers.id, waiting=rows)
        return meeting
