"""Putting right the category of a seat, which decides its speaking time and, in some orders, its place on the list."""

from __future__ import annotations

from dataclasses import dataclass

from .inscriptions import with_list
from .modalities import CATEGORIES
from .ordering import ORDERS, arranged, from_receipt
from .reasons import Reason, Refused
from .seats import find_seat
from .state import Command, Event, Meeting, Presser, changed, require

BY_CATEGORY = ("alternate", "kept")
"""The orders of the list that depend on categories."""


@dataclass(frozen=True, slots=True)
class CorrectSeat(Command):
    """Give a delegation or a guest another category. It is granted the time of that category from its next call on."""

    seat: str
    category: str

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        seat = find_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        if self.category not in CATEGORIES or self.category == "panellist":
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
