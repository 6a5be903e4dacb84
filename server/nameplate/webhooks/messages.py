"""What a webhook sends: the parts of a meeting that have changed, as everybody in the room may see them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import SpeakersList
from nameplate.wording.language import Words, item_title

TEST = "nameplate.webhook.test"
"""The type of a message that was only sent to test the receiver."""
NEXT_SHOWN = 5
"""The number of waiting speakers that a message names."""

View = Callable[[Meeting, Words], Any]


@dataclass(frozen=True, slots=True)
class WebhookMessage:
    """A change to deliver. `id` is the same in every attempt and from every node, and so is the body."""

    id: str
    body: bytes


def sittings(meeting: Meeting, _: Words) -> list[dict[str, Any]]:
    """The sittings with their states."""
    zone = ZoneInfo(meeting.timezone)
    return [
        {"id": s.id, "state": s.state, "start": _iso(s.start, zone), "end": _iso(s.end, zone)} for s in meeting.sittings
    ]


def items(meeting: Meeting, words: Words) -> list[dict[str, Any]]:
    """The items of all sittings, in the order of the programme."""
    return [
        {
            "id": item.id,
            "sitting": sitting.id,
            "kind": item.kind,
            "title": item_title(words, meeting, item.id),
            "minutes": item.minutes,
            "state": item.state,
        }
        for sitting in meeting.sittings
        for item in sitting.items
    ]


def lists(meeting: Meeting, words: Words) -> list[dict[str, Any]]:
    """The lists of speakers and the rights of reply, with the first speakers that wait."""
    return [_list(meeting, words, each) for each in meeting.lists.values()]


def floor(meeting: Meeting, words: Words) -> dict[str, Any] | None:
    """Who has the floor. None when nobody has it."""
    speech = meeting.speech
    if speech is None:
        return None
    seat = meeting.seats[speech.seat]
    return {
        "speech": speech.id,
        "seat": seat.id,
        "name": words.seat_name(seat),
        "category": seat.category,
        "form": speech.form,
        "on_behalf_of": speech.on_behalf_of,
        "item": speech.item,
        "interrupted": meeting.interrupted,
    }


def clock(meeting: Meeting, _: Words) -> dict[str, Any] | None:
    """The clock of the current speech. None without one."""
    speech = meeting.speech
    if speech is None:
        return None
    return {
        "speech": speech.id,
        "limit_ms": speech.clock.limit_ms,
        "elapsed_ms": speech.clock.elapsed_ms,
        "running_since_ms": speech.clock.running_since,
    }


VIEWS: Mapping[str, tuple[str, View]] = {
    "sitting": ("sittings", sittings),
    "programme": ("items", items),
    "list": ("lists", lists),
    "floor": ("floor", floor),
    "clock": ("clock", clock),
}
"""By the kind of a change: the key in the data of its message, and the function that makes the value.

The messages of one command are sent in this order.
"""
KINDS = tuple(VIEWS)


def changed(before: Meeting, after: Meeting, words: Words, kinds: Collection[str]) -> Iterator[str]:
    """The kinds of changes between two versions of a meeting."""
    is_programme = before.sittings is after.sittings and before.seats is after.seats
    is_list = before.lists is after.lists and before.seats is after.seats
    unchanged = {"sitting": is_programme, "programme": is_programme, "list": is_list}
    for kind, (_, view) in VIEWS.items():
        if kind in kinds and not unchanged.get(kind) and view(before, words) != view(after, words):
            yield kind


def message(kind: str, meeting: Meeting, words: Words) -> WebhookMessage:
    """The message that says how a part of a meeting is at a version."""
    key, view = VIEWS[kind]
    body = {
        "type": f"nameplate.{kind}.changed",
        "timestamp": _iso(meeting.at, UTC),
        "data": {
            "meeting": meeting.code,
            "version": meeting.version,
            "rehearsal": meeting.rehearsal > 0,
            key: view(meeting, words),
        },
    }
    # The time makes the id unique, even if an older copy of the database was restored.
    return WebhookMessage(f"{meeting.code}.{meeting.version}.{meeting.at}.{kind}", msgspec.json.encode(body))


def test_message(code: str, version: int, at: int, number: str) -> WebhookMessage:
    """A message that says nothing but that the receiver is reached. `number` is random."""
    body = {
        "type": TEST,
        "timestamp": _iso(at, UTC),
        "data": {"meeting": code, "version": version},
    }
    return WebhookMessage(f"{code}.{version}.{at}.test.{number}", msgspec.json.encode(body))


def _list(meeting: Meeting, words: Words, speakers: SpeakersList) -> dict[str, Any]:
    first = [meeting.seats[inscription.seat] for inscription in speakers.waiting[:NEXT_SHOWN]]
    return {
        "id": speakers.id,
        "purpose": speakers.purpose,
        "items": list(speakers.items),
        "state": speakers.state,
        "closes_at_ms": speakers.closes_at,
        "waiting": len(speakers.waiting),
        "next": [{"seat": seat.id, "name": words.seat_name(seat)} for seat in first],
    }


def _iso(at: int, zone: Any) -> str:
    return datetime.fromtimestamp(at / 1000, zone).isoformat(timespec="milliseconds")
