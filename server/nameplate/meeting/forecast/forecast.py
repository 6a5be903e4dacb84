"""The forecast: when each of those who wait will probably begin, who will not be reached, and when it all ends.

A function of the meeting and of `now`, for the list at hand. The hard stop is the booked end of the sitting: there
interpretation ends. The cut line is where the rest of the programme no longer fits before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, Item, Sitting, SpeakersList
from nameplate.meeting.speakers_list.list_lookup import replies_list, the_list
from nameplate.meeting.speakers_list.list_opening import ListClosed, shares
from nameplate.meeting.speeches.speaking_times import SpeakingTimeSet, current_limits

from .list_course import Block, Course, Slot, course, done, kinds_of, lengths, minutes_ms, steps
from .pace import Pace, learned, rest_ms

ENDS = ("wrap_up", "closing")
SPREAD_PERCENT = 15
TIMED = 300
FOR_ALL = range(30, 901, 10)
"""Settings, not rules. `FOR_ALL` are the seconds among which a speaking time for all is looked for; so many on the
list are `TIMED`, and all who come before the hard stop: of the others nobody needs to know when."""


@dataclass(frozen=True, slots=True)
class Turn:
    """When somebody who waits will probably speak. `ahead` counts who waits before; `begins` is the likely time.

    `after_ms` counts from the end of the present speech. `in_block`: over before the end of the present (or next) floor
    block; `later`: called in a later one, whose beginning the programme says. `deadline`: when the speech must be over
    for the rest of the sitting to fit before the hard stop; `reached`: it is.
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
    deadline: int
    later: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected. `cut` is the first inscription not reached; `*_over_ms` < 0 is spare.

    `turns` are of all who wait, but on a very long list of the first ones; who comes after them is not reached.
    `list_ends` is when all who wait have spoken.
    `block_cut` is the first inscription that will speak in a later floor block; None when the block takes all who wait,
    or is the last, which runs on. `free_at`: when the present speech ends, or now. `fits`: how many more of a kind fit
    after all who wait, before the last floor block and the sitting are to end.
    """

    free_at: int
    pace: Pace
    list: str | None = None
    turns: tuple[Turn, ...] = ()
    cut: str | None = None
    block_cut: str | None = None
    block_ends: int | None = None
    list_ends: int | None = None
    stop: int | None = None
    item_ends: int | None = None
    item_over_ms: int | None = None
    sitting_ends: int | None = None
    sitting_over_ms: int | None = None
    fits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What every part of a forecast is computed from."""

    meeting: Meeting
    sitting: Sitting
    speakers: SpeakersList | None
    kinds: Sequence[str]
    now: int
    free_at: int
    pace: Pace

    def course(self, most: int = TIMED) -> Course:
        """How the list goes on, with the slots of the first `most`."""
        speakers = self.speakers or SpeakersList("", ())
        return course(self.meeting, speakers, self.kinds, self.now, self.free_at, self.pace, most, self.sitting.ends_at)


def forecast(meeting: Meeting, now: int) -> Forecast:
    """What is to be expected if everything goes on as it does."""
    out = _outlook(meeting, now)
    return _forecast(out) if out else Forecast(now + rest_ms(meeting, now), learned(meeting))


def fits_all(meeting: Meeting, now: int) -> int | None:
    """The most seconds for all with which the sitting ends by its stop, as a chair announces it in steps of 10 s.

    Then everybody is reached, too: the sitting ends after the list. Computes half a dozen forecasts.
    """
    out = _outlook(meeting, now)
    if out is None or out.speakers is None or not out.speakers.waiting:
        return None
    known = out

    def fails(seconds: int) -> bool:
        after = SpeakingTimeSet("all", seconds).apply(meeting, now)
        tried = changed(known, meeting=after, speakers=known.speakers and after.lists[known.speakers.id])
        return _sitting_ends(tried, tried.course(most=0)) > known.sitting.ends_at

    works = bisect_left(FOR_ALL, True, key=fails)
    return FOR_ALL[works - 1] if works else None


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


def spread(begins: int, now: int) -> tuple[int, int]:
    """The earliest and the latest time: the more there is ahead, the wider apart. A setting."""
    margin = (begins - now) * SPREAD_PERCENT // 100
    return begins - margin, begins + margin


def _outlook(meeting: Meeting, now: int) -> _Outlook | None:
    if meeting.sitting is None:
        return None
    at_hand = the_list(meeting, None)
    speakers = at_hand if isinstance(at_hand, SpeakersList) else None
    kinds = kinds_of(meeting, speakers.waiting) if speakers else ()
    free_at = now + rest_ms(meeting, now)
    return _Outlook(meeting, meeting.sitting, speakers, kinds, now, free_at, learned(meeting))


def _forecast(out: _Outlook) -> Forecast:
    ahead = out.course()
    turns = _turns(out, ahead)
    item_ends, sitting_ends = _item_ends(out, ahead), _sitting_ends(out, ahead)
    return Forecast(
        free_at=out.free_at,
        pace=out.pace,
        list=out.speakers.id if out.speakers else None,
        turns=turns,
        cut=next((turn.inscription for turn in turns if not turn.reached), None),
        block_cut=_block_cut(ahead, turns),
        block_ends=ahead.blocks[0].ends,
        list_ends=ahead.last.ends if out.speakers else None,
        stop=out.sitting.ends_at,
        item_ends=item_ends,
        item_over_ms=_item_over_ms(out, item_ends),
        sitting_ends=sitting_ends,
        sitting_over_ms=sitting_ends - out.sitting.ends_at,
        fits=_fits(out, ahead),
    )


def _turns(out: _Outlook, ahead: Course) -> tuple[Turn, ...]:
    rows = out.speakers.waiting if out.speakers else ()
    deadlines = [out.sitting.ends_at - _rest_ms(out, block) for block in ahead.blocks]
    slots = zip(rows, ahead.slots, strict=False)
    return tuple(_turn(out, ahead, place, row, slot, deadlines[slot.block]) for place, (row, slot) in enumerate(slots))


def _turn(out: _Outlook, ahead: Course, place: int, row: Inscription, slot: Slot, deadline: int) -> Turn:
    earliest, latest = spread(slot.begins, out.now)
    return Turn(
        inscription=row.id,
        ahead=place,
        begins=slot.begins,
        earliest=earliest,
        latest=latest,
        ends=slot.ends,
        after_ms=slot.begins - out.free_at,
        in_block=ahead.in_block(slot),
        reached=slot.ends <= deadline,
        deadline=deadline,
        later=slot.block > 0,
    )


def _block_cut(ahead: Course, turns: Sequence[Turn]) -> str | None:
    """The first who will speak in a later block."""
    later = (turn.inscription for turn, slot in zip(turns, ahead.slots, strict=True) if slot.block)
    return next(later, None)


def _item_ends(out: _Outlook, ahead: Course) -> int | None:
    """When the open item is over: after the last speaker who fits into it, if it draws on the list."""
    item, block = out.meeting.item, ahead.blocks[0]
    if item is None or item != block.item:
        return done(out.meeting, item, out.free_at, out.pace) if item else None
    if ahead.last.block == 0:
        return max(ahead.last.ends, block.begins)
    return max((slot.ends for slot in ahead.slots if slot.block == 0), default=block.begins)


def _item_over_ms(out: _Outlook, ends: int | None) -> int | None:
    """By how much the open item outlasts its minutes."""
    item = out.meeting.item
    if ends is None or item is None or item.opened_at is None or item.minutes is None:
        return None
    return ends - item.opened_at - minutes_ms(item)


def _sitting_ends(out: _Outlook, ahead: Course) -> int:
    """When the sitting is over: after the list, the minutes of what is planned after it, and the rights of reply.

    Where that is past the hard stop, what gives way is shortened.
    """
    last = ahead.last
    at, block = last.ends, ahead.blocks[last.block]
    if block.item and block.item.state != "open":
        at = max(at, block.ends or at)
    for item in _after_block(out, block):
        at = done(out.meeting, item, at, out.pace)
    return max(last.ends + _rest_ms(out, block), min(at + _replies_ms(out), out.sitting.ends_at))


def _rest_ms(out: _Outlook, block: Block) -> int:
    """What has to follow the speakers of a block: the items after it, but for those that give way, and the replies."""
    items = [item for item in _after_block(out, block) if not _gives_way(out, item)]
    return sum(done(out.meeting, item, out.free_at, out.pace) - out.free_at for item in items) + _replies_ms(out)


def _after_block(out: _Outlook, block: Block) -> list[Item]:
    to_come = steps(out.meeting)
    return to_come[to_come.index(block.item) + 1 :] if block.item else to_come


def _gives_way(out: _Outlook, item: Item) -> bool:
    """Whether an item may be shortened for those who wait: a later block of their own list, or by setting the end."""
    same_list = out.speakers is not None and item.list == out.speakers.id
    return same_list or (out.meeting.rules.closing_gives_way and item.kind in ENDS)


def _replies_ms(out: _Outlook) -> int:
    replies = replies_list(out.meeting)
    waiting = lengths(out.meeting, replies.waiting, out.pace) if replies else []
    return sum(out.pace.handover_ms + length for length in waiting)


def _fits(out: _Outlook, ahead: Course) -> Mapping[str, int]:
    """How many more of each kind fit, each at its limit and a handover, in what the blocks have left."""
    if out.speakers is None:
        return {}
    spare = _spare(out, ahead)
    each = {
        kind: max(1, out.pace.handover_ms + round(seconds * 1000 * out.pace.use))
        for kind, seconds in current_limits(out.meeting).items()
        if kind != "panellist"
    }
    return {kind: sum(ms // one for ms in spare) for kind, one in each.items()}


def _spare(out: _Outlook, ahead: Course) -> list[int]:
    """What each block has left, with the rest of the sitting before the hard stop, when all who wait have spoken."""
    blocks = ahead.blocks[ahead.last.block :]
    begins = [ahead.last.ends, *(block.begins for block in blocks[1:])]
    stops = [out.sitting.ends_at - _rest_ms(out, block) for block in blocks]
    ends = [stop if block.ends is None else min(stop, block.ends) for block, stop in zip(blocks, stops, strict=True)]
    return [max(0, end - begin) for begin, end in zip(begins, ends, strict=True)]
