"""The timer: the speaker's clock and the chair's message, and no name."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
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


def test_while_nobody_speaks_the_timer_shows_the_time_of_day() -> None:
    assert "<wall-clock" in shown(begun()) and "<speaking-clock" not in shown(begun())
