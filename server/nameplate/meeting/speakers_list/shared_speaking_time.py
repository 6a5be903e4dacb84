"""Speaking time that categories share. When the list closes, the unused time is divided among the waiting speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nameplate.meeting.model.bounds import MIN_SPEAKING_SECONDS
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import SpeakersList


def divide_budgets(meeting: Meeting, speakers: SpeakersList) -> dict[str, int]:
    """Divides the unused shared time. Returns the seconds for each waiting speaker, by category.

    A result is at most the speaking time of the category, and at least the shortest speaking time that can be set.
    """
    waiting = Counter(meeting.seats[one.seat].category for one in speakers.waiting)
    found: dict[str, int] = {}
    for names, minutes in meeting.rules.budgets.items():
        categories = names.split("+")
        if count := sum(waiting[category] for category in categories):
            share = (minutes * 60 - _used_seconds(meeting, speakers, categories)) // count
            share = max(MIN_SPEAKING_SECONDS, share)
            found |= {category: min(share, meeting.limits.get(category, share)) for category in categories}
    return found


def _used_seconds(meeting: Meeting, speakers: SpeakersList, categories: Iterable[str]) -> int:
    """Seconds that these categories have used on a list. A current speech counts with its whole speaking limit."""
    past = {one.id for one in speakers.past}
    speeches = [
        s for s in meeting.speeches.values() if s.inscription in past and meeting.seats[s.seat].category in categories
    ]
    ended_ms = sum(s.clock.elapsed_ms for s in speeches if s.state == "ended")
    return (ended_ms + sum(s.clock.limit_ms for s in speeches if s.state in ("on", "interrupted"))) // 1000
