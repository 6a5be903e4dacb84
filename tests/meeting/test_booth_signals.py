"""The signals of the interpreters: to whom they belong, and how often they can be sent."""

import pytest

from nameplate.meeting import Reason, Refused
from nameplate.meeting.booth_signals import AGAIN_MS, SHOWN_MS, SendSignal, sendable_at, visible_signals
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BOOTH, CHAIR
from tests.meeting.stories import Story, created, floor_open, seconds, speech_on

SHOWN, AGAIN = SHOWN_MS / 1000, AGAIN_MS / 1000
SLOWER, WAIT = SendSignal("slow_down"), SendSignal("please_wait")


def shown(story: Story, at: float) -> list[str]:
    """The signals that are shown at a second."""
    return [s.signal for s in visible_signals(story.meeting) if s.at <= seconds(at) < s.shown_until]


def too_soon(story: Story, command: SendSignal, at: float) -> int:
    """The seconds after which a refused signal can be sent."""
    refused = story.refuse(BOOTH, command, at=at)
    assert refused.reason is Reason.SIGNAL_TOO_SOON
    return int(refused.facts["seconds"])


def test_a_signal_is_shown_for_some_seconds() -> None:
    story = speech_on()
    story.give(BOOTH, SLOWER, at=20)
    assert shown(story, 20) == ["slow_down"] == shown(story, 20 + SHOWN - 0.001)
    assert shown(story, 20 + SHOWN) == []


def test_no_booth_can_repeat_a_signal_at_once() -> None:
    story = speech_on()
    story.give(BOOTH, SLOWER, at=20)
    assert too_soon(story, SLOWER, at=20) == AGAIN
    assert too_soon(story, SLOWER, at=20 + AGAIN - 0.001) == 1
    story.give(BOOTH, SLOWER, at=20 + AGAIN)
    assert shown(story, 20 + AGAIN) == ["slow_down"]


def test_the_other_signal_waits_until_the_first_one_has_gone() -> None:
    story = speech_on()
    story.give(BOOTH, SLOWER, at=20)
    assert too_soon(story, WAIT, at=22) == SHOWN - 2
    story.give(BOOTH, WAIT, at=20 + SHOWN)
    assert shown(story, 20 + SHOWN) == ["please_wait"]
    assert too_soon(story, SLOWER, at=20 + SHOWN) == AGAIN - SHOWN


def test_a_new_speaker_sees_no_earlier_signal_and_can_be_asked_at_once() -> None:
    story = speech_on()
    story.give(BOOTH, SLOWER, at=20)
    story.give(CHAIR, GiveFloorToNext(), at=21)
    assert shown(story, 21) == []
    story.give(BOOTH, SLOWER, at=22)
    assert shown(story, 22) == ["slow_down"]


def test_please_wait_stays_when_the_floor_passes_to_another_speaker() -> None:
    story = speech_on()
    story.give(BOOTH, WAIT, at=20)
    story.give(CHAIR, GiveFloorToNext(), at=21)
    assert shown(story, 22) == ["please_wait"]
    assert too_soon(story, WAIT, at=23) == AGAIN - 3


def test_nobody_is_asked_to_slow_down_while_the_floor_is_free() -> None:
    assert floor_open().refuse(BOOTH, SLOWER) == Refused(Reason.FLOOR_FREE)


def test_the_booths_can_ask_to_wait_before_the_sitting_opens() -> None:
    story = created()
    story.give(BOOTH, WAIT, at=5)
    assert shown(story, 6) == ["please_wait"]


def test_undo_of_the_end_of_a_speech_keeps_the_rest_between_signals() -> None:
    story = speech_on()
    story.give(BOOTH, SLOWER, at=20)
    story.give(CHAIR, EndSpeech(), at=30)
    story.give(CHAIR, Undo(), at=31)
    assert sendable_at(story.meeting, "slow_down") == seconds(20 + AGAIN)


def test_the_chair_can_undo_the_call_of_a_speaker_who_was_asked_to_slow_down() -> None:
    story = speech_on()
    story.give(BOOTH, SLOWER, at=20)
    story.give(CHAIR, Undo(), at=21)
    assert story.holder is None and shown(story, 21) == []


def test_the_chair_cannot_undo_a_signal_of_the_booth() -> None:
    story = speech_on()
    story.give(BOOTH, SLOWER, at=20)
    assert story.refuse(CHAIR, Undo(story.meeting.version), at=21) == Refused(Reason.BOOTHS_OWN)
    assert shown(story, 21) == ["slow_down"]


@pytest.mark.parametrize("signal", ["", "faster", "SLOW_DOWN"])
def test_an_unknown_signal_is_refused(signal: str) -> None:
    assert speech_on().refuse(BOOTH, SendSignal(signal)) == Refused(Reason.INVALID, {"field": "signal"})
