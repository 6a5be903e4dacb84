"""The course of the list: in which blocks of the programme it has the floor, and who speaks when in them.

Whoever does not fit into a floor block waits for the next block of that list. The last one runs on; so does one that is
past its end, since the chair goes on calling there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, Item, SpeakersList
from nameplate.meeting.programme.items import unheard_speakers
from nameplate.meeting.speeches.speaking_times import category_time_ms, speaking_time_ms

from .pace import Pace


@dataclass(frozen=True, slots=True)
class Block:
    """From when to when the list has the floor; without `ends` it goes on."""

    begins: int
    ends: int | None = None
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """From when to when somebody speaks, in which block."""

    begins: int
    ends: int
    block: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """There is at least one block; the slots are those of who waits, in their order, as far as they were asked for.

    `last` is where the list has come to when all who wait have spoken.
    """

    blocks: Sequence[Block]
    slots: Sequence[Slot]
    last: Slot

    def in_block(self, slot: Slot) -> bool:
        """Whether a slot is over before the first block is to end."""
        ends = self.blocks[0].ends
        return ends is None or slot.ends <= ends


def course(
    meeting: Meeting,
    speakers: SpeakersList,
    kinds: Sequence[str],
    now: int,
    free_at: int,
    pace: Pace,
    most: int,
    stop: int,
) -> Course:
    """How the list goes on once the present speech is over, at `free_at`. `kinds` are those of all who wait on it.

    Slots are told of those who come before `stop`, and of the first `most`.
    """
    blocks = _blocks(meeting, speakers, now, free_at, pace)
    spoken = {kind: round(category_time_ms(meeting, kind, speakers) * pace.use) for kind in set(kinds)}
    return _course(blocks, [spoken[kind] for kind in kinds], pace, most, stop)


def kinds_of(meeting: Meeting, rows: Iterable[Inscription]) -> list[str]:
    """The kinds of those who wait."""
    return [meeting.seats[row.seat].category for row in rows]


def lengths(meeting: Meeting, rows: Iterable[Inscription], pace: Pace) -> list[int]:
    """How long those who wait will probably speak."""
    return [round(speaking_time_ms(meeting, meeting.seats[row.seat], None, row) * pace.use) for row in rows]


def steps(meeting: Meeting) -> list[Item]:
    """What there is still to do in this sitting: the open item, then the planned ones."""
    items = meeting.sitting.items if meeting.sitting else ()
    return [i for state in ("open", "planned") for i in items if i.state == state]


def done(meeting: Meeting, item: Item, at: int, pace: Pace) -> int:
    """When an item is over that goes on, or begins, at `at`: a planned one after its minutes."""
    foreseen = at + _foreseen_ms(meeting, item, pace)
    if item.opened_at is None:
        return at + minutes_ms(item) if item.minutes else foreseen
    return foreseen if item.speaker or item.speakers else max(at, item.opened_at + minutes_ms(item))


def minutes_ms(item: Item) -> int:
    """What the programme gives to an item."""
    return (item.minutes or 0) * 60_000


def _blocks(meeting: Meeting, speakers: SpeakersList, now: int, free_at: int, pace: Pace) -> list[Block]:
    """When the list has the floor; from now on if the programme gives it no more time."""
    found, at = [], free_at
    for item in steps(meeting):
        if item.list == speakers.id:
            found.append(_block(meeting, item, now, at, pace))
            at = max(found[-1].begins, found[-1].ends or 0)
        else:
            at = done(meeting, item, at, pace)
    return found or [Block(free_at)]


def _block(meeting: Meeting, item: Item, now: int, at: int, pace: Pace) -> Block:
    """The time of a floor block that goes on, or begins, at `at`; its speaker, if it has one, comes first."""
    since = at if item.opened_at is None else item.opened_at
    ends = since + minutes_ms(item) if item.minutes else None
    over = ends is not None and ends < now
    return Block(at + _foreseen_ms(meeting, item, pace), None if over else ends, item)


def _foreseen_ms(meeting: Meeting, item: Item, pace: Pace) -> int:
    """The time of those whom the programme foresees in an item and who have not had the floor in it."""
    seats = unheard_speakers(meeting, item)
    return sum(pace.handover_ms + speaking_time_ms(meeting, meeting.seats[seat], item) for seat in seats)


def _course(blocks: Sequence[Block], spoken: Sequence[int], pace: Pace, most: int, stop: int) -> Course:
    """One after the other, each after a handover; who does not fit into a block begins the next one.

    In a block that goes on nobody moves any more: there the end is a sum, however many wait.
    """
    slots: list[Slot] = []
    block, at = 0, blocks[0].begins
    for length in spoken:
        if _goes_on(blocks, block) and len(slots) >= most and at > stop:
            break
        while not _fits(blocks, block, at + pace.handover_ms + length):
            block += 1
            at = blocks[block].begins
        slots.append(Slot(at + pace.handover_ms, at + pace.handover_ms + length, block))
        at = slots[-1].ends
    rest = spoken[len(slots) :]
    ends = at + sum(rest) + pace.handover_ms * len(rest)
    return Course(blocks, slots, Slot(ends - (spoken[-1] if spoken else 0), ends, block))


def _fits(blocks: Sequence[Block], block: int, ends: int) -> bool:
    own = blocks[block].ends
    return own is None or ends <= own or block == len(blocks) - 1


def _goes_on(blocks: Sequence[Block], block: int) -> bool:
    """Whether a block takes all who are still to come: it has no end, or is the last."""
    return blocks[block].ends is None or block == len(blocks) - 1
