"""Who may be given the floor: delegations, organizations, panellists, and guests who come without a seat."""

from __future__ import annotations

from .reasons import Reason, Refused
from .state import Meeting, Seat

CHAIR = "chair"


def guest_seat(version: int, name: str) -> Seat:
    """The seat of somebody who is on no list of delegations; its id comes from the event that let the guest in."""
    return Seat(f"guest-{version}", "other", name)


def find_seat(meeting: Meeting, seat: str) -> Seat | Refused:
    """The seat of that id."""
    return meeting.seats.get(seat) or Refused(Reason.UNKNOWN_SEAT, {"given": seat})
