"""Corrects the category of a seat."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_seat
from nameplate.meeting.speakers_list.inscriptions import with_list
from nameplate.meeting.speakers_list.orders import ORDERS, arranged, from_receipt

BY_CATEGORY = ("alternate", "kept")
"""The orders of the list that depend on categories."""


@dataclass(frozen=True, slots=True)
class CorrectSeat(Command):
    """Give a delegation or a guest another category. It is granted the time of that category from its next call on."""

    seat: str
    category: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
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
            if speakers.purpose == "speakers" and any(row.seat == self.seat for row in speakers.waiting):
                rows = arranged(meeting, speakers.waiting, from_receipt(speakers, order))
                meeting = with_list(meeting, speakers.id, waiting=rows)
        return meeting
