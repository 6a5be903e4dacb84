"""The podium's screen flashes, or is dark."""

from nameplate.meeting import Reason
from nameplate.meeting.podium_signals import DarkenPodium, FlashPodium
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK
from tests.meeting.stories import floor_open, speech_on


def test_a_dark_podium_stays_dark_until_it_is_lit() -> None:
    story = speech_on()
    story.give(CHAIR, DarkenPodium())
    assert story.meeting.podium_dark
    assert story.refuse(DESK, DarkenPodium()).reason is Reason.ALREADY
    story.give(DESK, DarkenPodium(dark=False))
    assert not story.meeting.podium_dark


def test_undo_lights_the_podium_again() -> None:
    story = floor_open()
    story.give(CHAIR, DarkenPodium())
    story.give(CHAIR, Undo())
    assert not story.meeting.podium_dark


def test_the_podium_can_flash_again() -> None:
    story = speech_on()
    story.give(CHAIR, FlashPodium(), at=20)
    first = story.meeting.podium_flashed_at
    story.give(CHAIR, FlashPodium(), at=25)
    assert first and story.meeting.podium_flashed_at == first + 5000
