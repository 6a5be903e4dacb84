"""The chair's script: what the chair says from now to the end, item by item, set for reading aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nameplate.meeting import Meeting
from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.meeting.model.values import Inscription, Item, Seat, Sitting
from nameplate.meeting.programme.items import unheard_speakers
from nameplate.meeting.speeches.speaking_times import speaking_time_ms
from nameplate.screens.meeting_status import Limit, limits
from nameplate.screens.render_context import RenderContext
from nameplate.wording import chair_sentences
from nameplate.wording.durations import duration
from nameplate.wording.language import Words, item_title

from .programme import MINUTE_MS, planned_times

BLANK = "…" * 9
"""A gap in a sentence, for a name or a time that nobody knows yet."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands beside a sentence: who is called, and for how long. The number is the place on the list."""

    name: str = ""
    detail: str = ""
    limit: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to read aloud. An empty one leaves room for words of the chair's own."""

    said: str
    cue: Cue = Cue()


@dataclass(frozen=True, slots=True)
class Passage:
    """What the chair says in one item. `limits` are the speaking times, when the item has a list of speakers."""

    at: str
    title: str
    minutes: int | None
    lines: tuple[Line, ...]
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptedSitting:
    date: str
    begins: str
    ends: str
    theme: str
    opening: str
    passages: tuple[Passage, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class Script:
    """The sittings that are not over, and the sentences that a chair may need at any time."""

    sittings: tuple[ScriptedSitting, ...]
    any_time: tuple[tuple[str, str], ...]


def script(context: RenderContext, _: int) -> Script:
    meeting, words = context.meeting, context.words
    ahead = (sitting for sitting in meeting.sittings if sitting.state != "adjourned")
    return Script(tuple(_sitting(meeting, words, sitting) for sitting in ahead), tuple(_any_time(words)))


def _sitting(meeting: Meeting, words: Words, sitting: Sitting) -> ScriptedSitting:
    openings = {
        "planned": chair_sentences.meeting_open(words),
        "suspended": chair_sentences.meeting_resumed(words),
    }
    ahead = [(item, at) for item, at in planned_times(sitting) if item.state in ("planned", "open")]
    follows = [item for item, _ in ahead[1:]]
    zone = meeting.timezone
    return ScriptedSitting(
        date=words.date(sitting.begins_at, zone),
        begins=words.time(sitting.begins_at, zone),
        ends=words.time(sitting.ends_at, zone),
        theme=sitting.theme,
        opening=openings.get(sitting.state, ""),
        passages=tuple(
            Passage(
                words.time(item.opened_at or at, zone),
                item_title(words, meeting, item.id),
                item.minutes,
                tuple(_lines(meeting, words, item, at, follows[number:])),
                limits(meeting, words) if item.list else (),
            )
            for number, (item, at) in enumerate(ahead)
        ),
        closing=chair_sentences.meeting_adjourned(words),
    )


def _lines(meeting: Meeting, words: Words, item: Item, at: int | None, follows: Sequence[Item]) -> Iterator[Line]:
    """The lines of an item. `follows` are the items after it."""
    if item.kind == "break":
        back = at + (item.minutes or 0) * MINUTE_MS if at else None
        yield Line(chair_sentences.meeting_suspended(words, words.time(back, meeting.timezone) or BLANK))
        yield Line(chair_sentences.meeting_resumed(words))
        return
    if item.speaker is None and item.state == "planned":
        yield Line(chair_sentences.next_item(words, item_title(words, meeting, item.id)))
    yield from _foreseen(meeting, words, item, follows)
    if item.list:
        yield from _list(meeting, words, item, follows)


def _foreseen(meeting: Meeting, words: Words, item: Item, follows: Sequence[Item]) -> Iterator[Line]:
    """The calls of the speakers whom the programme names. The chair's own words have room to be written."""
    after = _opens(follows[0]) if follows and not item.list else ""
    for seat, followed_by in pairwise((*unheard_speakers(meeting, item), after)):
        if seat == CHAIR_SEAT:
            yield Line("", Cue(words.seat_name(meeting.seats[seat])))
        else:
            yield _call(meeting, words, meeting.seats[seat], item, meeting.seats.get(followed_by))


def _opens(item: Item) -> str:
    """The seat that an item calls first. "" when the chair speaks, or says something else first."""
    return item.speaker if item.speaker and item.speaker != CHAIR_SEAT else ""


def _call(meeting: Meeting, words: Words, seat: Seat, item: Item, after: Seat | None) -> Line:
    behalf = item.on_behalf_of if seat.id == item.speaker else ""
    said = chair_sentences.floor_given(
        words, words.seat_as_addressed(seat, behalf), words.seat_as_addressed(after) if after else ""
    )
    limit = duration(speaking_time_ms(meeting, seat, item))
    return Line(said, Cue(words.seat_name(seat), seat.title, limit))


def _list(meeting: Meeting, words: Words, item: Item, follows: Sequence[Item]) -> Iterator[Line]:
    """The opening of the list, the calls of everybody who waits, and its closing after its last item."""
    speakers = meeting.lists[item.list or ""]
    first = next(i for i in meeting.items() if i.list == speakers.id and i.state in ("planned", "open"))
    if first.id == item.id and speakers.state == "unopened":
        yield Line(chair_sentences.list_open(words))
    waiting = speakers.waiting if first.id == item.id else ()
    for number, (inscription, after) in enumerate(pairwise((*waiting, None)), 1):
        if inscription:
            yield _call_from_list(meeting, words, inscription, after, number)
    if not waiting:
        yield Line(chair_sentences.floor_given(words, BLANK, BLANK))
    if speakers.state != "closed" and all(later.list != speakers.id for later in follows):
        yield Line(chair_sentences.list_closed(words))


def _call_from_list(
    meeting: Meeting, words: Words, inscription: Inscription, after: Inscription | None, number: int
) -> Line:
    seat = meeting.seats[inscription.seat]
    limit = duration(speaking_time_ms(meeting, seat, None, inscription))
    said = chair_sentences.floor_given(
        words, _addressed(meeting, words, inscription), _addressed(meeting, words, after) if after else ""
    )
    return Line(said, Cue(words.seat_name(seat), "", limit, number))


def _addressed(meeting: Meeting, words: Words, inscription: Inscription) -> str:
    seat = meeting.seats[inscription.seat]
    return words.seat_as_addressed(seat, inscription.on_behalf_of, words.dignitary(inscription))


def _any_time(words: Words) -> Iterator[tuple[str, str]]:
    """When a sentence is needed, and the sentence."""
    yield words.text("After a speech"), chair_sentences.thanks(words, BLANK)
    yield words.text("The time is over"), words.text("I kindly ask the speaker to conclude.")
    yield words.text("Point of order"), chair_sentences.floor_given_for_point(words, BLANK)
    yield words.text("After the point of order"), chair_sentences.floor_given_back(words, BLANK)
    yield words.text("Motion"), chair_sentences.floor_given_for_motion(words, BLANK)
    yield words.text("Pause"), chair_sentences.meeting_suspended(words, BLANK)
    yield words.text("After the pause"), chair_sentences.meeting_resumed(words)
