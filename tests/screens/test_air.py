"""The webcast as HTML: who speaks, for whom, who is next, and what fills a pause."""

from __future__ import annotations

import re
from dataclasses import replace

from nameplate.meeting import Meeting
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.paths import WEB
from nameplate.screens.rendering import Renderer
from tests.cast import CHAIR, DESK
from tests.panel import CODE, SITTING, begun, floor_open, panel, then

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


def test_a_tag_says_what_the_speaker_is_or_the_form_of_the_speech() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("FR")), (DESK, AddInscription("KE", form="joint_statement")))
    tags = [
        re.findall(r'class="tag">([^<]*)<', shown(each, "floor"))
        for each in (then(meeting, (CHAIR, GiveFloorToNext())), then(meeting, *[(CHAIR, GiveFloorToNext())] * 2))
    ]
    assert tags == [["Member State"], ["Joint statement"]]


def test_the_tag_of_a_speaker_of_the_programme_is_the_role_in_the_item() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)))
    kinds = {item.kind: item.id for item in meeting.items() if item.speaker}
    tags = {
        kind: re.findall(r'class="tag">([^<]*)<', shown(then(meeting, (CHAIR, GiveFloor(item=kinds[kind]))), "floor"))
        for kind in ("opening_remarks", "keynote", "presentation")
    }
    assert tags == {
        "opening_remarks": ["Opening speaker"],
        "keynote": ["Keynote speaker"],
        "presentation": ["Panellist"],
    }


def test_the_ticker_names_the_next_three_and_the_number_of_the_others() -> None:
    meeting = then(floor_open(), *((DESK, AddInscription(seat)) for seat in ("FR", "KE", "BR", "NO", "EU")))
    ticker = shown(then(meeting, (CHAIR, GiveFloorToNext())), "next")
    assert re.findall(r'class="name">([^<]*)<', ticker) == ["Kenya", "Brazil", "Norway"]
    assert "and 1 more" in ticker
    assert "European Union" not in ticker and "France" not in ticker


def test_nobody_on_the_floor_shows_nothing() -> None:
    assert "<p" not in shown(begun(), "floor")


def test_a_corrected_name_keeps_its_element_so_that_it_does_not_come_in_again() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("FR")), (CHAIR, GiveFloorToNext()))
    before = shown(meeting, "floor")
    after = shown(then(meeting, (CHAIR, CorrectFloor(seat="BR"))), "floor")
    (element,) = (part.partition('"')[0] for part in before.split('id="third-')[1:])
    assert "France" in before and "Brazil" in after and f'id="third-{element}"' in after


def test_a_pause_has_a_slate_instead_of_the_name_and_the_ticker() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("FR")), (DESK, AddInscription("KE")), (CHAIR, GiveFloorToNext()))
    assert "France" in shown(meeting, "floor") and "Kenya" in shown(meeting, "next")
    assert "<div" not in shown(meeting, "slate")
    pause = then(meeting, (CHAIR, SuspendSitting("15:00")))
    assert "<div" not in shown(pause, "floor") + shown(pause, "next")
    assert "We resume at" in shown(pause, "slate") and ">15:00<" in shown(pause, "slate")
    assert "France" in shown(pause, "slate")


def test_the_slate_has_the_logo_of_the_meeting() -> None:
    assert "<img" not in shown(begun(), "slate")
    assert f'src="/m/{CODE}/logo.png?stamp=' in shown(begun(replace(panel(), logo="iVBORw0KGgo=")), "slate")


def test_a_pause_until_something_that_is_no_time_has_a_sentence() -> None:
    slate = shown(then(floor_open(), (CHAIR, SuspendSitting("tomorrow morning"))), "slate")
    assert "The sitting is suspended until tomorrow morning." in slate and "We resume" not in slate


def test_the_slate_has_the_programme_before_the_sitting_and_none_after_it() -> None:
    before = shown(begun(), "slate")
    assert "We begin at" in before and "09:15" in before and "Mr. Martin Khor" in before
    after = shown(then(floor_open(), (CHAIR, AdjournSitting(ending=True))), "slate")
    assert "The sitting is adjourned." in after and "<aside" not in after
