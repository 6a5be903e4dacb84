"""Points of order, and motions that are treated like them, at the top of the consoles of chair and desk."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from nameplate.meeting import Meeting
from nameplate.meeting.floor.points_of_order import raised_points
from nameplate.meeting.model.values import Point
from nameplate.meeting.speeches.clock import remaining_ms
from nameplate.wording.labels import MOTION_LABELS
from nameplate.wording.language import Words


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of order or a motion in words."""

    id: str
    what: str
    name: str
    note: str
    is_motion: bool


@dataclass(frozen=True, slots=True)
class Points:
    """The points of order that wait; the one that is `heard` and to be ruled on; and who is interrupted by it.

    `left_ms` is what the interrupted one still has; `over`: it has been heard, and only the ruling is still to come.
    """

    waiting: tuple[PointView, ...]
    heard: PointView | None
    interrupted: str
    left_ms: int = 0
    over: bool = False


def points(meeting: Meeting, words: Words) -> Points:
    heard = next((p for p in meeting.points if is_to_be_ruled_on(meeting, p)), None)
    waits = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
    return Points(
        tuple(_point(meeting, words, p) for p in raised_points(meeting)),
        _point(meeting, words, heard) if heard else None,
        words.seat_name(meeting.seats[waits.seat]) if waits else "",
        max(0, remaining_ms(waits.clock, meeting.at)) if waits else 0,
        heard is not None and heard.speech != meeting.floor,
    )


def is_to_be_ruled_on(meeting: Meeting, point: Point) -> bool:
    """Whether the room waits for a ruling: the point is heard, or was in this sitting and at most one was called since.

    So a chair who calls the next speaker first can still rule, and a ruling that was forgotten does not stand for ever.
    """
    sitting = meeting.sitting
    if sitting is None or point.speech is None or point.state not in ("given", "heard"):
        return False
    began, newest = meeting.speeches[point.speech].began_at, [*islice(reversed(meeting.speeches), 2)]
    return point.speech in newest and began >= (sitting.opened_at or 0)


def _point(meeting: Meeting, words: Words, point: Point) -> PointView:
    name = words.seat_name(meeting.seats[point.seat])
    return PointView(point.id, words.translate(MOTION_LABELS[point.motion]), name, point.note, bool(point.motion))
