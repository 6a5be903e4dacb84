"""When the open item and the sitting are likely to end, and how much time the items after a floor block need."""

from __future__ import annotations

from nameplate.meeting.model.values import Item
from nameplate.meeting.speakers_list.list_lookup import replies_list

from .forecast_inputs import ForecastInputs
from .list_schedule import FloorBlock, ListSchedule, likely_lengths_ms
from .remaining_programme import end_of_item, planned_ms, remaining_items

CLOSING_KINDS = ("wrap_up", "closing")
"""Kinds of items that are shortened for waiting speakers if the setting `closing_gives_way` is on."""


def likely_item_end(inputs: ForecastInputs, schedule: ListSchedule) -> int | None:
    """When the open item ends. An item with speakers from the list ends after the last speaker who fits into it."""
    item, block = inputs.meeting.item, schedule.blocks[0]
    if item is None or item != block.item:
        return end_of_item(inputs.meeting, item, inputs.free_at, inputs.pace) if item else None
    if schedule.last.block == 0:
        return max(schedule.last.ends, block.begins)
    return max((slot.ends for slot in schedule.slots if slot.block == 0), default=block.begins)


def item_over_ms(inputs: ForecastInputs, ends: int | None) -> int | None:
    """How much longer the open item takes than its planned minutes. A negative value means that it is shorter."""
    item = inputs.meeting.item
    if ends is None or item is None or item.opened_at is None or item.minutes is None:
        return None
    return ends - item.opened_at - planned_ms(item)


def likely_sitting_end(inputs: ForecastInputs, schedule: ListSchedule) -> int:
    """When the sitting ends: after the list, the planned items that follow it, and the rights of reply.

    If this is later than the hard stop, the items that may be shortened are shortened.
    """
    last = schedule.last
    at, block = last.ends, schedule.blocks[last.block]
    if block.item and block.item.state != "open":
        at = max(at, block.ends or at)
    for item in _items_after(inputs, block):
        at = end_of_item(inputs.meeting, item, at, inputs.pace)
    return max(last.ends + ms_after_block(inputs, block), min(at + _replies_ms(inputs), inputs.sitting.ends_at))


def ms_after_block(inputs: ForecastInputs, block: FloorBlock) -> int:
    """The time that must remain after the speakers of a floor block, for the later items and the rights of reply.

    Items that may be shortened are not counted.
    """
    items = [item for item in _items_after(inputs, block) if not _gives_way(inputs, item)]
    ends = [end_of_item(inputs.meeting, item, inputs.free_at, inputs.pace) for item in items]
    return sum(end - inputs.free_at for end in ends) + _replies_ms(inputs)


def _items_after(inputs: ForecastInputs, block: FloorBlock) -> list[Item]:
    remaining = remaining_items(inputs.meeting)
    return remaining[remaining.index(block.item) + 1 :] if block.item else remaining


def _gives_way(inputs: ForecastInputs, item: Item) -> bool:
    """Whether an item may be shortened for waiting speakers.

    This is true for a later floor block of their list. With the setting `closing_gives_way`, it is also true for the
    wrap-up and the closing.
    """
    same_list = inputs.speakers is not None and item.list == inputs.speakers.id
    return same_list or (inputs.meeting.rules.closing_gives_way and item.kind in CLOSING_KINDS)


def _replies_ms(inputs: ForecastInputs) -> int:
    replies = replies_list(inputs.meeting)
    lengths = likely_lengths_ms(inputs.meeting, replies.waiting, inputs.pace) if replies else []
    return sum(inputs.pace.handover_ms + length for length in lengths)
