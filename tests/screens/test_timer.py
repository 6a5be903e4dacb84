"""The timer: the speaker's clock and the chair's message, and no name."""

from __future__ import annotations

import re

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.auxiliary_timer import StartAuxiliaryTimer, StopAuxiliaryTimer
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.podium_signals import DarkenPodium, FlashPodium
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.paths import WEB
from nameplate.screens.rendering import Renderer
from tests.cast import CHAIR, DESK
from tests.panel import begun, floor_open, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def shown(meeting: Meeting) -> str:
    """The timer's region."""
    return SCREENS.regions(meeting, "timer", "en", None, None)["floor"]


def test_the_timer_shows_the_clock_and_the_message_to_the_speaker() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("FR")), (CHAIR, GiveFloorToNext()))
    told = then(meeting, (CHAIR, SendNotice("speaker", "Please conclude")))
    assert f'limit="180000" elapsed="0" since="{meeting.at}"' in shown(meeting)
    assert "France" not in shown(meeting) and "Please conclude" not in shown(meeting)
    assert "Please conclude" in shown(told)


def test_the_whole_time_is_beside_each_clock() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("FR")), (CHAIR, GiveFloorToNext()))
    assert re.findall(r"<p class=\"limit\">(.+)</p>", shown(meeting)) == ["of 3:00", "of 42:00", "until 12:00"]
    assert "limit" not in shown(begun())


@pytest.mark.parametrize("audience", ["hall", "podium", "timer"])
def test_a_timer_of_the_chair_is_shown_with_its_end(audience: str) -> None:
    meeting = then(begun(), (CHAIR, StartAuxiliaryTimer("Minute of silence", 1)))
    region = SCREENS.regions(meeting, audience, "en", None, None)["auxiliary_timer"]
    assert "Minute of silence" in region and f'until="{meeting.at + 60_000}"' in region
    ended = SCREENS.regions(then(meeting, (CHAIR, StopAuxiliaryTimer())), audience, "en", None, None)
    assert "Minute of silence" not in ended["auxiliary_timer"]


@pytest.mark.parametrize("audience", ["podium", "timer"])
def test_the_screen_in_front_of_the_speaker_flashes_and_is_dark(audience: str) -> None:
    def region(meeting: Meeting) -> str:
        return SCREENS.regions(meeting, audience, "en", None, None)["attention"]

    calm = begun()
    flashed = then(calm, (CHAIR, FlashPodium()))
    assert f'begins="{flashed.at}" ends="{flashed.at + 3000}"' in region(flashed)
    assert "flash" not in region(calm) and "dark" not in region(calm)
    assert 'class="dark"' in region(then(calm, (CHAIR, DarkenPodium())))


def test_while_nobody_speaks_the_timer_shows_the_time_of_day() -> None:
    assert "<wall-clock" in shown(begun()) and "<speaking-clock" not in shown(begun())
