"""The items of the programme: commands that open, close, skip and lengthen them, and lookups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Item, Sitting, foreseen_speakers
from nameplate.meeting.speeches.speech_end import free_the_floor

ITEM_KINDS = (
    "chair_opening",
    "opening_remarks",
    "keynote",
    "presentation",
    "interactive_dialogue",
    "general_debate",
    "floor_block",
    "replies",
    "wrap_up",
    "closing",
    "break",
)
FLOOR_ITEM_KINDS = ("floor_block", "interactive_dialogue", "general_debate")
"""Kinds of items whose speakers come from a list."""

MAX_ITEM_MINUTES = 600


@dataclass(frozen=True, slots=True)
class OpenItem(Command):
    """Open an item. The open item closes. If somebody has the floor, `ending` must be set to end the speech."""

    item: str
    ending: bool = False

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        item = find_item(meeting, self.item)
        if isinstance(item, Refused):
            return item
        if refused := check_sitting_open(sitting_of_item(meeting, item)):
            return refused
        if item.state == "open":
            return Refused(Reason.ALREADY)
        if item.state != "planned":
            return Refused(Reason.ITEM_OVER)
        ended = free_the_floor(meeting, self.ending, at)
        if isinstance(ended, Refused):
            return ended
        return (*ended, *go_to_item(meeting, item))


@dataclass(frozen=True, slots=True)
class ItemOpened(Event):
    """The item is open."""

    item: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        sitting = meeting.sitting
        require(meeting.item is None and meeting.floor is None, "no other item is open and nobody has the floor")
        items = sitting.items if sitting and sitting.state == "open" else ()
        require(any(i.id == self.item for i in items), "its sitting is open")
        require(_item_state(meeting, self.item) == "planned", "the item is still to come")
        return with_item(meeting, self.item, state="open", opened_at=at)


@dataclass(frozen=True, slots=True)
class CloseItem(Command):
    """Close the open item. If somebody has the floor, `ending` must be set to end the speech."""

    item: str
    ending: bool = False

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        item = changeable_item(meeting, self.item)
        if isinstance(item, Refused):
            return item
        if item.state in ("closed", "skipped"):
            return Refused(Reason.ALREADY)
        if item.state != "open":
            return Refused(Reason.OVERTAKEN)
        ended = free_the_floor(meeting, self.ending, at)
        return ended if isinstance(ended, Refused) else (*ended, ItemClosed(item.id))


@dataclass(frozen=True, slots=True)
class ItemClosed(Event):
    item: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(_item_state(meeting, self.item) == "open", "the item is open")
        require(meeting.floor is None, "nobody has the floor")
        return with_item(meeting, self.item, state="closed")


@dataclass(frozen=True, slots=True)
class SkipItem(Command):
    """Leave out a planned item."""

    item: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        item = changeable_item(meeting, self.item)
        if isinstance(item, Refused):
            return item
        if item.state == "skipped":
            return Refused(Reason.ALREADY)
        return (ItemSkipped(item.id),) if item.state == "planned" else Refused(Reason.ITEM_OVER)


@dataclass(frozen=True, slots=True)
class ItemSkipped(Event):
    item: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(_item_state(meeting, self.item) == "planned", "the item is still to come")
        return with_item(meeting, self.item, state="skipped")


@dataclass(frozen=True, slots=True)
class SetItemMinutes(Command):
    """Lengthen or shorten an item. The limit of a running clock does not change."""

    item: str
    minutes: int

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        item = changeable_item(meeting, self.item)
        if isinstance(item, Refused):
            return item
        if not 1 <= self.minutes <= MAX_ITEM_MINUTES:
            return Refused(Reason.INVALID, {"field": "minutes"})
        if item.minutes == self.minutes:
            return Refused(Reason.ALREADY)
        if item.state in ("closed", "skipped"):
            return Refused(Reason.ITEM_OVER)
        return (ItemMinutesSet(item.id, self.minutes),)


@dataclass(frozen=True, slots=True)
class ItemMinutesSet(Event):
    item: str
    minutes: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return with_item(meeting, self.item, minutes=self.minutes)


def find_item(meeting: Meeting, item: str) -> Item | Refused:
    found = next((i for i in meeting.items() if i.id == item), None)
    return found or Refused(Reason.UNKNOWN_ITEM)


def go_to_item(meeting: Meeting, item: Item) -> tuple[Event, ...]:
    """The events that close the open item and open another one."""
    closed = (ItemClosed(meeting.item.id),) if meeting.item else ()
    return (*closed, ItemOpened(item.id))


def sitting_of_item(meeting: Meeting, item: Item) -> Sitting:
    return next(s for s in meeting.sittings if any(i.id == item.id for i in s.items))


def check_sitting_open(sitting: Sitting | None) -> Refused | None:
    """A refusal if the sitting is not open, otherwise None."""
    match sitting.state if sitting else "planned":
        case "open":
            return None
        case "suspended":
            return Refused(Reason.SITTING_SUSPENDED)
        case "adjourned":
            return Refused(Reason.SITTING_OVER)
        case _:
            return Refused(Reason.SITTING_NOT_OPEN)


def changeable_item(meeting: Meeting, item: str) -> Item | Refused:
    """The item with this id. A refusal if its sitting is adjourned, because such items do not change any more."""
    found = find_item(meeting, item)
    if isinstance(found, Refused):
        return found
    return Refused(Reason.SITTING_OVER) if sitting_of_item(meeting, found).state == "adjourned" else found


def with_item(meeting: Meeting, item: str, **changes: Any) -> Meeting:
    """The meeting with some fields of one item changed."""
    sittings = tuple(
        changed(s, items=tuple(changed(i, **changes) if i.id == item else i for i in s.items))
        if any(i.id == item for i in s.items)
        else s
        for s in meeting.sittings
    )
    return changed(meeting, sittings=sittings)


def _item_state(meeting: Meeting, item: str) -> str:
    return next((i.state for i in meeting.items() if i.id == item), "")


def current_or_next_sitting(meeting: Meeting) -> Sitting | None:
    """The open or suspended sitting. If there is none, the first planned sitting."""
    return meeting.sitting or next((s for s in meeting.sittings if s.state == "planned"), None)


def planned_items(meeting: Meeting) -> tuple[Item, ...]:
    """The planned items of the current or next sitting, in the order of the programme."""
    sitting = current_or_next_sitting(meeting)
    return tuple(item for item in sitting.items if item.state == "planned") if sitting else ()


def unheard_speakers(meeting: Meeting, item: Item) -> list[str]:
    """The seats that the programme names in an item and that have not had the floor in it."""
    foreseen = foreseen_speakers(item)
    if not foreseen:
        return []
    heard = {s.seat for s in meeting.speeches.values() if s.item == item.id and s.state != "put_back"}
    return [seat for seat in foreseen if seat not in heard]
