"""The forecast for the current list: when each waiting speaker will probably begin, and when the sitting will end.

The forecast depends only on the meeting and on `now`. The hard stop is the booked end of the sitting, because
interpretation ends then. A speaker is *reached* if the rest of the programme fits between the speech and the hard stop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription
from nameplate.meeting.speeches.speaking_times import current_limits

from .forecast_inputs import ForecastInputs, forecast_inputs
from .likely_ends import item_over_ms, likely_item_end, likely_sitting_end, ms_after_block
from .list_schedule import ListSchedule, SpeechSlot
from .pace import Pace, learn_pace, remaining_floor_ms

MARGIN_PERCENT = 15
"""Settings, not rules: how far the earliest and the latest time are from the likely time."""


@dataclass(frozen=True, slots=True)
class LikelySpeech:
    """The likely time of a waiting speaker. `ahead` is the number of speakers who speak earlier.

    `after_ms` counts from the end of the current speech. `in_block` says that the speech ends before the current (or
    next) floor block ends. `in_later_block` says that the speaker is called in a later floor block. The programme gives
    the beginning of that block. `deadline` is the latest end of the speech with which the rest of the sitting fits
    before the hard stop. `reached` says that the speech ends before this deadline.
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
    in_later_block: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast for the current list and the sitting. In `*_over_ms`, a negative value is spare time.

    - `free_at`: the end of the current speech, or now.
    - `speeches`: all waiting speakers. On a very long list only the first ones; all others are not reached.
    - `first_unreached`: the first inscription that is not reached.
    - `first_in_later_block`: the first inscription of a later floor block. None if the current floor block is the last
      one, or has time for all waiting speakers.
    - `list_ends`: when all waiting speakers have spoken.
    - `more_speakers`: how many more speakers of each category fit after the waiting speakers.
    """

    free_at: int
    pace: Pace
    list: str | None = None
    speeches: tuple[LikelySpeech, ...] = ()
    first_unreached: str | None = None
    first_in_later_block: str | None = None
    block_ends: int | None = None
    list_ends: int | None = None
    stop: int | None = None
    item_ends: int | None = None
    item_over_ms: int | None = None
    sitting_ends: int | None = None
    sitting_over_ms: int | None = None
    more_speakers: Mapping[str, int] = field(default_factory=dict)


def forecast(meeting: Meeting, now: int) -> Forecast:
    """The forecast if nobody changes the programme, the list or the speaking times.

    Without an open sitting, and while it is suspended, no times are known.
    """
    inputs = forecast_inputs(meeting, now)
    return _forecast(inputs) if inputs else Forecast(now + remaining_floor_ms(meeting, now), learn_pace(meeting))


def likely_range(begins: int, now: int) -> tuple[int, int]:
    """The earliest and the latest beginning of a speech. A later speech has a wider range. A setting, not a rule."""
    margin = (begins - now) * MARGIN_PERCENT // 100
    return begins - margin, begins + margin


def _forecast(inputs: ForecastInputs) -> Forecast:
    schedule = inputs.schedule()
    speeches = _likely_speeches(inputs, schedule)
    item_ends, sitting_ends = likely_item_end(inputs, schedule), likely_sitting_end(inputs, schedule)
    return Forecast(
        free_at=inputs.free_at,
        pace=inputs.pace,
        list=inputs.speakers.id if inputs.speakers else None,
        speeches=speeches,
        first_unreached=next((speech.inscription for speech in speeches if not speech.reached), None),
        first_in_later_block=_first_in_later_block(schedule, speeches),
        block_ends=schedule.blocks[0].ends,
        list_ends=schedule.last.ends if inputs.speakers else None,
        stop=inputs.sitting.ends_at,
        item_ends=item_ends,
        item_over_ms=item_over_ms(inputs, item_ends),
        sitting_ends=sitting_ends,
        sitting_over_ms=sitting_ends - inputs.sitting.ends_at,
        more_speakers=_more_speakers(inputs, schedule),
    )


def _likely_speeches(inputs: ForecastInputs, schedule: ListSchedule) -> tuple[LikelySpeech, ...]:
    waiting = inputs.speakers.waiting if inputs.speakers else ()
    deadlines = [inputs.sitting.ends_at - ms_after_block(inputs, block) for block in schedule.blocks]
    return tuple(
        _likely_speech(inputs, schedule, ahead, inscription, slot, deadlines[slot.block])
        for ahead, (inscription, slot) in enumerate(zip(waiting, schedule.slots, strict=False))
    )


def _likely_speech(
    inputs: ForecastInputs,
    schedule: ListSchedule,
    ahead: int,
    inscription: Inscription,
    slot: SpeechSlot,
    deadline: int,
) -> LikelySpeech:
    earliest, latest = likely_range(slot.begins, inputs.now)
    return LikelySpeech(
        inscription=inscription.id,
        ahead=ahead,
        begins=slot.begins,
        earliest=earliest,
        latest=latest,
        ends=slot.ends,
        after_ms=slot.begins - inputs.free_at,
        in_block=schedule.ends_in_first_block(slot),
        reached=slot.ends <= deadline,
        deadline=deadline,
        in_later_block=slot.block > 0,
    )


def _first_in_later_block(schedule: ListSchedule, speeches: Sequence[LikelySpeech]) -> str | None:
    later = (speech.inscription for speech, slot in zip(speeches, schedule.slots, strict=True) if slot.block)
    return next(later, None)


def _more_speakers(inputs: ForecastInputs, schedule: ListSchedule) -> Mapping[str, int]:
    """How many more speakers of each category fit into the spare time. Each needs the likely length and a handover."""
    if inputs.speakers is None:
        return {}
    spare = _spare_ms(inputs, schedule)
    needed = {
        category: max(1, inputs.pace.handover_ms + round(seconds * 1000 * inputs.pace.used_share))
        for category, seconds in current_limits(inputs.meeting).items()
        if category != "panellist"
    }
    return {category: sum(ms // each for ms in spare) for category, each in needed.items()}


def _spare_ms(inputs: ForecastInputs, schedule: ListSchedule) -> list[int]:
    """The spare time of each floor block after the waiting speakers. The rest of the sitting must still fit."""
    blocks = schedule.blocks[schedule.last.block :]
    begins = [schedule.last.ends, *(block.begins for block in blocks[1:])]
    stops = [inputs.sitting.ends_at - ms_after_block(inputs, block) for block in blocks]
    ends = [stop if block.ends is None else min(stop, block.ends) for block, stop in zip(blocks, stops, strict=True)]
    return [max(0, end - begin) for begin, end in zip(begins, ends, strict=True)]
