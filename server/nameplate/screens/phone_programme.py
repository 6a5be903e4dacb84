"""The programme on the delegates' phones, until the list of speakers opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Sitting
from nameplate.wording.language import Words, item_title

from .meeting_status import list_state, shown_sitting

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class PhoneItem:
    """An item that has not begun.

    Before the sitting, `at` is its planned time (UTC, ms). Afterwards, `after_ms` counts from the end of the current
    speech, so that the browser can compute the likely time. While the sitting is suspended, both are None.
    """

    id: str
    title: str
    speaker: str
    at: int | None
    after_ms: int | None


@dataclass(frozen=True, slots=True)
class PhoneProgramme:
    """The items to come. `opens` is the item with which the list of speakers is expected to open.

    `meeting` is the title of the meeting before the sitting, and empty afterwards. `end` is the end of the sitting.
    """

    meeting: str
    items: tuple[PhoneItem, ...]
    opens: PhoneItem | None
    end: int


def phone_programme(meeting: Meeting, words: Words) -> PhoneProgramme | None:
    """The programme while there is no list to show. It changes only when an item begins, because all phones get it."""
    sitting = shown_sitting(meeting)
    if sitting is None or sitting.state == "adjourned" or list_state(meeting) not in ("unopened", ""):
        return None
    items = tuple(_items(meeting, words, sitting))
    with_list = {item.id for item in sitting.items if item.list and meeting.lists[item.list].state == "unopened"}
    return PhoneProgramme(
        meeting=meeting.title if sitting.state == "planned" else "",
        items=items,
        opens=next((item for item in items if item.id in with_list), None),
        end=sitting.ends_at,
    )


def _items(meeting: Meeting, words: Words, sitting: Sitting) -> Iterator[PhoneItem]:
    at, after_ms = sitting.start, 0
    begun = max((n for n, item in enumerate(sitting.items) if item.state in ("open", "closed")), default=-1)
    for n, item in enumerate(sitting.items):
        length = (item.minutes or 0) * MINUTE_MS
        if n > begun and item.state == "planned":
            seat = meeting.seats.get(item.speaker or "")
            yield PhoneItem(
                item.id,
                item_title(words, meeting, item.id),
                words.seat_name(seat) if seat else "",
                at if sitting.state == "planned" else None,
                after_ms if sitting.state == "open" else None,
            )
            after_ms += length
        at += length
