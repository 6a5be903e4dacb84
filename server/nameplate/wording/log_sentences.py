"""Sentences about log entries, for the record. They use the names at the time of each entry."""

from __future__ import annotations

from nameplate.meeting import Event, LogEntry
from nameplate.meeting.speakers_list.order_choice import OrderSet

from .durations import duration
from .event_sentences import SENTENCES
from .language import Words
from .names_in_log import IdNames
from .record_labels import FORMS, ORDER_SENTENCES, label_or_key


def describe(entry: LogEntry, words: Words, names: IdNames) -> str:
    """A sentence about a log entry. For an event without a sentence, the name of its class."""
    event, version = entry.event, entry.version
    if type(event) not in SENTENCES:
        return type(event).__name__
    own_name = names.people.get(f"speaker-{version}") or names.people.get(f"i{version}", "")
    facts: dict[str, object] = {
        "name": names.person(event) or own_name,
        "other": names.other(event),
        "item": names.item(event) or names.items.get(f"item-{version}", ""),
        "change": _change(getattr(event, "change_ms", 0)),
        "minutes": getattr(event, "minutes", 0),
        "amber": getattr(event, "amber", 0),
        "red": getattr(event, "red", 0),
        "limit": duration(getattr(event, "seconds", 0) * 1000),
        "category": _category(event, words),
        "form": label_or_key(words, FORMS, getattr(event, "form", "")),
        "group": getattr(event, "on_behalf_of", ""),
        "seed": getattr(event, "seed", ""),
        "letter": getattr(event, "letter", ""),
        "said": _seconds_before(entry, "raised_at"),
        "counted": _seconds_before(entry, "received_at"),
        "order": label_or_key(words, ORDER_SENTENCES, event.order) if isinstance(event, OrderSet) else "",
    }
    return words.translate(SENTENCES[type(event)].in_record(event), **facts)


def _seconds_before(entry: LogEntry, field: str) -> int:
    """How long before the entry a time of its event is, in whole seconds."""
    return round((entry.at - getattr(entry.event, field, entry.at)) / 1000)


def _change(ms: int) -> str:
    return ("+" if ms > 0 else "-") + duration(abs(ms))


def _category(event: Event, words: Words) -> str:
    category = getattr(event, "category", "")
    return words.text("everybody on the floor") if category == "all" else words.category(category)
