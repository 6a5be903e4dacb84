"""How often and how long each seat has spoken. The orders `least_heard` and `least_time` use these values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Speech

FORMS_NOT_COUNTED = ("point_of_order", "right_of_reply")
STATES_COUNTED = ("ended", "on", "interrupted")
"""A speech counts from its beginning. So while a delegation speaks, its next inscription has already moved back."""


def speeches_by_seat(meeting: Meeting) -> Counter[str]:
    """The number of speeches of each seat. Points of order and rights of reply do not count."""
    return Counter(speech.seat for speech in _counted(meeting))


def speaking_ms_by_seat(meeting: Meeting) -> Counter[str]:
    """The speaking time of each seat in ms, of the same speeches. A current speech counts with its speaking limit."""
    total: Counter[str] = Counter()
    for speech in _counted(meeting):
        total[speech.seat] += speech.clock.elapsed_ms if speech.state == "ended" else speech.clock.limit_ms
    return total


def _counted(meeting: Meeting) -> Iterator[Speech]:
    return (s for s in meeting.speeches.values() if s.state in STATES_COUNTED and s.form not in FORMS_NOT_COUNTED)
