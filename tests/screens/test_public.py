"""The public screen: who speaks, for how long, who is next, and where in the programme the sitting is."""

from __future__ import annotations

import re

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.paths import WEB
from nameplate.screens.rendering import Renderer
from tests.cast import CHAIR, DESK
from tests.panel import SITTING, begun, floor_open, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


def regions(meeting: Meeting) -> dict[str, str]:
    """The regions of the screen by name."""
    return SCREENS.regions(meeting, "public", "en", None, None)


def shown(meeting: Meeting) -> str:
    """All regions of the screen."""
    return "".join(regions(meeting).values())


def third_speaker() -> Meeting:
    """The keynote, after the opening and the opening remarks."""
    return then(begun(), (CHAIR, OpenSitting(SITTING)), *((CHAIR, GiveFloor(item=i)) for i in ("p-1", "p-2", "p-3")))


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


def test_a_bar_of_steps_says_where_in_the_programme_the_sitting_is() -> None:
    assert "of 13" not in regions(begun())["status"]
    status = regions(third_speaker())["status"]
    assert "3 of 13" in status
    assert re.findall(r'<i class="(\w+)"', status)[:5] == ["closed", "closed", "open", "planned", "planned"]
    assert "3 of 12" in regions(then(third_speaker(), (CHAIR, SkipItem("p-4"))))["status"]


def test_the_programme_says_what_is_done_what_is_on_and_what_is_next() -> None:
    board = regions(third_speaker())["board"]
    rows = re.findall(r'<li id="item-(p-\d+)" class="(\w+)".*?</li>', board, re.DOTALL)
    assert rows[:4] == [("p-1", "closed"), ("p-2", "closed"), ("p-3", "open"), ("p-4", "planned")]
    assert re.findall(r'class="when">(\w+)<', board) == ["done", "done", "now", "next"]
    assert "1 earlier item<" in board and "p-1" in board.partition("</details>")[0]
    assert "p-2" not in board.partition("</details>")[0]


def test_items_that_were_passed_over_are_not_said_to_come() -> None:
    board = regions(floor_open())["board"]
    assert 'id="item-p-8" class="passed"' in board
    assert re.findall(r'class="when">(\w+)<', board) == ["now", "next"]


def test_the_state_of_the_list_and_the_speaking_times_are_told() -> None:
    assert "List open" in regions(floor_open())["next"] and "Speaking time" in regions(floor_open())["next"]
    assert "Nobody is waiting." in regions(floor_open())["next"]
    assert "List closed" in regions(then(floor_open(), (CHAIR, CloseList())))["next"]


def test_a_long_list_is_folded_after_eight_names() -> None:
    guests = [(DESK, AddInscription(guest=f"Guest {number}")) for number in range(45)]
    html = regions(then(floor_open(), *guests))["next"]
    first, _, others = html.partition("<details")
    assert (first.count("<li"), others.count("<li")) == (8, 32)
    assert "and 37 more" in others and "and 5 more" in others


def test_a_list_of_nine_names_is_not_folded() -> None:
    guests = [(DESK, AddInscription(guest=f"Guest {number}")) for number in range(9)]
    html = regions(then(floor_open(), *guests))["next"]
    assert html.count("<li") == 9 and "<details" not in html


def test_presentations_name_three_next_speakers_and_leave_the_others_to_the_programme() -> None:
    following = regions(third_speaker())["next"]
    assert following.count("<li") == 3 and "List not open yet" in following and "Speaking time" not in following


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (then(third_speaker(), (CHAIR, SuspendSitting("15:00"))), "The sitting is suspended until 15:00."),
        (then(third_speaker(), (CHAIR, AdjournSitting(ending=True))), "The sitting is adjourned."),
    ],
)
def test_in_a_pause_and_at_the_end_there_is_no_clock(meeting: Meeting, said: str) -> None:
    assert said in regions(meeting)["floor"] and "<speaking-clock" not in shown(meeting)


def test_items_that_an_adjourned_sitting_did_not_reach_do_not_come_any_more() -> None:
    board = regions(then(third_speaker(), (CHAIR, AdjournSitting(ending=True))))["board"]
    assert 'id="item-p-4" class="passed"' in board and "<board-time" not in board
