"""Remote delegations: which seats take part from elsewhere, and what is known about their connections.

A bridge reports what a conference system says about a seat. A delegation tests its own connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_remote_seat, find_seat
from nameplate.meeting.model.values import RemoteState

MICROPHONE_STATES = ("", "on", "muted")
LONGEST_ROUND_TRIP_MS = 60_000
NEVER_REMOTE = ("chair", "panellist", "other")
"""Seats of these categories have no link of a delegation. Guests have no link at all."""


@dataclass(frozen=True, slots=True)
class SetRemote(Command):
    """A delegation takes part from elsewhere, or no longer does. The source of its next requests is `remote`."""

    seat: str
    remote: bool = True

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        seat = find_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        if seat.category in NEVER_REMOTE:
            return Refused(Reason.INVALID, {"field": "seat"})
        return Refused(Reason.ALREADY) if seat.remote == self.remote else (RemoteSet(seat.id, self.remote),)


@dataclass(frozen=True, slots=True)
class RemoteSet(Event):
    """The delegation takes part from elsewhere, or no longer does."""

    seat: str
    remote: bool = True

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(self.seat in meeting.seats, "the seat is known")
        seat = changed(meeting.seats[self.seat], remote=self.remote)
        return changed(meeting, seats={**meeting.seats, self.seat: seat})


@dataclass(frozen=True, slots=True)
class ReportConnection(Command):
    """A bridge says what its conference system knows about a remote delegation now.

    `microphone` is `on`, `muted`, or empty if unknown. `hand` says that the hand is raised there now: it adds no
    inscription.
    """

    seat: str
    in_conference: bool = False
    microphone: str = ""
    hand: bool = False

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        seat = find_remote_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        if self.microphone not in MICROPHONE_STATES:
            return Refused(Reason.INVALID, {"field": "microphone"})
        known = meeting.remote.get(seat.id, RemoteState())
        values = (self.in_conference, self.microphone, self.hand)
        if known.reported_at is not None and values == (known.in_conference, known.microphone, known.hand):
            return Refused(Reason.ALREADY)
        return (ConnectionReported(seat.id, *values),)


@dataclass(frozen=True, slots=True)
class ConnectionReported(Event):
    """A bridge has said whether a delegation is in the conference, with its microphone and its hand."""

    seat: str
    in_conference: bool = False
    microphone: str = ""
    hand: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return _with_state(
            meeting,
            self.seat,
            in_conference=self.in_conference,
            microphone=self.microphone,
            hand=self.hand,
            reported_at=at,
            forgotten_at=None,
        )


@dataclass(frozen=True, slots=True)
class ForgetConnections(Command):
    """Nothing that bridges have reported is known any more. The server gives this when the last bridge is gone."""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        is_known = any(state.reported_at is not None for state in meeting.remote.values())
        return (ConnectionsForgotten(),) if is_known else Refused(Reason.ALREADY)


@dataclass(frozen=True, slots=True)
class ConnectionsForgotten(Event):
    """The bridge is gone. Nobody knows who is in the conference."""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return changed(meeting, remote={seat: forgotten(state, at) for seat, state in meeting.remote.items()})


@dataclass(frozen=True, slots=True)
class RecordConnectionTest(Command):
    """A delegation has tested its connection to this server from its own device, perhaps before it is marked as remote.

    `round_trip_ms` is the time to the server and back. `live` says that the device receives changes as they happen.
    """

    round_trip_ms: int
    live: bool = False

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if by.seat is None or by.seat not in meeting.seats:
            return Refused(Reason.NO_SEAT)
        if not 0 <= self.round_trip_ms <= LONGEST_ROUND_TRIP_MS:
            return Refused(Reason.INVALID, {"field": "round_trip_ms"})
        return (ConnectionTested(by.seat, self.round_trip_ms, self.live),)


@dataclass(frozen=True, slots=True)
class ConnectionTested(Event):
    """A delegation has tested its own connection."""

    seat: str
    round_trip_ms: int = 0
    live: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return _with_state(meeting, self.seat, tested_at=at, round_trip_ms=self.round_trip_ms, live=self.live)


def remote_state(meeting: Meeting, seat: str) -> RemoteState:
    """What is known about the connection of a seat."""
    return meeting.remote.get(seat, RemoteState())


def forgotten(state: RemoteState, at: int) -> RemoteState:
    """The same without what a bridge has reported, which is not known since `at`."""
    if state.reported_at is None:
        return state
    return changed(state, in_conference=False, microphone="", hand=False, reported_at=None, forgotten_at=at)


def _with_state(meeting: Meeting, seat: str, **changes: Any) -> Meeting:
    require(seat in meeting.seats, "the seat is known")
    state = changed(remote_state(meeting, seat), **changes)
    return changed(meeting, remote={**meeting.remote, seat: state})
