"""The end of a speech: by the chair, or by the speaker."""

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK, FR, KE, PANELLIST
from tests.meeting.stories import floor_open, seconds, sitting_open


def test_the_chair_ends_a_speech_and_the_floor_is_free() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, EndSpeech(speech), at=75)
    ended = story.meeting.speeches[speech]
    assert story.holder is None
    assert (ended.state, ended.clock.elapsed_ms, ended.ended_at) == ("ended", 65_000, seconds(75))
    assert story.inscription(story.id_of("FR")).state == "heard"


def test_a_delegation_yields_the_floor() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(FR, YieldFloor(speech), at=40)
    assert story.holder is None
    assert story.meeting.speeches[speech].clock.elapsed_ms == 30_000


def test_a_panellist_yields_the_floor() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    story.give(PANELLIST, YieldFloor(), at=400)
    assert story.holder is None


def test_nobody_yields_the_floor_of_another_seat() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(KE, YieldFloor(), at=20).reason is Reason.NOT_YOURS


@pytest.mark.parametrize("command", [EndSpeech(), YieldFloor()])
def test_ending_a_speech_is_refused_while_the_floor_is_free(command: Command) -> None:
    assert floor_open(FR).refuse(CHAIR, command).reason is Reason.FLOOR_FREE


@pytest.mark.parametrize("command", [EndSpeech("s99"), YieldFloor("s99")])
def test_ending_an_unknown_speech_is_refused(command: Command) -> None:
    assert floor_open(FR).refuse(CHAIR, command).reason is Reason.UNKNOWN_SPEECH


@pytest.mark.parametrize("end", [EndSpeech, YieldFloor])
def test_two_people_who_end_the_same_speech_end_only_one(end: type[EndSpeech | YieldFloor]) -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    seen = story.speech.id
    story.give(CHAIR, GiveFloorToNext(seen), at=90)
    assert story.refuse(DESK, end(seen), at=90).reason is Reason.OVERTAKEN
    assert story.holder == "KE"


def test_after_undo_of_an_end_the_clock_has_run_all_the_time() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, EndSpeech(), at=40)
    story.give(CHAIR, Undo(), at=50)
    assert (story.holder, story.used(at=60)) == ("FR", 50)
    assert story.speech.clock.running_since is not None
