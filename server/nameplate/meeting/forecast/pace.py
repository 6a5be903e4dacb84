"""The pace of a meeting, learned from its speeches so far: the handover time and the used share of speaking time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Speech
from nameplate.meeting.speakers_list.heard_speeches import FORMS_NOT_COUNTED
from nameplate.meeting.speeches.clock import remaining_ms

MIN_OBSERVATIONS = 3
MAX_HANDOVER_MS = 120_000
MIN_USED_SHARE, MAX_USED_SHARE = 0.5, 1.5
"""Settings, not rules."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The time from the end of a speech to the next one, and the share of their limits that speakers use (1 = all)."""

    handover_ms: int
    used_share: float


def learn_pace(meeting: Meeting) -> Pace:
    """The pace so far. With fewer than three observations, a value comes from the rules or the speaking limits."""
    observed = handover_times(meeting)
    known = len(observed) >= MIN_OBSERVATIONS
    handover = min(MAX_HANDOVER_MS, median_low(observed)) if known else meeting.rules.handover_ms
    return Pace(handover, used_share(meeting))


def handover_times(meeting: Meeting) -> list[int]:
    """Milliseconds between two speeches from the list in the same item, if nobody else was called in between."""
    called = [s for s in meeting.speeches.values() if not s.point]
    return [
        max(0, after.began_at - before.ended_at)
        for before, after in pairwise(called)
        if _heard(before) and before.ended_at is not None and before.item == after.item
        if _heard(after) or (_from_list(after) and after.state in ("on", "interrupted"))
    ]


def used_share(meeting: Meeting) -> float:
    """The share of the speaking limits that the speeches from the list used, within bounds.

    A speech whose clock was never started is ignored.
    """
    heard = [s.clock for s in meeting.speeches.values() if _heard(s) and s.clock.limit_ms and s.clock.elapsed_ms]
    if len(heard) < MIN_OBSERVATIONS:
        return 1.0
    share = sum(clock.elapsed_ms for clock in heard) / sum(clock.limit_ms for clock in heard)
    return min(MAX_USED_SHARE, max(MIN_USED_SHARE, share))


def remaining_floor_ms(meeting: Meeting, now: int) -> int:
    """The time that is left for the current speech and for the interrupted speech, together.

    Overtime counts as zero. A paused clock counts as if it were running.
    """
    on = [meeting.speeches[speech] for speech in (meeting.floor, meeting.interrupted) if speech]
    return sum(max(0, remaining_ms(speech.clock, now)) for speech in on)


def _from_list(speech: Speech) -> bool:
    return speech.inscription is not None and speech.form not in FORMS_NOT_COUNTED


def _heard(speech: Speech) -> bool:
    return _from_list(speech) and speech.state == "ended"
