"""Sentences about log entries, for the consoles of the chair and the desk. They use the current names."""

from __future__ import annotations

from nameplate.meeting import Event, LogEntry, Meeting
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.lots import OrderDrawn
from nameplate.meeting.speakers_list.order_choice import OrderSet

from .durations import duration
from .event_sentences import SENTENCES
from .labels import DRAW_LABELS, ORDER_LABELS
from .language import Words, item_title

UNKNOWN = "?"
"""The name for a seat whose inscription or speech was undone."""


def describe(entry: LogEntry, meeting: Meeting, words: Words) -> str:
    """A sentence about a log entry. Raises `KeyError` for an event without a sentence."""
    event = entry.event
    category = getattr(event, "category", "")
    facts: dict[str, object] = {
        "name": _name(meeting, words, event),
        "item": _item(meeting, words, getattr(event, "item", "")),
        "minutes": getattr(event, "minutes", 0),
        "amber": getattr(event, "amber", 0),
        "red": getattr(event, "red", 0),
        "limit": duration(getattr(event, "seconds", 0) * 1000),
        "category": words.text("all") if category == "all" else words.category(category),
        "order": words.translate(ORDER_LABELS[event.order]) if isinstance(event, OrderSet) else "",
        "method": words.translate(DRAW_LABELS[event.method], letter=event.letter)
        if isinstance(event, OrderDrawn)
        else "",
        "text": getattr(event, "text", ""),
    }
    return words.translate(SENTENCES[type(event)].on_console(event), **facts)


def _name(meeting: Meeting, words: Words, event: Event) -> str:
    """The name of the seat that an event concerns. A guest has no seat yet."""
    if guest := getattr(event, "guest", ""):
        return str(guest)
    inscription = find_inscription(meeting, str(getattr(event, "inscription", None) or getattr(event, "a", "")))
    speech = meeting.speeches.get(str(getattr(event, "speech", "")))
    seats = (getattr(event, "seat", None), inscription and inscription.seat, speech and speech.seat)
    seat = next((meeting.seats.get(seat) for seat in seats if seat), None)
    return words.seat_name(seat) if seat else UNKNOWN


def _item(meeting: Meeting, words: Words, item: str | None) -> str:
    """The title of an item, or a fallback if the item does not exist any more: adding the item may have been undone."""
    if not item:
        return ""
    known = any(each.id == item for each in meeting.items())
    return item_title(words, meeting, item) if known else words.text("an item that was taken back")
