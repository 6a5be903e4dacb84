"""The chair's console: the next step in one press, who has the floor, the list, the programme, and Undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nameplate.meeting import Meeting
from nameplate.meeting.inscriptions import replies_list
from nameplate.meeting.interruptions import standing_points
from nameplate.meeting.ordering import next_up
from nameplate.meeting.state import Drawn, Item, Notice, Point

from . import acts, parts
from .words import ORDERS, Words, item_title

FLOOR_CATEGORIES = parts.FLOOR_CATEGORIES
NO_VALUES: Mapping[str, str | bool] = {}


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what it says, which command it gives, with which fields."""

    label: str
    command: str
    values: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor and what the chair can do about it."""

    holder: parts.Holder | None
    after: str
    say: str
    notice: Notice | None
    recovered: bool
    put_back: parts.Place | None


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next in one press, and the words to read aloud with it.

    `press` is None when there is nothing to do.
    """

    press: Press | None
    say: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of order."""

    id: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Points:
    """The points of order that wait, the one that is being heard, and who is interrupted by it."""

    waiting: tuple[PointView, ...]
    heard: PointView | None
    interrupted: str


@dataclass(frozen=True, slots=True)
class Times:
    """Speaking time in force, and the kinds for which it can be changed."""

    limits: tuple[parts.Limit, ...]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SpeakersListView:
    """The list at hand."""

    state: str
    places: tuple[parts.Place, ...]
    can_give: bool
    after: str
    late: tuple[parts.Place, ...] = ()
    replies: tuple[parts.Place, ...] = ()
    order: str = "receipt"
    orders: tuple[tuple[str, str], ...] = ()
    drawn: Drawn | None = None
    closes_at: int | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """The steps of the sitting and the sitting itself."""

    sitting: str | None
    state: str
    steps: tuple[parts.Step, ...]
    floor_taken: bool
    join_shown: bool


@dataclass(frozen=True, slots=True)
class Messages:
    """The words that stand on the screens of the speaker and of the hall."""

    speaker: Notice | None
    hall: Notice | None
    floor_taken: bool


def regions(meeting: Meeting, words: Words, recovered: str | None = None) -> dict[str, object]:
    """The regions of the console."""
    return {
        "status": parts.status(meeting, words),
        "floor": floor(meeting, words, recovered),
        "points": points(meeting, words),
        "next": next_step(meeting, words),
        "speakers_list": speakers_list(meeting, words),
        "programme": programme(meeting, words),
        "times": times(meeting, words),
        "messages": messages(meeting),
        "undo": acts.recent(meeting, words),
    }


def floor(meeting: Meeting, words: Words, recovered: str | None) -> Floor:
    """Who has the floor."""
    holder = parts.holder(meeting, words)
    last = meeting.last_speech
    return Floor(
        holder=holder,
        after=last.id if last else "",
        say=say(words, holder.said, _first_said(meeting, words)) if holder else "",
        notice=parts.notice(meeting, "speaker"),
        recovered=holder is not None and recovered == holder.speech,
        put_back=_last_called(meeting, words),
    )


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
    if _somebody_to_call(meeting):
        return _call_next(meeting, words)
    item, speakers = meeting.item, parts.current_list(meeting)
    if item and item.list and speakers and speakers.state == "unopened":
        return Next(Press(words.text("Open the list of speakers"), "open-list", {"item": item.id}), "")
    if item and item.list and speakers and speakers.state == "open":
        return _nobody_waits(meeting, words, item)
    return _go_on(meeting, words)


def points(meeting: Meeting, words: Words) -> Points:
    """Points of order, above everything."""
    speech = meeting.speech
    heard = next((p for p in meeting.points if speech and p.id == speech.point), None)
    waits = meeting.speeches[meeting.interrupted].seat if meeting.interrupted else None
    return Points(
        tuple(_point(meeting, words, p) for p in standing_points(meeting)),
        _point(meeting, words, heard) if heard else None,
        words.seat_name(meeting.seats[waits]) if waits else "",
    )


def times(meeting: Meeting, words: Words) -> Times:
    """Speaking time by kind, longest first; kinds with the same time together."""
    return Times(parts.limits(meeting, words), tuple((c, words.category(c)) for c in FLOOR_CATEGORIES))


def speakers_list(meeting: Meeting, words: Words) -> SpeakersListView:
    """The list with what may be done to it."""
    speakers = parts.current_list(meeting)
    can_give = meeting.sitting is not None and meeting.sitting.state == "open"
    last = meeting.last_speech
    replies = replies_list(meeting)
    return SpeakersListView(
        speakers.state if speakers else "",
        parts.places(meeting, words),
        can_give,
        last.id if last else "",
        late=tuple(parts.place(meeting, words, i, 0) for i in (speakers.late if speakers else ())),
        replies=tuple(parts.place(meeting, words, i, n) for n, i in enumerate(replies.waiting if replies else (), 1)),
        order=meeting.rules.order,
        orders=tuple((name, words.text(said)) for name, said in ORDERS.items()),
        drawn=speakers.drawn if speakers else None,
        closes_at=speakers.closes_at if speakers else None,
    )


def programme(meeting: Meeting, words: Words) -> ProgrammeView:
    """The steps of the sitting."""
    sitting = parts.shown_sitting(meeting)
    return ProgrammeView(
        sitting.id if sitting else None,
        sitting.state if sitting else "",
        parts.programme(meeting, words),
        meeting.floor is not None,
        meeting.join_shown,
    )


def messages(meeting: Meeting) -> Messages:
    """What stands on other people's screens."""
    return Messages(parts.notice(meeting, "speaker"), parts.notice(meeting, "hall"), meeting.floor is not None)


def say(words: Words, who: str, followed_by: str) -> str:
    """The line to read aloud."""
    if followed_by:
        return words.text("I now give the floor to %(who)s, to be followed by %(next)s.", who=who, next=followed_by)
    return words.text("I now give the floor to %(who)s.", who=who)


def _somebody_to_call(meeting: Meeting) -> bool:
    """Whether the open item has somebody left to call. Who waits for a later item is not called in this one."""
    return meeting.item is not None and next_up(meeting) is not None


def _after_point(meeting: Meeting, words: Words, point: str) -> Next:
    waits = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
    if waits is None:
        return Next(Press(words.text("The point of order is settled"), "rule-point-of-order", {"point": point}), "")
    seat = meeting.seats[waits.seat]
    label = words.text("Settled: %(name)s goes on", name=words.seat_name(seat))
    aloud = words.text("I ask %(who)s to continue.", who=words.seat_said(seat))
    return Next(Press(label, "rule-point-of-order", {"point": point}), aloud)


def _point(meeting: Meeting, words: Words, point: Point) -> PointView:
    return PointView(point.id, words.seat_name(meeting.seats[point.seat]), point.note)


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


def _first_said(meeting: Meeting, words: Words) -> str:
    coming = parts.coming(meeting, words)
    return _said(meeting, words, coming[0]) if coming else ""


def _said(meeting: Meeting, words: Words, place: parts.Place) -> str:
    return words.seat_said(meeting.seats[place.seat], place.on_behalf_of)


def _last_called(meeting: Meeting, words: Words) -> parts.Place | None:
    """Whom a wrong call concerned: the last one called from the list, while the call can still be taken back."""
    last = meeting.last_speech
    if last is None or last.inscription is None or last.state == "put_back":
        return None
    seat = meeting.seats[last.seat]
    return parts.Place(seat.id, words.seat_name(seat), seat.title, "", seat.category, last.id)
