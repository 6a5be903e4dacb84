"""The lower third of a webcast as HTML: who speaks, for whom, and who is next."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.paths import WEB
from nameplate.screens.rendering import Renderer
from tests.cast import CHAIR, DESK
from tests.panel import SITTING, begun, floor_open, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def shown(meeting: Meeting, region: str) -> str:
    """A region of the webcast's screen."""
    return SCREENS.regions(meeting, "air", "en", None, None)[region]


def test_a_panellist_has_name_and_title_but_no_theme() -> None:
    floor = shown(then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-4"))), "floor")
    assert "Mr. Martin Khor" in floor and "Executive Director of the South Centre" in floor
    assert "realizing the right to development" not in floor


def test_a_delegation_has_the_group_for_which_it_speaks() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("KE", on_behalf_of="the African Group")))
    assert "on behalf of the African Group" in shown(then(meeting, (CHAIR, GiveFloorToNext())), "floor")


def test_the_ticker_names_the_next_three() -> None:
    meeting = then(floor_open(), *((DESK, AddInscription(seat)) for seat in ("FR", "KE", "BR", "NO", "EU")))
    ticker = shown(then(meeting, (CHAIR, GiveFloorToNext())), "next")
    assert "Kenya · Brazil · Norway" in ticker
    assert "European Union" not in ticker and "France" not in ticker


def test_nobody_on_the_floor_shows_nothing() -> None:
    assert "<p" not in shown(begun(), "floor")


def test_a_corrected_name_keeps_its_element_so_that_it_does_not_come_in_again() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("FR")), (CHAIR, GiveFloorToNext()))
    before = shown(meeting, "floor")
    after = shown(then(meeting, (CHAIR, CorrectFloor(seat="BR"))), "floor")
    (element,) = (part.partition('"')[0] for part in before.split('id="third-')[1:])
    assert "France" in before and "Brazil" in after and f'id="third-{element}"' in after
