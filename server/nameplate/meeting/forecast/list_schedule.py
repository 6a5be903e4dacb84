"""The schedule of a list: when each speaker speaks, and in which floor block of the programme.

A speaker who does not fit into a floor block waits for the next floor block of the same list. The last floor block has
no end, because the chair can continue to call speakers. For the same reason, a floor block that is already longer than
planned has no end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, Item, SpeakersList
from nameplate.meeting.speeches.speaking_times import category_time_ms, speaking_time_ms

from .pace import Pace
from .remaining_programme import end_of_item, planned_ms, remaining_items, unheard_speakers_ms


@dataclass(frozen=True, slots=True)
class FloorBlock:
    """The time in which the programme gives the floor to a list. If `ends` is None, the block has no end."""

    begins: int
    ends: int | None = None
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class SpeechSlot:
    """The time of one speech; `block` is the index of its floor block."""

    begins: int
    ends: int
    block: int = 0


@dataclass(frozen=True, slots=True)
class ListSchedule:
    """The floor blocks (at least one), and the slots of the waiting inscriptions, in order.

    On a very long list, only the first inscriptions have slots. `last` is always the slot of the last speaker on the
    list.
    """

    blocks: Sequence[FloorBlock]
    slots: Sequence[SpeechSlot]
    last: SpeechSlot

    def ends_in_first_block(self, slot: SpeechSlot) -> bool:
        """Whether a speech ends before the first floor block ends."""
        ends = self.blocks[0].ends
        return ends is None or slot.ends <= ends


def schedule_list(
    meeting: Meeting,
    speakers: SpeakersList,
    categories: Sequence[str],
    now: int,
    free_at: int,
    pace: Pace,
    min_slots: int,
    stop: int,
) -> ListSchedule:
    """The schedule of a list after the current speech, which ends at `free_at`.

    `categories` are the categories of the waiting speakers, in order. The first `min_slots` speakers get slots. So do
    all further speakers who begin before `stop`.
    """
    blocks = _floor_blocks(meeting, speakers, now, free_at, pace)
    lengths = {
        category: round(category_time_ms(meeting, category, speakers) * pace.used_share) for category in set(categories)
    }
    return _fill_blocks(blocks, [lengths[category] for category in categories], pace, min_slots, stop)


def categories_of(meeting: Meeting, inscriptions: Iterable[Inscription]) -> list[str]:
    """The category of the seat of each inscription."""
    return [meeting.seats[inscription.seat].category for inscription in inscriptions]


def likely_lengths_ms(meeting: Meeting, inscriptions: Iterable[Inscription], pace: Pace) -> list[int]:
    """The likely length of the speech of each inscription."""
    return [
        round(speaking_time_ms(meeting, meeting.seats[inscription.seat], None, inscription) * pace.used_share)
        for inscription in inscriptions
    ]


def _floor_blocks(meeting: Meeting, speakers: SpeakersList, now: int, free_at: int, pace: Pace) -> list[FloorBlock]:
    """The floor blocks of a list. If the programme gives the list no more time, one block that starts now."""
    found, at = [], free_at
    for item in remaining_items(meeting):
        if item.list == speakers.id:
            found.append(_floor_block(meeting, item, now, at, pace))
            at = max(found[-1].begins, found[-1].ends or 0)
        else:
            at = end_of_item(meeting, item, at, pace)
    return found or [FloorBlock(free_at)]


def _floor_block(meeting: Meeting, item: Item, now: int, at: int, pace: Pace) -> FloorBlock:
    """The floor block of an item that begins or continues at `at`. Speakers named by the item come before the list."""
    since = at if item.opened_at is None else item.opened_at
    ends = since + planned_ms(item) if item.minutes else None
    overdue = ends is not None and ends < now
    return FloorBlock(at + unheard_speakers_ms(meeting, item, pace), None if overdue else ends, item)


def _fill_blocks(
    blocks: Sequence[FloorBlock], lengths: Sequence[int], pace: Pace, min_slots: int, stop: int
) -> ListSchedule:
    """Gives each speech a slot, with a handover before it. A speech that does not fit moves to the next floor block.

    In a floor block without an end, the end of the list is a simple sum. So the loop can stop early on a long list.
    """
    slots: list[SpeechSlot] = []
    block, at = 0, blocks[0].begins
    for length in lengths:
        if _takes_all_remaining(blocks, block) and len(slots) >= min_slots and at > stop:
            break
        while not _fits(blocks, block, at + pace.handover_ms + length):
            block += 1
            at = blocks[block].begins
        slots.append(SpeechSlot(at + pace.handover_ms, at + pace.handover_ms + length, block))
        at = slots[-1].ends
    rest = lengths[len(slots) :]
    ends = at + sum(rest) + pace.handover_ms * len(rest)
    return ListSchedule(blocks, slots, SpeechSlot(ends - (lengths[-1] if lengths else 0), ends, block))


def _fits(blocks: Sequence[FloorBlock], block: int, ends: int) -> bool:
    own = blocks[block].ends
    return own is None or ends <= own or block == len(blocks) - 1


def _takes_all_remaining(blocks: Sequence[FloorBlock], block: int) -> bool:
    """Whether all remaining speakers speak in this floor block, because it has no end or is the last block."""
    return blocks[block].ends is None or block == len(blocks) - 1
