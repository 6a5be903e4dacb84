"""When the planned items of the open sitting will probably begin, for a board that everybody reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Item, foreseen_speakers
from nameplate.meeting.programme.items import current_or_next_sitting

from .pace import learn_pace
from .remaining_programme import end_of_item, planned_ms


@dataclass(frozen=True, slots=True)
class ItemsToCome:
    """The planned items count from the end of the open item, in ms. `total_ms` is the end of the last one.

    The open item does not end before `not_before` (UTC, ms). `passed_ms` is the length of the planned items that the
    meeting has passed. The forecast of the sitting still counts them.
    """

    not_before: int = 0
    after_ms: Mapping[str, int] = field(default_factory=dict)
    total_ms: int = 0
    passed_ms: int = 0


def items_to_come(meeting: Meeting) -> ItemsToCome:
    """The planned items of the sitting that is open, or comes next. A sitting does not open before its booking.

    Items before one that has begun are left out, because the meeting has passed them.
    """
    pace, at, passed_ms = learn_pace(meeting), 0, 0
    after_ms: dict[str, int] = {}
    passed, ahead = _planned(meeting)
    for item in passed:
        passed_ms = end_of_item(meeting, item, passed_ms, pace)
    for item in ahead:
        after_ms[item.id] = at
        at = end_of_item(meeting, item, at, pace)
    return ItemsToCome(_not_before(meeting), after_ms, at, passed_ms)


def _planned(meeting: Meeting) -> tuple[list[Item], list[Item]]:
    """The planned items before and after the last one that has begun."""
    sitting = current_or_next_sitting(meeting)
    items = sitting.items if sitting else ()
    begun = max((n for n, item in enumerate(items) if item.state in ("open", "closed")), default=-1)
    passed, ahead = items[: begun + 1], items[begun + 1 :]
    return [item for item in passed if item.state == "planned"], [item for item in ahead if item.state == "planned"]


def _not_before(meeting: Meeting) -> int:
    sitting, item = meeting.sitting, meeting.item
    if sitting is None:
        return next((s.start for s in meeting.sittings if s.state == "planned"), 0)
    if item is None or item.opened_at is None or not _lasts_as_planned(meeting, item):
        return 0
    return item.opened_at + planned_ms(item)


def _lasts_as_planned(meeting: Meeting, item: Item) -> bool:
    """Whether an item lasts at least as long as planned: a break, or a discussion whose list is not closed."""
    return meeting.lists[item.list].state != "closed" if item.list else not foreseen_speakers(item)
