"""The values from which every part of a forecast is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Sitting, SpeakersList
from nameplate.meeting.speakers_list.list_lookup import find_current_list

from .list_schedule import ListSchedule, categories_of, schedule_list
from .pace import Pace, learn_pace, remaining_floor_ms

MIN_FORECAST_SPEECHES = 300
"""A setting, not a rule. The first 300 speakers get a likely time. So do all others who speak before the hard stop."""


@dataclass(frozen=True, slots=True)
class ForecastInputs:
    """A meeting with an open sitting, its current list, and the values that every part of a forecast needs.

    `categories` are the categories of the waiting speakers, in order. `free_at` is when the current speech ends.
    """

    meeting: Meeting
    sitting: Sitting
    speakers: SpeakersList | None
    categories: Sequence[str]
    now: int
    free_at: int
    pace: Pace

    def schedule(self, min_slots: int = MIN_FORECAST_SPEECHES) -> ListSchedule:
        """The schedule of the list, with a slot for at least the first `min_slots` speakers."""
        speakers = self.speakers or SpeakersList("", ())
        return schedule_list(
            self.meeting, speakers, self.categories, self.now, self.free_at, self.pace, min_slots, self.sitting.ends_at
        )


def forecast_inputs(meeting: Meeting, now: int) -> ForecastInputs | None:
    """The inputs for a forecast, or None if no sitting is open.

    Also None while the sitting is suspended: `until` is free text, so nobody knows when it resumes.
    """
    if meeting.sitting is None or meeting.sitting.state == "suspended":
        return None
    current_list = find_current_list(meeting)
    speakers = current_list if isinstance(current_list, SpeakersList) else None
    categories = categories_of(meeting, speakers.waiting) if speakers else ()
    free_at = now + remaining_floor_ms(meeting, now)
    return ForecastInputs(meeting, meeting.sitting, speakers, categories, now, free_at, learn_pace(meeting))
