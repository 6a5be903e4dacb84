"""Corrects the category of a seat."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_seat
from nameplate.meeting.speakers_list.list_update_helpers import with_changed_list
from nameplate.meeting.speakers_list.orders import BY_CATEGORY, ORDERS, arrange, starting_from_receipt


@dataclass(frozen=True, slots=True)
class CorrectSeat(Command):
    """Give a delegation or a guest another category. The speaking time of that category applies from its next call."""

    seat: str
    category: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        seat = find_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        for_guests = ("other",) if seat.id.startswith("guest-") else ()
        if self.category not in (*(c for c in CATEGORIES if c not in ("panellist", "other")), *for_guests):
            return Refused(Reason.INVALID, {"field": "category"})
        if seat.category in ("chair", "panellist"):
            return Refused(Reason.INVALID, {"field": "seat"})
        return Refused(Reason.ALREADY) if seat.category == self.category else (SeatCorrected(seat.id, self.category),)


@dataclass(frozen=True, slots=True)
class SeatCorrected(Event):
    """The seat has this category. If the order of lists depends on categories, the lists are sorted again."""

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
            if speakers.purpose == "speakers" and any(one.seat == self.seat for one in speakers.waiting):
                waiting = arrange(meeting, speakers.waiting, starting_from_receipt(speakers, order))
                meeting = with_changed_list(meeting, speakers.id, waiting=waiting)
        return meeting
