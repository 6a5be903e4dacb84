"""The next step: the one press that takes the meeting further, and the words to read aloud with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nameplate.meeting import Meeting
from nameplate.meeting.interruptions import standing_points
from nameplate.meeting.ordering import next_up
from nameplate.meeting.state import Item, Point

from . import parts
from .words import MOTIONS, Words, item_title

NO_VALUES: Mapping[str, str | bool] = {}


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what it says, which command it gives, with which fields."""

    label: str
    command: str
    values: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next in one press, and the words to read aloud with it.

    `press` is None when there is nothing to do.
    """

    press: Press | None
    say: str
    why_not: str = ""


def next_step(meeting: Meeting, words: Words) -> Next:
    """The one press that takes the meeting a step further."""
    sitting = meeting.sitting
    if sitting is None:
        planned = next((s for s in meeting.sittings if s.state == "planned"), None)
        if planned is None:
            return Next(None, "", words.text("All sittings are adjourned."))
        return Next(Press(words.text("Open the sitting"), "open-sitting", {"sitting": planned.id}), "")
    if sitting.state == "suspended":
        return Next(Press(words.text("Resume the sitting"), "resume-sitting", NO_VALUES), "")
    if meeting.speech and meeting.speech.point:
        return _after_point(meeting, words, meeting.speech.point)
    if raised := next(iter(standing_points(meeting)), None):
        return _hear(meeting, words, raised)
    if _somebody_to_call(meeting):
        return _call_next(meeting, words)
    item, speakers = meeting.item, parts.current_list(meeting)
    if item and item.list and speakers and speakers.state == "unopened":
        return Next(Press(words.text("Open the list of speakers"), "open-list", {"item": item.id}), "")
    if item and item.list and speakers and speakers.state == "open":
        return _nobody_waits(meeting, words, item)
    return _go_on(meeting, words)


def first_said(meeting: Meeting, words: Words) -> str:
    """Who comes first after the present speaker, as the chair says it; nothing when nobody comes."""
    coming = parts.coming(meeting, words)
    return _said(meeting, words, coming[0]) if coming else ""


def say(words: Words, who: str, followed_by: str) -> str:
    """The line to read aloud."""
    if followed_by:
        return words.text("I now give the floor to %(who)s, to be followed by %(next)s.", who=who, next=followed_by)
    return words.text("I now give the floor to %(who)s.", who=who)


def _somebody_to_call(meeting: Meeting) -> bool:
    """Whether the open item has somebody left to call, or a right of reply is due.

    Who waits for a later item is not called in this one.
    """
    up = next_up(meeting)
    return up is not None and (meeting.item is not None or bool(up.inscription and up.inscription.turn))


def _after_point(meeting: Meeting, words: Words, point: str) -> Next:
    waits = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
    if waits is None:
        return Next(Press(words.text("The point of order is settled"), "rule-point-of-order", {"point": point}), "")
    seat = meeting.seats[waits.seat]
    label = words.text("Settled: %(name)s goes on", name=words.seat_name(seat))
    aloud = words.text("I ask %(who)s to continue.", who=words.seat_said(seat))
    return Next(Press(label, "rule-point-of-order", {"point": point}), aloud)


def _hear(meeting: Meeting, words: Words, point: Point) -> Next:
    """A point of order goes before everything: the list waits until the chair has heard it or set it aside."""
    seat = meeting.seats[point.seat]
    what = words.text(MOTIONS[point.motion])
    label = words.text("Hear: %(what)s, %(name)s", what=what, name=words.seat_name(seat))
    aloud = words.text("I give the floor to %(who)s for a point of order.", who=words.seat_said(seat))
    if point.motion:
        aloud = words.text("I give the floor to %(who)s for a motion.", who=words.seat_said(seat))
    return Next(Press(label, "give-point-of-order", {"point": point.id}), aloud)


def _nobody_waits(meeting: Meeting, words: Words, item: Item) -> Next:
    """The list is open, so somebody may still ask: a discussion is not left before it began, nor over a speech."""
    if meeting.speech:
        return Next(Press(words.text("End the speech"), "end-speech", {"speech": meeting.speech.id}), "")
    if any(speech.item == item.id for speech in meeting.speeches.values()):
        return _go_on(meeting, words)
    return Next(None, "", words.text("Nobody has asked for the floor yet"))


def _call_next(meeting: Meeting, words: Words) -> Next:
    coming = parts.coming(meeting, words)
    first, after = coming[0], coming[1] if len(coming) > 1 else None
    last = meeting.last_speech
    press = Press(
        words.text("Give the floor to %(name)s", name=first.name),
        "give-floor-to-next",
        {"after": last.id if last else ""},
    )
    return Next(press, say(words, _said(meeting, words, first), _said(meeting, words, after) if after else ""))


def _go_on(meeting: Meeting, words: Words) -> Next:
    later = parts.later_items(meeting)
    if not later:
        return Next(Press(words.text("Adjourn the sitting"), "adjourn-sitting", _ending(meeting)), "")
    item = later[0]
    if item.speaker:
        coming = parts.coming(meeting, words)
        seat = meeting.seats[item.speaker]
        press = Press(
            words.text("Give the floor to %(name)s", name=words.seat_name(seat)), "give-floor", {"item": item.id}
        )
        following = [p for p in coming if p.seat != item.speaker][:1]
        said = words.seat_said(seat, item.on_behalf_of)
        return Next(press, say(words, said, _said(meeting, words, following[0]) if following else ""))
    label = words.text("Go on to: %(item)s", item=item_title(words, meeting, item.id))
    return Next(Press(label, "open-item", {"item": item.id, **_ending(meeting)}), "")


def _ending(meeting: Meeting) -> Mapping[str, bool]:
    return {"ending": True} if meeting.floor else {}


def _said(meeting: Meeting, words: Words, place: parts.Place) -> str:
    return words.seat_said(meeting.seats[place.seat], place.on_behalf_of)
