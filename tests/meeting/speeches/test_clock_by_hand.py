"""Meetings in which the chair starts the clock: no time is used between the call and that moment."""

import pytest

from nameplate.meeting import Command
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import FloorGiven, GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.forecast.pace import learn_pace
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.sittings import ResumeSitting, SuspendSitting
from nameplate.meeting.speeches.clock import AdjustClock, ResumeClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, FR, KE
from tests.meeting.panel import MEMBERS
from tests.meeting.panel import floor_open as panel_open
from tests.meeting.stories import MEMBER, Story, floor_open, seconds, state

BY_HAND = Rules(clock_by_hand=True)


def called() -> Story:
    """France was given the floor at second 10. Its clock has not been started."""
    story = floor_open(FR, KE, rules=BY_HAND)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    return story


def test_no_time_is_used_until_the_chair_starts_the_clock() -> None:
    story = called()
    assert (story.holder, story.granted(), story.used(at=40)) == ("FR", MEMBER, 0)
    story.give(CHAIR, ResumeClock(), at=40)
    assert story.used(at=55.5) == 15.5
    assert story.speech.began_at == seconds(10)


def test_the_chair_also_starts_the_clock_of_a_panellist() -> None:
    story = floor_open(rules=BY_HAND)
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    assert story.used(at=60) == 0


def test_without_the_setting_the_clock_starts_with_the_call() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.used(at=40) == 30


@pytest.mark.parametrize("ending", [EndSpeech(), GiveFloorToNext(), CallAbsent("i5")])
def test_a_speech_without_a_started_clock_has_used_no_time(ending: Command) -> None:
    story = called()
    speech = story.speech.id
    story.give(CHAIR, ending, at=100)
    assert story.meeting.speeches[speech].clock.elapsed_ms == 0


def test_a_clock_not_yet_started_is_still_not_started_after_a_point_of_order() -> None:
    story = called()
    story.give(KE, RaisePointOfOrder(), at=20)
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), at=25)
    assert story.used(at=35) == 10, "a point of order is short, and its clock starts at once"
    story.give(CHAIR, RulePointOfOrder(point), at=50)
    assert (story.holder, story.used(at=90)) == ("FR", 0)


def test_suspending_and_resuming_the_sitting_does_not_start_the_clock() -> None:
    story = called()
    story.give(CHAIR, SuspendSitting(), at=20)
    story.give(CHAIR, ResumeSitting(), at=30)
    story.give(CHAIR, AdjustClock(30), at=35)
    story.give(CHAIR, ResumeClock(), at=40)
    assert (story.used(at=50), story.granted()) == (10, MEMBER + 30)


@pytest.mark.parametrize("command", [ResumeClock(), PutBack("s7"), EndSpeech()])
def test_the_chairs_command_is_undone(command: Command) -> None:
    story = called()
    before = state(story.meeting)
    story.give(CHAIR, command, at=20)
    story.give(CHAIR, Undo(), at=30)
    assert state(story.meeting) == before
    assert story.used(at=60) == 0


def test_clocks_that_were_never_started_do_not_change_the_pace() -> None:
    room = panel_open(*MEMBERS[:6], rules=BY_HAND)
    for _ in range(4):
        room.give(GiveFloorToNext())
        room.give(EndSpeech(), room.minute + 2)
    assert learn_pace(room.meeting).used_share == 1


def test_a_stored_event_without_by_hand_starts_the_clock_at_once() -> None:
    assert FloorGiven("FR", 180_000).by_hand is False
