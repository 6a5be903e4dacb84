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
