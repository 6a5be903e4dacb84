"""Points of order and motions, at the top of the consoles of the chair and the desk."""

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
    """The waiting points of order; the point of order that was `heard` and needs a ruling; the interrupted speaker.

    `left_ms` is the time that the interrupted speaker still has. `over` says that the point of order has been made, and
    that only the ruling is missing.
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
    """Whether the chair can rule on a point of order now.

    This is true while the point of order has the floor. After that, it is true in the same sitting until a second
    speaker has been called. So a chair who calls one speaker too early can still rule, and a forgotten ruling
    disappears after the second call.
    """
    sitting = meeting.sitting
    if sitting is None or point.speech is None or point.state not in ("given", "heard"):
        return False
    began, newest = meeting.speeches[point.speech].began_at, [*islice(reversed(meeting.speeches), 2)]
    return point.speech in newest and began >= (sitting.opened_at or 0)


def _point(meeting: Meeting, words: Words, point: Point) -> PointView:
    name = words.seat_name(meeting.seats[point.seat])
    return PointView(point.id, words.translate(MOTION_LABELS[point.motion]), name, point.note, bool(point.motion))
