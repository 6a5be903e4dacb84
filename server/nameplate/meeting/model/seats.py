"""Finds the seats that may be given the floor, and makes seats for guests."""

from __future__ import annotations

from collections.abc import Container

from .command import Actor
from .meeting import Meeting
from .refusal import Reason, Refused
from .values import Seat

CHAIR_SEAT = "chair"
"""The id of the seat of the chair."""


def guest_seat(version: int, name: str) -> Seat:
    """The seat of a guest without a seat of its own. Its id comes from the version of the event that adds the guest."""
    return Seat(f"guest-{version}", "other", name)


def unused_id(wanted: str, taken: Container[str]) -> str:
    """The wanted id, made longer until it is unused. The ids in a programme file may be equal to generated ids."""
    while wanted in taken:
        wanted += "-"
    return wanted


def find_seat(meeting: Meeting, seat: str) -> Seat | Refused:
    """The seat with this id. A refusal if it is unknown, or if another person speaks instead."""
    found = meeting.seats.get(seat)
    if found is None:
        return Refused(Reason.UNKNOWN_SEAT, {"given": seat})
    return Refused(Reason.REPLACED, {"seat": seat}) if is_replaced(meeting, found) else found


def is_replaced(meeting: Meeting, seat: Seat) -> bool:
    """Whether another person speaks instead of this panellist, so that the panellist cannot be called.

    This is false if the programme names the panellist in another item, or if the panellist has spoken or is on a list.
    """
    if not seat.replaced or seat.category != "panellist":
        return False
    foreseen = any(seat.id in (item.speaker, *item.speakers) for item in meeting.items())
    has_spoken = any(s.seat == seat.id and s.state != "put_back" for s in meeting.speeches.values())
    on_a_list = any(one.state in ("waiting", "late") for one in meeting.inscriptions.for_seat(seat.id))
    return not (foreseen or has_spoken or on_a_list)


def acting_seat(meeting: Meeting, by: Actor, named: str | None) -> str | Refused:
    """The id of the seat for which the actor acts. The chair and the desk name a seat; all others have their own."""
    seat = named or by.seat
    if seat is None:
        return Refused(Reason.NO_SEAT)
    if not by.owns(seat):
        return Refused(Reason.NOT_YOURS)
    return seat if seat in meeting.seats else Refused(Reason.UNKNOWN_SEAT, {"given": seat})


def find_remote_seat(meeting: Meeting, seat: str) -> Seat | Refused:
    """The seat with this id. A refusal if it is unknown, or if it does not take part from elsewhere."""
    found = find_seat(meeting, seat)
    if isinstance(found, Refused) or found.remote:
        return found
    return Refused(Reason.NOT_REMOTE, {"seat": seat})
