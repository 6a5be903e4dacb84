"""How often and how long each seat has spoken, for the orders that put the least heard first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Speech

FORMS_NOT_COUNTED = ("point_of_order", "right_of_reply")
STATES_COUNTED = ("ended", "on", "interrupted")
"""A speech counts from its beginning: while a delegation has the floor, its next inscription is already moved back."""


def speeches_by_seat(meeting: Meeting) -> Counter[str]:
    """How many speeches each seat has made. Points of order and rights of reply do not count."""
    return Counter(speech.seat for speech in _counted(meeting))


def speaking_ms_by_seat(meeting: Meeting) -> Counter[str]:
    """Milliseconds that each seat has spoken in these speeches. One that has not ended counts with its limit."""
    total: Counter[str] = Counter()
    for speech in _counted(meeting):
        total[speech.seat] += speech.clock.elapsed_ms if speech.state == "ended" else speech.clock.limit_ms
    return total


def _counted(meeting: Meeting) -> Iterator[Speech]:
    return (s for s in meeting.speeches.values() if s.state in STATES_COUNTED and s.form not in FORMS_NOT_COUNTED)
