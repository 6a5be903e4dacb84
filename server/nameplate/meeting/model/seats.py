"""Who may be given the floor: delegations, organizations, panellists, and guests who come without a seat."""

from __future__ import annotations

from collections.abc import Container

from .command import Actor
from .meeting import Meeting
from .refusal import Reason, Refused
from .values import Seat

CHAIR = "chair"


def guest_seat(version: int, name: str) -> Seat:
    """The seat of somebody who is on no list of delegations; its id comes from the event that let the guest in."""
    return Seat(f"guest-{version}", "other", name)


def unused(name: str, taken: Container[str]) -> str:
    """The name, made longer until nothing has it: a file may use names like those that a meeting makes."""
    while name in taken:
        name += "-"
    return name


def find_seat(meeting: Meeting, seat: str) -> Seat | Refused:
    """The seat of that id, refused when somebody else speaks in its place."""
    found = meeting.seats.get(seat)
    if found is None:
        return Refused(Reason.UNKNOWN_SEAT, {"given": seat})
    return Refused(Reason.REPLACED, {"seat": seat}) if is_replaced(meeting, found) else found


def is_replaced(meeting: Meeting, seat: Seat) -> bool:
    """Whether another person speaks instead of a panellist, of whom nothing else is known in the room.

    One who is foreseen in another item, who has spoken or who waits on a list is there, and can be called.
    """
    if not seat.replaced or seat.category != "panellist":
        return False
    foreseen = any(seat.id in (item.speaker, *item.speakers) for item in meeting.items())
    spoken = any(s.seat == seat.id and s.state != "put_back" for s in meeting.speeches.values())
    waits = any(place.state in ("waiting", "late") for place in meeting.inscriptions.for_seat(seat.id))
    return not (foreseen or spoken or waits)


def acting_seat(meeting: Meeting, by: Actor, named: str | None) -> str | Refused:
    """The seat for which somebody acts: the own one, or for chair and desk the one named."""
    seat = named or by.seat
    if seat is None:
        return Refused(Reason.NO_SEAT)
    if not by.owns(seat):
        return Refused(Reason.NOT_YOURS)
    return seat if seat in meeting.seats else Refused(Reason.UNKNOWN_SEAT, {"given": seat})
