"""The schedule of a very long list has slots for the first speakers only, and the same end as with all slots."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting import Meeting
from nameplate.meeting.forecast.forecast import forecast
from nameplate.meeting.forecast.forecast_inputs import MIN_FORECAST_SPEECHES
from nameplate.meeting.forecast.list_schedule import ListSchedule, categories_of, schedule_list
from nameplate.meeting.forecast.pace import Pace
from nameplate.meeting.forecast.what_if import longest_time_for_all
from nameplate.meeting.model.values import Inscription, Seat
from nameplate.meeting.speakers_list.list_update_helpers import with_changed_list
from tests.meeting.stories import floor_open

MINUTE = 60_000
CATEGORIES = ("member_state", "observer_state", "ngo")


def long_list(many: int) -> Meeting:
    """A number of speakers of several categories wait."""
    meeting = floor_open().meeting
    for n in range(many):
        meeting.seats[f"S{n}"] = Seat(f"S{n}", CATEGORIES[n % len(CATEGORIES)])  # type: ignore[index]
    inscriptions = tuple(Inscription(f"i{100 + n}", f"S{n}", "first", meeting.at) for n in range(many))
    return with_changed_list(meeting, "first", *inscriptions, waiting=inscriptions)


def ahead(meeting: Meeting, most: int, stop: int, pace: Pace) -> ListSchedule:
    """The schedule of the list, with slots for the first `most` speakers and for those before `stop`."""
    speakers = meeting.lists["first"]
    categories = categories_of(meeting, speakers.waiting)
    return schedule_list(meeting, speakers, categories, meeting.at, meeting.at, pace, most, stop)


@settings(max_examples=50, deadline=None)
@given(many=st.integers(0, 60), most=st.integers(0, 70), minutes=st.integers(0, 200), use=st.floats(0.5, 1.5))
def test_the_end_of_the_list_does_not_depend_on_the_number_of_slots(
    many: int, most: int, minutes: int, use: float
) -> None:
    meeting, pace = long_list(many), Pace(20_000, use)
    whole = ahead(meeting, many, 0, pace)
    stop = meeting.at + minutes * MINUTE
    some = ahead(meeting, most, stop, pace)
    assert some.last == whole.last
    assert some.slots == whole.slots[: len(some.slots)]
    assert len(some.slots) >= min(most, many)
    assert all(slot.ends > stop for slot in whole.slots[len(some.slots) :])


def test_a_very_long_list_has_times_for_its_first_speakers_and_a_first_unreached_one() -> None:
    meeting = long_list(2_000)
    seen = forecast(meeting, meeting.at)
    assert MIN_FORECAST_SPEECHES <= len(seen.speeches) < 2 * MIN_FORECAST_SPEECHES
    assert seen.first_unreached == next(speech.inscription for speech in seen.speeches if not speech.reached)
    assert seen.list_ends and seen.stop and seen.list_ends > seen.stop
    assert longest_time_for_all(meeting, meeting.at) is None
