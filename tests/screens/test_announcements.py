"""The announcements on every screen: the list opens or closes, its order is drawn, speaking times change."""

from __future__ import annotations

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.lots import DrawOrder
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.paths import WEB
from nameplate.screens.announcements import announcements
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.cast import BR, CHAIR, FR, KE
from tests.panel import begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def newest(meeting: Meeting) -> str:
    """The texts of the current announcements."""
    return announcements(meeting, WORDS)[0].text


def test_nothing_is_announced_before_the_meeting() -> None:
    assert announcements(begun(), WORDS) == ()


def test_the_list_is_announced_whenever_it_opens_and_closes() -> None:
    assert newest(floor_open()) == "The list of speakers is open"
    closed = then(floor_open(), (CHAIR, CloseList()))
    assert newest(closed) == "The list of speakers is closed"
    reopened = then(closed, (CHAIR, OpenList()))
    assert (newest(reopened), announcements(reopened, WORDS)[0].since) == ("The list of speakers is open", reopened.at)
    timed = then(reopened, (CHAIR, OpenList(minutes=5)))
    assert timed.at > reopened.at and announcements(timed, WORDS) == announcements(reopened, WORDS)


def test_a_new_speaking_time_is_announced_from_the_moment_of_the_change() -> None:
    meeting = then(floor_open(), (CHAIR, SetSpeakingTime("all", 90)))
    said = announcements(meeting, WORDS)
    assert (said[0].text, said[0].since) == ("Speaking time from now on: 1:30 all", meeting.at)
    assert [each.text for each in said[1:]] == ["The list of speakers is open"]


def test_a_draw_is_announced_with_its_letter() -> None:
    meeting = then(floor_open(), *((by, RequestFloor()) for by in (FR, KE, BR)), (CHAIR, DrawOrder("lot", "dice 3 4")))
    assert newest(meeting) == "The order of the list: drawn by lot"
    meeting = then(meeting, (CHAIR, DrawOrder("alphabet", "dice 3 4")))
    letter = next(speakers.draw.letter for speakers in meeting.lists.values() if speakers.draw)
    assert newest(meeting) == f"The order of the list: alphabet from the drawn letter {letter}"


@pytest.mark.parametrize("audience", ["hall", "podium", "delegate"])
def test_every_screen_of_the_room_says_it(audience: str) -> None:
    meeting = then(floor_open(), (CHAIR, SetSpeakingTime("ngo", 60)))
    shown = SCREENS.regions(meeting, audience, "en", None, None)["announced"]
    assert f'begins="{meeting.at}"' in shown
    assert "1:00 NGO" in shown
