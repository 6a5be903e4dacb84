"""The public screen: who speaks, for how long, and who is next."""

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
    """All regions of the screen."""
    return "".join(SCREENS.regions(meeting, "public", "en", None, None).values())


def test_it_shows_the_speaker_with_the_group_the_clock_and_the_next_ones() -> None:
    listed = then(floor_open(), (DESK, AddInscription("KE", on_behalf_of="the African Group")))
    meeting = then(listed, (DESK, AddInscription("FR")), (CHAIR, GiveFloorToNext()))
    seen = shown(meeting)
    assert "Kenya" in seen and "on behalf of the African Group" in seen and "<speaking-clock" in seen
    assert "France" in seen.partition('id="next"')[2]


def test_it_shows_no_message_to_the_speaker_and_no_control() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("KE")), (CHAIR, GiveFloorToNext()))
    seen = shown(then(meeting, (CHAIR, SendNotice("speaker", "Please conclude"))))
    assert "Please conclude" not in seen and "<button" not in seen


def test_before_the_sitting_it_shows_the_programme() -> None:
    assert "The sitting opens at 09:00." in shown(begun()) and "Mr. Martin Khor" in shown(begun())
