"""A timer beside the speaker's clock."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.auxiliary_timer import StartAuxiliaryTimer, StopAuxiliaryTimer
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import AuxiliaryTimer
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK
from tests.meeting.stories import Story, floor_open, speech_on


def running(story: Story) -> AuxiliaryTimer | None:
    return story.meeting.auxiliary_timer


def test_a_timer_runs_until_it_is_stopped() -> None:
    story = floor_open()
    story.give(CHAIR, StartAuxiliaryTimer(" Break ", 15), at=1000)
    assert running(story) == AuxiliaryTimer("Break", story.meeting.at + 15 * 60_000)
    before = running(story)
    story.give(DESK, AddInscription("FR"), at=1500)
    story.give(CHAIR, GiveFloorToNext(), at=2000)
    assert running(story) == before
    story.give(DESK, StopAuxiliaryTimer(), at=3000)
    assert running(story) is None
    assert story.refuse(DESK, StopAuxiliaryTimer()).reason is Reason.ALREADY


def test_a_timer_does_not_change_the_floor_and_its_clock() -> None:
    story = speech_on()
    floor, speech = story.meeting.floor, story.meeting.speech
    story.give(CHAIR, StartAuxiliaryTimer("Minute of silence", 1))
    assert (story.meeting.floor, story.meeting.speech) == (floor, speech)


def test_undo_of_a_second_timer_brings_back_the_first() -> None:
    story = floor_open()
    story.give(CHAIR, StartAuxiliaryTimer("Break", 15))
    first = story.meeting.auxiliary_timer
    story.give(CHAIR, StartAuxiliaryTimer("Lunch", 90))
    story.give(CHAIR, Undo())
    assert story.meeting.auxiliary_timer == first


@pytest.mark.parametrize(
    ("text", "minutes", "field"),
    [("", 5, "text"), ("  ", 5, "text"), ("x" * 61, 5, "text"), ("Break", 0, "minutes"), ("Break", 241, "minutes")],
)
def test_a_timer_has_a_short_text_and_some_minutes(text: str, minutes: int, field: str) -> None:
    refused = floor_open().refuse(CHAIR, StartAuxiliaryTimer(text, minutes))
    assert (refused.reason, refused.facts) == (Reason.INVALID, {"field": field})
