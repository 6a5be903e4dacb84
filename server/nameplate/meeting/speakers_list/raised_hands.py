"""Hands that are raised in a conference system become inscriptions. A bridge gives these commands.

A bridge needs some time to say that a hand was raised, and a delegation in the room needs none. So the inscription
counts as received when the hand was raised, within bounds: at most `MOST_EARLIER_MS` before the bridge said so, never
before the list accepted requests, and never in the future.
"""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_remote_seat
from nameplate.meeting.model.values import Inscription, SpeakersList

from .inscription_checks import check_may_inscribe
from .inscription_lookup import new_inscription_id
from .inscription_moves import move_to_past, with_new_inscription
from .list_lookup import list_taking_requests, place_in_queue, require_list

MOST_EARLIER_MS = 30_000
"""A setting, not a rule. A hand that was raised earlier than this counts as received this long ago."""


@dataclass(frozen=True, slots=True)
class RaiseHand(Command):
    """A remote delegation has raised its hand in the conference: it requests the floor.

    `raised_at` is the time at which the hand was raised (UTC, ms). It is the time of receipt, unless it is more than 30
    seconds ago, before the list accepted requests, or later than now. Left out, it is now.
    """

    seat: str
    raised_at: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        seat = find_remote_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        speakers = list_taking_requests(meeting)
        if speakers is None:
            return Refused(Reason.LIST_CLOSED if meeting.lists else Reason.NO_LIST)
        if _raised_hands(meeting, seat.id, speakers.id):
            place = place_in_queue(speakers, seat.id)
            return Refused(Reason.ALREADY_INSCRIBED, {"place": place}) if place else Refused(Reason.ALREADY)
        if refused := check_may_inscribe(meeting, speakers, seat.id):
            return refused
        raised_at = at if self.raised_at is None else self.raised_at
        return (HandRaised(speakers.id, seat.id, _received_at(speakers, raised_at, at), raised_at),)


@dataclass(frozen=True, slots=True)
class HandRaised(Event):
    """A remote delegation has an inscription, because it raised its hand in the conference.

    `received_at` is the time of receipt that counts. `raised_at` is what the bridge said.
    """

    list: str
    seat: str
    received_at: int
    raised_at: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(self.seat in meeting.seats, "the seat is known")
        require(require_list(meeting, self.list).state == "open", "the list is open")
        new = Inscription(
            new_inscription_id(meeting),
            self.seat,
            self.list,
            self.received_at,
            source="remote",
            raised_at=self.raised_at,
        )
        return with_new_inscription(meeting, new)


@dataclass(frozen=True, slots=True)
class LowerHand(Command):
    """A remote delegation has lowered its hand in the conference: it withdraws the request that its hand has made.

    A request that it made on its phone, or that the desk added, stays. `lowered_at` is the time at which the hand was
    lowered (UTC, ms). If the hand was raised again after that, nothing is withdrawn.
    """

    seat: str
    lowered_at: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        seat = find_remote_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        raised = _raised_hands(meeting, seat.id)
        if not raised:
            return Refused(Reason.NOT_WAITING)
        if self.lowered_at is not None:
            raised = [one for one in raised if (one.raised_at or 0) <= self.lowered_at]
        return tuple(HandLowered(one.id) for one in raised) or Refused(Reason.OVERTAKEN)


@dataclass(frozen=True, slots=True)
class HandLowered(Event):
    """The delegation lowered its hand in the conference, so its inscription was withdrawn."""

    inscription: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return move_to_past(meeting, self.inscription, "withdrawn")


def _received_at(speakers: SpeakersList, raised_at: int, at: int) -> int:
    """The time of receipt that counts for a hand that was raised at `raised_at`. `at` is now."""
    earliest = max(at - MOST_EARLIER_MS, speakers.since or 0)
    return min(at, max(earliest, raised_at))


def _raised_hands(meeting: Meeting, seat: str, speakers: str | None = None) -> list[Inscription]:
    """The waiting inscriptions of a seat that its raised hand has made: on one list, or on all lists."""
    return [
        one
        for one in meeting.inscriptions.for_seat(seat)
        if one.raised_at is not None and one.state == "waiting" and speakers in (None, one.list)
    ]
