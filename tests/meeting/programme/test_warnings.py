"""When the clock turns amber, and red: changes while the meeting runs."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.programme.warnings import SetWarnings
from nameplate.meeting.speeches.clock import warning_thresholds
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK
from tests.meeting.stories import Story, floor_open, speech_on


def thresholds(story: Story, minutes: int = 10, item: str = "") -> tuple[int, int]:
    """Amber and red of a speech of some minutes, in seconds."""
    meeting = story.meeting
    found = next((each for each in meeting.items() if each.id == item), None)
    amber, red = warning_thresholds(minutes * 60_000, meeting.rules, found)
    return amber // 1000, red // 1000


def test_a_meeting_has_new_warnings_from_now_on() -> None:
    story = speech_on()
    assert thresholds(story) == (60, 30)
    story.give(CHAIR, SetWarnings(180, 45))
    assert thresholds(story) == (180, 45)
    story.give(CHAIR, Undo())
    assert thresholds(story) == (60, 30)


def test_a_short_speech_does_not_begin_in_amber() -> None:
    story = floor_open()
    story.give(CHAIR, SetWarnings(180, 90))
    assert thresholds(story, minutes=2) == (60, 60)


def test_an_item_has_warnings_of_its_own() -> None:
    story = floor_open()
    item = next(story.meeting.items()).id
    story.give(DESK, SetWarnings(120, 60, item))
    story.give(DESK, SetWarnings(90, 10))
    assert thresholds(story, item=item) == (120, 60)
    assert thresholds(story) == (90, 10)


def test_a_warning_is_a_share_of_the_speaking_time() -> None:
    story = floor_open()
    story.give(CHAIR, SetWarnings(20, 10, amber_unit="percent", red_unit="percent"))
    assert thresholds(story) == (120, 60)
    assert thresholds(story, minutes=2) == (24, 12)
    story.give(CHAIR, SetWarnings(20, 30, amber_unit="percent"))
    assert thresholds(story) == (120, 30)
    assert thresholds(story, minutes=2) == (24, 24)  # red never comes before amber


@pytest.mark.parametrize(
    ("amber", "red", "units", "field"),
    [
        (101, 20, ("percent", "percent"), "amber"),
        (20, 21, ("percent", "percent"), "red"),
        (60, 101, ("seconds", "percent"), "red"),
        (20, 3601, ("percent", "seconds"), "red"),
        (60, 30, ("minutes", "seconds"), "amber"),
        (60, 30, ("seconds", "minutes"), "red"),
    ],
)
def test_impossible_shares_and_unknown_units_are_refused(
    amber: int, red: int, units: tuple[str, str], field: str
) -> None:
    refused = floor_open().refuse(CHAIR, SetWarnings(amber, red, None, *units))
    assert (refused.reason, refused.facts) == (Reason.INVALID, {"field": field})


@pytest.mark.parametrize(
    ("amber", "red", "field"), [(0, 0, "amber"), (3601, 30, "amber"), (60, 0, "red"), (60, 61, "red")]
)
def test_impossible_warnings_are_refused(amber: int, red: int, field: str) -> None:
    refused = floor_open().refuse(CHAIR, SetWarnings(amber, red))
    assert (refused.reason, refused.facts) == (Reason.INVALID, {"field": field})


def test_warnings_that_are_set_already_are_refused() -> None:
    story = floor_open()
    story.give(CHAIR, SetWarnings(90, 10))
    assert story.refuse(DESK, SetWarnings(90, 10)).reason is Reason.ALREADY


def test_an_unknown_item_and_one_of_an_adjourned_sitting_are_refused() -> None:
    story = floor_open()
    assert story.refuse(CHAIR, SetWarnings(90, 10, "nothing")).reason is Reason.UNKNOWN_ITEM
    item = next(story.meeting.items()).id
    story.give(CHAIR, AdjournSitting())
    assert story.refuse(CHAIR, SetWarnings(90, 10, item)).reason is Reason.SITTING_OVER
