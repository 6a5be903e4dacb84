"""Forecasts with other speaking times, or with the list closed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import SpeakersList
from nameplate.meeting.speakers_list.list_lookup import find_current_list
from nameplate.meeting.speakers_list.list_opening import ListClosed
from nameplate.meeting.speakers_list.shared_speaking_time import divide_budgets
from nameplate.meeting.speeches.speaking_times import SpeakingTimeSet

from .forecast import Forecast, forecast
from .forecast_inputs import forecast_inputs
from .likely_ends import likely_sitting_end

SECONDS_FOR_ALL = range(30, 901, 10)
"""A setting, not a rule: the speaking times that `longest_time_for_all` tries, as a chair would announce them."""


def what_if(meeting: Meeting, now: int, limits: Mapping[str, int] | None = None, close: bool = False) -> Forecast:
    """The forecast if speakers who were not called yet had other speaking times (seconds by category, or for `all`).

    With `close`, the forecast assumes that the current list is closed now. Then a shared speaking time is divided.
    """
    for category, seconds in (limits or {}).items():
        meeting = SpeakingTimeSet(category, seconds).apply(meeting, now)
    speakers = find_current_list(meeting)
    if close and isinstance(speakers, SpeakersList) and speakers.state == "open":
        meeting = ListClosed(speakers.id, divide_budgets(meeting, speakers)).apply(meeting, now)
    return forecast(meeting, now)


def longest_time_for_all(meeting: Meeting, now: int) -> int | None:
    """The longest speaking time for all, in seconds, with which the sitting ends before the hard stop.

    With this time every waiting speaker is reached, because the sitting ends after the list. None if nobody waits, or
    if even the shortest time is too long. A binary search finds the time with about seven forecasts.
    """
    found = forecast_inputs(meeting, now)
    if found is None or found.speakers is None or not found.speakers.waiting:
        return None
    inputs = found

    def is_too_long(seconds: int) -> bool:
        after = SpeakingTimeSet("all", seconds).apply(meeting, now)
        tried = changed(inputs, meeting=after, speakers=inputs.speakers and after.lists[inputs.speakers.id])
        return likely_sitting_end(tried, tried.schedule(min_slots=0)) > inputs.sitting.ends_at

    fitting = bisect_left(SECONDS_FOR_ALL, True, key=is_too_long)
    return SECONDS_FOR_ALL[fitting - 1] if fitting else None
