"""Parts that several audiences see: where the meeting is, who has the floor, who waits, what the programme holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.floor.next_speaker import UpcomingCall, upcoming_calls
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.values import Inscription, Item, Notice, Sitting, SpeakersList, Speech, foreseen_speakers
from nameplate.meeting.notices import visible_notices
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.list_lookup import find_current_list, place_in_queue
from nameplate.meeting.speakers_list.order_reasons import OrderReason, order_reasons
from nameplate.meeting.speeches.clock import warning_thresholds
from nameplate.meeting.speeches.speaking_times import current_limits
from nameplate.wording.labels import ITEM_KIND_LABELS, MOTION_LABELS
from nameplate.wording.language import Words, item_title
from nameplate.wording.place_reasons import PLACE_REASONS

from .render_context import RenderContext, computed_once

SHOWN = 200
"""So many of a list are shown; of a longer one it is said how many more wait."""

FLOOR_CATEGORIES = tuple(c for c in CATEGORIES if c not in ("panellist", "concerned_country"))


@dataclass(frozen=True, slots=True)
class Status:
    """Where the meeting is: its sitting, item and list.

    Times are milliseconds UTC, shown in the meeting's time zone.
    """

    meeting: str
    body: str
    room: str
    timezone: str
    sitting: str | None
    sitting_state: str
    start: int
    end: int
    theme: str
    until: str
    item: str | None
    item_title: str
    list_state: str
    waiting: int
    closes_at: int | None
    limits: tuple[Limit, ...]
    limits_since: int | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the floor, with the clock. `foreseen`: the programme's own speaker, not somebody from the list.

    `warn_ms` and `last_ms` are the time left at which the clock warns, and warns for the last time.
    """

    speech: str
    seat: str
    name: str
    said: str
    title: str
    theme: str
    on_behalf_of: str
    category: str
    form: str
    form_words: str
    reply_number: str
    reply_to: str
    inscription: str | None
    limit_ms: int
    warn_ms: int
    last_ms: int
    elapsed_ms: int
    running_since: int | None
    foreseen: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody who waits or is to come. `reply_number` says which right of reply it is, unless it is the first."""

    seat: str
    name: str
    title: str
    category: str
    kind: str
    inscription: str | None = None
    number: int = 0
    form: str = "statement"
    on_behalf_of: str = ""
    source: str = ""
    form_words: str = ""
    note: str = ""
    to: str = ""
    reply_to: str = ""
    why: str = ""
    guest: bool = False
    priority: bool = False
    reply_number: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """Speaking time of some kinds of speakers, in words."""

    ms: int
    kinds: str


@dataclass(frozen=True, slots=True)
class Step:
    """An item of the programme."""

    id: str
    kind: str
    kind_words: str
    title: str
    speaker: str
    minutes: int | None
    state: str
    holds_floor: bool


def status(meeting: Meeting, words: Words) -> Status:
    """Where the meeting is."""
    sitting = shown_sitting(meeting)
    item = meeting.item
    speakers = current_list(meeting)
    return Status(
        meeting=meeting.title,
        body=meeting.body,
        room=meeting.room,
        timezone=meeting.timezone,
        sitting=sitting.id if sitting else None,
        sitting_state=sitting.state if sitting else "planned",
        start=sitting.start if sitting else 0,
        end=sitting.end if sitting else 0,
        theme=sitting.theme if sitting else "",
        until=sitting.until if sitting else "",
        item=item.id if item else None,
        item_title=item_title(words, meeting, item.id) if item else "",
        list_state=list_state(meeting),
        waiting=len(speakers.waiting) if speakers else 0,
        closes_at=_still_to_come(meeting, speakers.closes_at if speakers else None),
        limits=limits(meeting, words),
        limits_since=meeting.limits_since,
    )


def _still_to_come(meeting: Meeting, at: int | None) -> int | None:
    """A moment, unless it is past: an automatic closing that was undone does not come again."""
    return at if at is not None and at > meeting.at else None


def holder(meeting: Meeting, words: Words) -> Holder | None:
    """Who has the floor."""
    return _holder(meeting, words, meeting.speech) if meeting.speech else None


def interrupted(meeting: Meeting, words: Words) -> Holder | None:
    """Who goes on when the point of order is settled, with a clock that stands."""
    return _holder(meeting, words, meeting.speeches[meeting.interrupted]) if meeting.interrupted else None


def _holder(meeting: Meeting, words: Words, speech: Speech) -> Holder:
    seat = meeting.seats[speech.seat]
    item = next((i for i in meeting.items() if i.id == speech.item), None)
    foreseen = item is not None and speech.seat in foreseen_speakers(item)
    place = find_inscription(meeting, speech.inscription or "")
    warn, last = warning_thresholds(speech.clock.limit_ms)
    return Holder(
        speech=speech.id,
        seat=seat.id,
        name=words.seat_name(seat),
        said=words.seat_as_addressed(seat, speech.on_behalf_of),
        title=seat.title,
        theme=item.theme if item and item.speaker == seat.id else "",
        on_behalf_of=speech.on_behalf_of,
        category=words.category(seat.category),
        form=speech.form,
        form_words=_form_words(meeting, words, speech),
        reply_number=words.reply_number(place.turn if place else 0),
        reply_to=_speaker_of(meeting, words, place.reply_to if place else None),
        inscription=speech.inscription,
        limit_ms=speech.clock.limit_ms,
        warn_ms=warn,
        last_ms=last,
        elapsed_ms=speech.clock.elapsed_ms,
        running_since=speech.clock.running_since,
        foreseen=foreseen,
    )


def _form_words(meeting: Meeting, words: Words, speech: Speech) -> str:
    """The form of a speech in words; a motion by its name."""
    motion = next((point.motion for point in meeting.points if point.id == speech.point), "")
    return words.translate(MOTION_LABELS[motion]) if motion else words.form(speech.form)


def place(
    meeting: Meeting, words: Words, inscription: Inscription, number: int, because: OrderReason | None = None
) -> Place:
    """A place on the list, and where there is more to say than that it was asked for, why it is where it is."""
    seat = meeting.seats[inscription.seat]
    return Place(
        seat=seat.id,
        name=words.seat_name(seat),
        title=seat.title,
        category=words.category(seat.category),
        kind=seat.category,
        inscription=inscription.id,
        number=number,
        form=inscription.form,
        on_behalf_of=inscription.on_behalf_of,
        source=inscription.source,
        form_words=words.form(inscription.form),
        note=inscription.note,
        to=words.seat_name(meeting.seats[inscription.to]) if inscription.to else "",
        reply_to=_speaker_of(meeting, words, inscription.reply_to),
        why=_why(words, because) if because else "",
        guest=seat.category == "other",
        priority=inscription.priority,
        reply_number=words.reply_number(inscription.turn),
    )


def _speaker_of(meeting: Meeting, words: Words, speech: str | None) -> str:
    found = meeting.speeches.get(speech or "")
    return words.seat_name(meeting.seats[found.seat]) if found else ""


def _why(words: Words, because: OrderReason) -> str:
    facts = {**because.facts, "kind": words.category(str(because.facts.get("kind", "")))}
    return words.translate(PLACE_REASONS[because.code], **facts)


@computed_once
def places(context: RenderContext) -> tuple[Place, ...]:
    """Those of the list at hand who are shown, in order of call."""
    meeting, words = context.meeting, context.words
    speakers = current_list(meeting)
    if speakers is None:
        return ()
    shown = speakers.waiting[:SHOWN]
    reasons = order_reasons(meeting, speakers, shown)
    return tuple(
        place(meeting, words, row, number, because)
        for number, (row, because) in enumerate(zip(shown, reasons, strict=True), 1)
    )


def beyond(meeting: Meeting) -> tuple[Inscription, ...]:
    """Who waits on the list at hand and is not shown, because the list is so long."""
    speakers = current_list(meeting)
    return speakers.waiting[SHOWN:] if speakers else ()


@computed_once
def coming(context: RenderContext) -> tuple[Place, ...]:
    """The calls to come, as the domain has them.

    Whom the programme names several times comes once. Of a long list there are those who are shown.
    """
    meeting, words = context.meeting, context.words
    shown = {place.inscription: place for place in places(context)}
    calls = (up for up in upcoming_calls(meeting) if not _is_beyond(meeting, up, shown))
    found = (_call(meeting, words, up, shown) for up in calls)
    return tuple({place.inscription or place.seat: place for place in found}.values())


def _is_beyond(meeting: Meeting, up: UpcomingCall, shown: Mapping[str | None, Place]) -> bool:
    """Whether a call comes from a part of a long list that is not shown."""
    row, speakers = up.inscription, current_list(meeting)
    return row is not None and speakers is not None and row.list == speakers.id and row.id not in shown


def _call(meeting: Meeting, words: Words, up: UpcomingCall, shown: Mapping[str | None, Place]) -> Place:
    row = up.inscription
    if row is None:
        return _foreseen(meeting, words, up)
    return shown.get(row.id) or place(meeting, words, row, place_in_queue(meeting.lists[row.list], row.seat))


def limits(meeting: Meeting, words: Words) -> tuple[Limit, ...]:
    """Speaking time on the floor, longest first; categories with the same time together."""
    granted = current_limits(meeting)
    by_seconds: dict[int, list[str]] = {}
    for category in FLOOR_CATEGORIES:
        by_seconds.setdefault(granted.get(category, 0), []).append(words.category(category))
    if len(by_seconds) == 1:
        return tuple(Limit(seconds * 1000, words.text("all")) for seconds in by_seconds)
    most = max(by_seconds, key=lambda seconds: len(by_seconds[seconds]))
    others = {most: words.text("all others")}
    named = {seconds: others.get(seconds) or words.listed(names) for seconds, names in by_seconds.items()}
    return tuple(Limit(seconds * 1000, named[seconds]) for seconds in sorted(by_seconds, reverse=True))


def shown_sitting(meeting: Meeting) -> Sitting | None:
    """The sitting that is open, else the next to come, else the last one."""
    planned = next((s for s in meeting.sittings if s.state == "planned"), None)
    return meeting.sitting or planned or next(reversed(meeting.sittings), None)


def current_list(meeting: Meeting) -> SpeakersList | None:
    """The list at hand; before a sitting opens, that of the sitting to come."""
    found = find_current_list(meeting)
    if isinstance(found, SpeakersList):
        return found
    sitting = shown_sitting(meeting)
    names = [i.list for i in sitting.items if i.list] if sitting else []
    return meeting.lists[names[0]] if names and names[0] else None


def list_state(meeting: Meeting) -> str:
    """The state of the list at hand; nothing when there is none."""
    speakers = current_list(meeting)
    return speakers.state if speakers else ""


def programme(meeting: Meeting, words: Words) -> tuple[Step, ...]:
    """The steps of the sitting that is open, or is next, or was last."""
    sitting = shown_sitting(meeting)
    floor_item = meeting.speech.item if meeting.speech else None
    return tuple(_step(meeting, words, item, item.id == floor_item) for item in (sitting.items if sitting else ()))


def _step(meeting: Meeting, words: Words, item: Item, holds_floor: bool) -> Step:
    seat = meeting.seats.get(item.speaker or "")
    title = item_title(words, meeting, item.id)
    speaker = words.seat_name(seat) if seat else ""
    kind = words.translate(ITEM_KIND_LABELS[item.kind])
    return Step(item.id, item.kind, kind, title, speaker, item.minutes, item.state, holds_floor)


def notice(meeting: Meeting, to: str) -> Notice | None:
    """The words that stand on the screens of `speaker` or `hall`."""
    return next((n for n in visible_notices(meeting) if n.to == to), None)


def _foreseen(meeting: Meeting, words: Words, up: UpcomingCall) -> Place:
    seat = meeting.seats[up.seat]
    item = next((i for i in meeting.items() if i.id == up.item), None)
    behalf = item.on_behalf_of if item and item.speaker == up.seat else ""
    category = words.category(seat.category)
    return Place(seat.id, words.seat_name(seat), seat.title, category, seat.category, on_behalf_of=behalf)
