"""The programme of a meeting on paper: every sitting with its items, their planned times and their speakers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Item, Sitting, foreseen_speakers
from nameplate.screens.render_context import RenderContext
from nameplate.wording.labels import ITEM_KIND_LABELS
from nameplate.wording.language import Words

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class PrintedSpeaker:
    name: str
    title: str
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """An item. `speaker` is the main speaker; `others` are the names of speakers who reply in the item."""

    at: str
    title: str
    theme: str
    minutes: int | None
    speaker: PrintedSpeaker | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedSitting:
    date: str
    begins: str
    ends: str
    theme: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePaper:
    sittings: tuple[PrintedSitting, ...]


def programme_paper(context: RenderContext, _: int) -> ProgrammePaper:
    """Items that were skipped are left out."""
    meeting, words = context.meeting, context.words
    return ProgrammePaper(tuple(printed_sitting(meeting, words, sitting) for sitting in meeting.sittings))


def planned_times(sitting: Sitting) -> Iterator[tuple[Item, int | None]]:
    """The items that were not skipped, each with its planned time (UTC, ms).

    After an item without minutes nobody knows the time. It is None then.
    """
    at: int | None = sitting.begins_at
    for item in sitting.items:
        if item.state == "skipped":
            continue
        yield item, at
        at = at + item.minutes * MINUTE_MS if at is not None and item.minutes is not None else None


def printed_sitting(meeting: Meeting, words: Words, sitting: Sitting) -> PrintedSitting:
    """A sitting with its items, in a language and in the time zone of the meeting."""
    zone = meeting.timezone
    return PrintedSitting(
        words.date(sitting.begins_at, zone),
        words.time(sitting.begins_at, zone),
        words.time(sitting.ends_at, zone),
        sitting.theme,
        tuple(_item(meeting, words, item, at) for item, at in planned_times(sitting)),
    )


def _item(meeting: Meeting, words: Words, item: Item, at: int | None) -> PrintedItem:
    seat = meeting.seats.get(item.speaker or "")
    others = (meeting.seats[each] for each in foreseen_speakers(item) if each != item.speaker)
    return PrintedItem(
        words.time(at, meeting.timezone),
        item.title or words.translate(ITEM_KIND_LABELS[item.kind]),
        item.theme,
        item.minutes,
        PrintedSpeaker(words.seat_name(seat), seat.title, item.on_behalf_of) if seat else None,
        tuple(words.seat_name(each) for each in others),
    )
