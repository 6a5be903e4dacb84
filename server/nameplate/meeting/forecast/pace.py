"""The pace of a meeting, learned from what it has heard: the real handover, and the real use of speaking time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Speech
from nameplate.meeting.speakers_list.orders import NOT_A_TURN
from nameplate.meeting.speeches.clock import remaining_ms

LEARNS_AFTER = 3
MOST_HANDOVER_MS = 120_000
LEAST_USE, MOST_USE = 0.5, 1.5
"""Settings, not rules."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How the room goes: the time from one speaker to the next, and how much of the limit a speaker uses (1 = all)."""

    handover_ms: int
    use: float


def learned(meeting: Meeting) -> Pace:
    """The real handover and the real use of time, each once it was seen three times; until then as the rules say."""
    gaps = handovers(meeting)
    known = len(gaps) >= LEARNS_AFTER
    return Pace(min(MOST_HANDOVER_MS, median_low(gaps)) if known else meeting.rules.handover_ms, use_of_time(meeting))


def handovers(meeting: Meeting) -> list[int]:
    """The times between one speech from the list and the next of the same item, with nobody called in between."""
    called = [s for s in meeting.speeches.values() if not s.point]
    return [
        max(0, after.began_at - before.ended_at)
        for before, after in pairwise(called)
        if _heard(before) and before.ended_at is not None and before.item == after.item
        if _heard(after) or (_from_list(after) and after.state in ("on", "interrupted"))
    ]


def use_of_time(meeting: Meeting) -> float:
    """What was used of what was granted in the speeches from the list, kept within bounds.

    A clock that nobody started says nothing.
    """
    heard = [s.clock for s in meeting.speeches.values() if _heard(s) and s.clock.limit_ms and s.clock.elapsed_ms]
    if len(heard) < LEARNS_AFTER:
        return 1.0
    use = sum(clock.elapsed_ms for clock in heard) / sum(clock.limit_ms for clock in heard)
    return min(MOST_USE, max(LEAST_USE, use))


def rest_ms(meeting: Meeting, now: int) -> int:
    """What is left to whoever has the floor, and to whom that interrupted. Nothing over time; a pause goes on."""
    on = [meeting.speeches[speech] for speech in (meeting.floor, meeting.interrupted) if speech]
    return sum(max(0, remaining_ms(speech.clock, now)) for speech in on)


def _from_list(speech: Speech) -> bool:
    return speech.inscription is not None and speech.form not in NOT_A_TURN


def _heard(speech: Speech) -> bool:
    return _from_list(speech) and speech.state == "ended"
