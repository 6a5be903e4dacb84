"""Points of order, and motions that have precedence over other business and are handled in the same way.

There is no vote. The chair rules and records the outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import DoesNotApply, Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import acting_seat
from nameplate.meeting.model.values import Clock, Point, Speech
from nameplate.meeting.speeches.clock import pause_running_clock, started, with_speech
from nameplate.meeting.speeches.speech_end import end_current_speech, with_point_of_order

MOTIONS = ("", "suspend_meeting", "adjourn_meeting", "adjourn_debate", "close_debate")
"""A point of order without a motion, then motions by precedence (rules 77 and 119 of the General Assembly)."""


@dataclass(frozen=True, slots=True)
class RaisePointOfOrder(Command):
    """Claim that the procedure is not followed (rules 71 and 113 of the General Assembly), at any time.

    With `motion`, propose to suspend or adjourn the meeting, or to adjourn or close the debate (rules 74 to 77). A
    setting says which categories may do this. The chair and the desk may raise it for another `seat`.
    """

    note: str = ""
    motion: str = ""
    seat: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        seat = acting_seat(meeting, by, self.seat)
        if isinstance(seat, Refused):
            return seat
        if meeting.sitting is None:
            return Refused(Reason.SITTING_NOT_OPEN)
        if len(self.note) > MAX_NOTE_LENGTH:
            return Refused(Reason.INVALID, {"field": "note"})
        if self.motion not in MOTIONS:
            return Refused(Reason.INVALID, {"field": "motion"})
        if meeting.seats[seat].category not in meeting.rules.point_categories:
            return Refused(Reason.POINT_NOT_FOR_CATEGORY)
        if any((p.seat, p.motion) == (seat, self.motion) and p.state in ("raised", "given") for p in meeting.points):
            return Refused(Reason.ALREADY)
        return (PointOfOrderRaised(seat, self.note.strip(), self.motion),)


@dataclass(frozen=True, slots=True)
class PointOfOrderRaised(Event):
    """A point of order or a motion waits for the chair."""

    seat: str
    note: str = private("")
    motion: str = ""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.sitting is not None, "a sitting is open")
        require(self.seat in meeting.seats, "the seat is known")
        point = Point(f"o{meeting.version}", self.seat, at, self.note, motion=self.motion)
        return changed(meeting, points=(*meeting.points, point))


@dataclass(frozen=True, slots=True)
class WithdrawPointOfOrder(Command):
    """Withdraw a point of order before it is heard."""

    point: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        point = _find_raised_point(meeting, self.point)
        if isinstance(point, Refused):
            return point
        return (PointOfOrderWithdrawn(point.id),) if by.owns(point.seat) else Refused(Reason.NOT_YOURS)


@dataclass(frozen=True, slots=True)
class PointOfOrderWithdrawn(Event):
    """The delegation has withdrawn its point of order."""

    point: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(_point_state(meeting, self.point) == "raised", "the point waits")
        return with_point_of_order(meeting, self.point, state="withdrawn")


@dataclass(frozen=True, slots=True)
class GivePointOfOrder(Command):
    """Give the floor to a point of order. The current speech is interrupted and its clock is paused."""

    point: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        point = _find_raised_point(meeting, self.point)
        if isinstance(point, Refused):
            return point
        sitting = meeting.sitting
        if sitting is None or sitting.state != "open":
            return Refused(Reason.SITTING_SUSPENDED if sitting else Reason.SITTING_NOT_OPEN)
        speech = meeting.speech
        if speech and speech.point:
            return Refused(Reason.POINT_ON, {"seat": speech.seat})
        paused = pause_running_clock(meeting, at)
        limit_ms = meeting.rules.point_seconds * 1000
        return (*paused, PointOfOrderGiven(point.id, limit_ms, speech.id if speech else None, resumes=bool(paused)))


@dataclass(frozen=True, slots=True)
class PointOfOrderGiven(Event):
    """The point of order has the floor. After it, the speech `interrupted` continues, with `resumes` its clock too."""

    point: str
    limit_ms: int
    interrupted: str | None = None
    resumes: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        # "lapsed": in a log of an earlier release, a point of order of an earlier sitting may get the floor.
        point = next((p for p in meeting.points if p.id == self.point and p.state in ("raised", "lapsed")), None)
        if point is None:
            raise DoesNotApply("the point waits")
        require(meeting.floor == self.interrupted and meeting.interrupted is None, "the same speech is interrupted")
        if self.interrupted:
            require(meeting.speeches[self.interrupted].clock.running_since is None, "its clock is at rest")
            meeting = with_speech(meeting, self.interrupted, state="interrupted")
        item = meeting.item.id if meeting.item else None
        clock = started(Clock(self.limit_ms), at)
        speech = Speech(f"s{meeting.version}", point.seat, clock, at, item, form="point_of_order", point=point.id)
        meeting = with_point_of_order(meeting, point.id, state="given", speech=speech.id)
        return changed(
            meeting,
            floor=speech.id,
            speeches=meeting.speeches.with_value(speech.id, speech),
            interrupted=self.interrupted,
            resumes=self.resumes,
        )


@dataclass(frozen=True, slots=True)
class RulePointOfOrder(Command):
    """Rule on a point of order, which need not be heard. The interrupted speech continues with its remaining time."""

    point: str
    ruling: str = ""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        point = next((p for p in meeting.points if p.id == self.point), None)
        if point is None:
            return Refused(Reason.UNKNOWN_POINT)
        if len(self.ruling) > MAX_NOTE_LENGTH:
            return Refused(Reason.INVALID, {"field": "ruling"})
        if point.state not in ("raised", "given", "heard"):
            return Refused(Reason.ALREADY)
        speech = meeting.speech
        heard_now = speech is not None and speech.point == point.id
        ended = end_current_speech(meeting, speech, at) if speech and heard_now else ()
        return (*ended, PointOfOrderRuled(point.id, self.ruling.strip()))


@dataclass(frozen=True, slots=True)
class PointOfOrderRuled(Event):
    point: str
    ruling: str = private("")

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        # "lapsed": in a log of an earlier release, there may be a ruling on a point of order of an earlier sitting.
        require(
            _point_state(meeting, self.point) in ("raised", "heard", "lapsed"),
            "the point is not yet ruled on, and does not have the floor",
        )
        return with_point_of_order(meeting, self.point, state="ruled", ruling=self.ruling)


def raised_points(meeting: Meeting) -> tuple[Point, ...]:
    """The points of order that wait for the chair, by precedence, then in the order in which they were raised."""
    raised = (p for p in meeting.points if p.state == "raised")
    return tuple(sorted(raised, key=lambda p: MOTIONS.index(p.motion)))


def _find_raised_point(meeting: Meeting, point: str) -> Point | Refused:
    found = next((p for p in meeting.points if p.id == point), None)
    if found is None:
        return Refused(Reason.UNKNOWN_POINT)
    return found if found.state == "raised" else Refused(Reason.ALREADY)


def _point_state(meeting: Meeting, point: str) -> str:
    return next((p.state for p in meeting.points if p.id == point), "")
