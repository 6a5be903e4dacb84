"""The forecast: when each of those who wait will probably begin, who will not be reached, and when it all ends.

It is a function of the meeting and of `now`, for the list at hand. Whoever does not fit into a floor block waits for
the next block of that list; the last block runs on. The hard stop is the booked end: there interpretation ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median_low

from .clock import remaining_ms
from .inscriptions import replies_list, the_list
from .modalities import SpeakingTimeSet, limit_ms
from .opening import ListClosed, shares
from .ordering import NOT_A_TURN
from .state import Inscription, Item, Meeting, Sitting, SpeakersList, Speech

LEARNS_AFTER = 3
MOST_HANDOVER_MS = 120_000
LEAST_USE, MOST_USE = 0.5, 1.5
SPREAD_PERCENT = 15
FOR_ALL = range(30, 901, 10)
"""Settings, not rules. `FOR_ALL` are the seconds among which a speaking time for all is looked for."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How the room goes: the time from one speaker to the next, and how much of the limit a speaker uses (1 = all)."""

    handover_ms: int
    use: float


@dataclass(frozen=True, slots=True)
class Turn:
    """When somebody who waits will probably speak. `ahead` counts who waits before; `begins` is the likely time.

    `after_ms` counts from the end of the present speech. `in_block`: over before the end of the present (or next) floor
    block; `reached`: over before the hard stop.
    """

    inscription: str
    ahead: int
    begins: int
    earliest: int
    latest: int
    ends: int
    after_ms: int
    in_block: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected. `cut` and `block_cut` are the first inscriptions not reached; `*_over_ms` < 0 is spare.

    `free_at`: when the present speech ends, or now. `fits`: how many more of a kind fit after all who wait, before the
    last floor block and the sitting are to end. `fits_all`: the most seconds for all with which everybody is reached.
    """

    free_at: int
    pace: Pace
    list: str | None = None
    turns: tuple[Turn, ...] = ()
    cut: str | None = None
    block_cut: str | None = None
    block_ends: int | None = None
    stop: int | None = None
    item_ends: int | None = None
    item_over_ms: int | None = None
    sitting_ends: int | None = None
    sitting_over_ms: int | None = None
    fits: Mapping[str, int] = field(default_factory=dict)
    fits_all: int | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """From when to when the list has the floor; without `ends` it goes on."""

    begins: int
    ends: int | None = None
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """From when to when somebody speaks, in which block."""

    begins: int
    ends: int
    block: int = 0


def forecast(meeting: Meeting, now: int) -> Forecast:
    """What is to be expected if everything goes on as it does."""
    pace, free_at = learned(meeting), now + rest_ms(meeting, now)
    sitting, speakers = meeting.sitting, the_list(meeting, None)
    if sitting is None:
        return Forecast(free_at, pace)
    if not isinstance(speakers, SpeakersList):
        speakers = SpeakersList("", ())
    blocks = _blocks(meeting, speakers, free_at, pace)
    slots = _slots(blocks, _lengths(meeting, speakers.waiting, pace), pace)
    turns = tuple(
        Turn(row.id, ahead, slot.begins, *spread(slot.begins, now), slot.ends, slot.begins - free_at, *kept)
        for ahead, (row, slot) in enumerate(zip(speakers.waiting, slots, strict=True))
        for kept in [(_in_block(blocks, slot), slot.ends <= sitting.end)]
    )
    item_ends = _item_ends(meeting, blocks, slots, free_at, pace)
    sitting_ends = _sitting_ends(meeting, blocks, slots, pace)
    return Forecast(
        free_at=free_at,
        pace=pace,
        list=speakers.id or None,
        turns=turns,
        cut=next((turn.inscription for turn in turns if not turn.reached), None),
        block_cut=next((turn.inscription for turn in turns if not turn.in_block), None),
        block_ends=blocks[0].ends,
        stop=sitting.end,
        item_ends=item_ends,
        item_over_ms=_over(item_ends, meeting.item),
        sitting_ends=sitting_ends,
        sitting_over_ms=sitting_ends - sitting.end,
        fits=_fits(meeting, blocks, slots, sitting.end, pace) if speakers.id else {},
        fits_all=_fits_all(meeting, speakers, free_at, pace, sitting),
    )


def what_if(meeting: Meeting, now: int, limits: Mapping[str, int] | None = None, close: bool = False) -> Forecast:
    """The forecast with other speaking times (seconds by kind, or for `all`) for those not yet called.

    With `close` it is the one with the list at hand closed now, so that a pooled time is divided.
    """
    for category, seconds in (limits or {}).items():
        meeting = SpeakingTimeSet(category, seconds).apply(meeting, now)
    speakers = the_list(meeting, None)
    if close and isinstance(speakers, SpeakersList) and speakers.state == "open":
        meeting = ListClosed(speakers.id, shares(meeting, speakers)).apply(meeting, now)
    return forecast(meeting, now)


def learned(meeting: Meeting) -> Pace:
    """The pace of this meeting, once three speeches from the list have shown it; until then that of its rules."""
    gaps, heard = handovers(meeting), [s for s in meeting.speeches.values() if _heard(s) and s.clock.limit_ms]
    handover, use = meeting.rules.handover_ms, 1.0
    if len(gaps) >= LEARNS_AFTER:
        handover = min(MOST_HANDOVER_MS, median_low(gaps))
    if len(heard) >= LEARNS_AFTER:
        use = sum(s.clock.elapsed_ms for s in heard) / sum(s.clock.limit_ms for s in heard)
    return Pace(handover, min(MOST_USE, max(LEAST_USE, use)))


def handovers(meeting: Meeting) -> list[int]:
    """The times between one speech from the list and the next of the same item, with nobody called in between."""
    called = [s for s in meeting.speeches.values() if not s.point]
    return [
        max(0, after.began_at - before.ended_at)
        for before, after in pairwise(called)
        if _heard(before) and before.ended_at is not None and before.item == after.item
        if _heard(after) or (_from_list(after) and after.state in ("on", "interrupted"))
    ]


def rest_ms(meeting: Meeting, now: int) -> int:
    """What is left to whoever has the floor, and to whom that interrupted. Nothing over time; a pause goes on."""
    on = [meeting.speeches[speech] for speech in (meeting.floor, meeting.interrupted) if speech]
    return sum(max(0, remaining_ms(speech.clock, now)) for speech in on)


def spread(begins: int, now: int) -> tuple[int, int]:
    """The earliest and the latest time: the more there is ahead, the wider apart. A setting."""
    margin = (begins - now) * SPREAD_PERCENT // 100
    return begins - margin, begins + margin


def _from_list(speech: Speech) -> bool:
    return speech.inscription is not None and speech.form not in NOT_A_TURN


def _heard(speech: Speech) -> bool:
    return _from_list(speech) and speech.state == "ended"


def _steps(meeting: Meeting) -> list[Item]:
    """What there is still to do in this sitting: the open item, then the planned ones."""
    items = meeting.sitting.items if meeting.sitting else ()
    return [i for state in ("open", "planned") for i in items if i.state == state]


def _blocks(meeting: Meeting, speakers: SpeakersList, free_at: int, pace: Pace) -> list[_Block]:
    """When the list has the floor; from now on if the programme gives it no more time."""
    found, at = [], free_at
    for item in _steps(meeting):
        if item.list is None or item.list != speakers.id:
            at = _done(meeting, item, at, pace)
            continue
        since = at if item.opened_at is None else item.opened_at
        ends = since + _minutes_ms(item) if item.minutes else None
        block = _Block(at + _foreseen_ms(meeting, item, pace), ends, item)
        found.append(block)
        at = max(block.begins, ends or 0)
    return found or [_Block(free_at)]


def _done(meeting: Meeting, item: Item, at: int, pace: Pace) -> int:
    """When an item is over that goes on, or begins, at `at`: a planned one after its minutes."""
    foreseen = at + _foreseen_ms(meeting, item, pace)
    if item.opened_at is None:
        return at + _minutes_ms(item) if item.minutes else foreseen
    return foreseen if item.speaker or item.speakers else max(at, item.opened_at + _minutes_ms(item))


def _minutes_ms(item: Item) -> int:
    return (item.minutes or 0) * 60_000


def _foreseen_ms(meeting: Meeting, item: Item, pace: Pace) -> int:
    """The time of those whom the programme foresees in an item and who have not had the floor in it."""
    heard = {s.seat for s in meeting.speeches.values() if s.item == item.id and s.state != "put_back"}
    seats = [seat for seat in ((item.speaker,) if item.speaker else item.speakers) if seat not in heard]
    return sum(pace.handover_ms + limit_ms(meeting, meeting.seats[seat], item) for seat in seats)


def _lengths(meeting: Meeting, rows: Iterable[Inscription], pace: Pace) -> list[int]:
    """How long those who wait will probably speak."""
    return [round(limit_ms(meeting, meeting.seats[row.seat], None, row) * pace.use) for row in rows]


def _slots(blocks: Sequence[_Block], lengths: Iterable[int], pace: Pace) -> list[_Slot]:
    """One after the other, each after a handover; who does not fit into a block begins the next one."""
    slots, block, at = [], 0, blocks[0].begins
    for length in lengths:
        while block < len(blocks) - 1 and (ends := blocks[block].ends) and at + pace.handover_ms + length > ends:
            block += 1
            at = blocks[block].begins
        slots.append(_Slot(at + pace.handover_ms, at := at + pace.handover_ms + length, block))
    return slots


def _in_block(blocks: Sequence[_Block], slot: _Slot) -> bool:
    ends = blocks[0].ends
    return slot.block == 0 and (ends is None or slot.ends <= ends)


def _last(blocks: Sequence[_Block], slots: Sequence[_Slot]) -> _Slot:
    """Where the list has come to when all who wait have spoken."""
    return slots[-1] if slots else _Slot(blocks[0].begins, blocks[0].begins)


def _item_ends(
    meeting: Meeting, blocks: Sequence[_Block], slots: Sequence[_Slot], free_at: int, pace: Pace
) -> int | None:
    """When the open item is over: after the last speaker who fits into it, if it draws on the list."""
    item = meeting.item
    if item is None:
        return None
    if item != blocks[0].item:
        return _done(meeting, item, free_at, pace)
    return max((slot.ends for slot in slots if slot.block == 0), default=blocks[0].begins)


def _over(ends: int | None, item: Item | None) -> int | None:
    """By how much an item outlasts its minutes."""
    if ends is None or item is None or item.opened_at is None or item.minutes is None:
        return None
    return ends - item.opened_at - _minutes_ms(item)


def _sitting_ends(meeting: Meeting, blocks: Sequence[_Block], slots: Sequence[_Slot], pace: Pace) -> int:
    """When the sitting is over: after the list, the minutes of what is planned after it, and the rights of reply."""
    steps, last = _steps(meeting), _last(blocks, slots)
    at, block = last.ends, blocks[last.block]
    if block.item:
        steps = steps[steps.index(block.item) + 1 :]
        at = at if block.item.state == "open" else max(at, block.ends or at)
    for item in steps:
        at = _done(meeting, item, at, pace)
    replies = replies_list(meeting)
    waiting = _lengths(meeting, replies.waiting, pace) if replies else []
    return at + sum(pace.handover_ms + length for length in waiting)


def _fits(
    meeting: Meeting, blocks: Sequence[_Block], slots: Sequence[_Slot], stop: int, pace: Pace
) -> Mapping[str, int]:
    """How many more of each kind fit, each at its limit and a handover, in what the blocks have left."""
    last = _last(blocks, slots)
    begins = [last.ends, *(block.begins for block in blocks[last.block + 1 :])]
    ends = [min(stop, block.ends or stop) for block in blocks[last.block :]]
    left = [max(0, end - begin) for begin, end in zip(begins, ends, strict=True)]
    each = {
        kind: pace.handover_ms + round(seconds * 1000 * pace.use)
        for kind, seconds in meeting.limits.items()
        if kind != "panellist"
    }
    return {kind: sum(ms // max(1, one) for ms in left) for kind, one in each.items()}


def _fits_all(meeting: Meeting, speakers: SpeakersList, free_at: int, pace: Pace, sitting: Sitting) -> int | None:
    """The longest speaking time for all with which everybody is reached, as a chair announces it in steps of 10 s."""

    def fails(seconds: int) -> bool:
        tried = SpeakingTimeSet("all", seconds).apply(meeting, free_at)
        blocks = _blocks(tried, speakers, free_at, pace)
        return _last(blocks, _slots(blocks, _lengths(tried, speakers.waiting, pace), pace)).ends > sitting.end

    works = bisect_left(FOR_ALL, True, key=fails)
    return FOR_ALL[works - 1] if works and speakers.waiting else None
