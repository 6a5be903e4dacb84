"""The programme has every item with its time; the script has every sentence of the chair, in order."""

from __future__ import annotations

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.programme_changes import AddItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.paper.programme import PrintedItem, ProgrammePaper, programme_paper
from nameplate.paper.script import BLANK, Script, script
from nameplate.screens.render_context import RenderContext
from tests.cast import BR, CHAIR, FR, KE
from tests.panel import begun, floor_open, then

from .meetings import LONG_NAME, SCREENS, crowded, printed, seminar


def programme(meeting: Meeting) -> ProgrammePaper:
    return programme_paper(RenderContext(meeting, SCREENS.words("en")), meeting.at)


def items(meeting: Meeting) -> tuple[PrintedItem, ...]:
    """The items of the first sitting."""
    return programme(meeting).sittings[0].items


def spoken(meeting: Meeting) -> Script:
    return script(RenderContext(meeting, SCREENS.words("en")), meeting.at)


def said(meeting: Meeting) -> list[str]:
    """The sentences of the first sitting, in order."""
    sitting = spoken(meeting).sittings[0]
    return [sitting.opening, *(line.said for each in sitting.passages for line in each.lines), sitting.closing]


@pytest.mark.parametrize("meeting", [begun(), begun(seminar())], ids=["panel", "seminar"])
def test_the_programme_has_every_item_of_every_sitting(meeting: Meeting) -> None:
    sittings = programme(meeting).sittings
    assert [len(each.items) for each in sittings] == [len(each.items) for each in meeting.sittings]
    html = printed("programme", meeting)
    for seat in meeting.seats.values():
        if seat.category in ("panellist", "chair"):
            assert SCREENS.words("en").seat_name(seat) in html


def test_the_times_of_the_programme_add_up_to_the_end_of_the_sitting() -> None:
    morning, afternoon = programme(begun(seminar())).sittings
    assert [item.at for item in morning.items[:4]] == ["10:00", "10:05", "10:10", "10:15"]
    assert (morning.items[-1].at, morning.ends, afternoon.begins) == ("12:50", "13:00", "15:00")


def test_a_skipped_item_is_neither_in_the_programme_nor_in_the_script() -> None:
    opened = then(begun(), (CHAIR, OpenSitting("meeting-1")))
    skipped = then(opened, (CHAIR, SkipItem("p-4")))

    def presents(meeting: Meeting) -> bool:
        return any(item.speaker and item.speaker.name == "Mr. Martin Khor" for item in items(meeting))

    def calls(meeting: Meeting) -> int:
        return sum(line.startswith("I now give the floor to Mr. Martin Khor") for line in said(meeting))

    assert (presents(opened), calls(opened)) == (True, 3)
    assert (presents(skipped), calls(skipped)) == (False, 2), "he still replies twice"


def test_after_an_item_without_minutes_there_are_no_times() -> None:
    meeting = then(begun(), (CHAIR, AddItem("break", "Coffee", before="p-2")))
    assert [item.at for item in items(meeting)[:3]] == ["09:00", "09:03", ""]


def test_the_script_goes_from_the_opening_to_the_end() -> None:
    lines = said(begun())
    assert lines[0] == "I declare the meeting open." and lines[-1] == "The meeting is adjourned."
    first = "I now give the floor to Ms. Flavia Pansieri, to be followed by H.E. Mr. Abbas Bagherpour Ardekani"
    assert any(line.startswith(first) for line in lines)
    opened, closed = (
        lines.index("The list of speakers is now open."),
        lines.index("The list of speakers is now closed."),
    )
    assert lines[opened - 1] == "We now turn to the next item: Interactive discussion, slot 1."
    assert lines[opened + 1] == f"I now give the floor to {BLANK}, to be followed by {BLANK}."
    assert opened < closed
    assert any(line == "" for line in lines), "no room for the chair's own words"


def test_the_script_calls_everybody_who_waits_by_the_formal_name() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()), (BR, RequestFloor()))
    meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    calls = [line for each in spoken(meeting).sittings[0].passages for line in each.lines if line.cue.number]
    assert [(call.cue.number, call.cue.name, call.cue.limit) for call in calls] == [
        (1, "Kenya", "3:00"),
        (2, "Brazil", "3:00"),
    ]
    assert calls[0].said == (
        "I now give the floor to the distinguished representative of Kenya, "
        "to be followed by the distinguished representative of Brazil."
    )


def test_the_script_holds_a_very_long_list() -> None:
    meeting = crowded()
    (speakers,) = (each for each in meeting.lists.values() if each.waiting)
    html = printed("script", meeting)
    assert html.count('<span class="number">') == len(speakers.waiting) > 240
    assert f"on behalf of the {LONG_NAME}" in html


def test_what_is_over_is_not_in_the_script() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting("meeting-1")), (CHAIR, OpenItem("p-9")))
    passages = spoken(meeting).sittings[0].passages
    assert spoken(meeting).sittings[0].opening == ""
    assert "Interactive discussion, slot 1" in [each.title for each in passages]
    over = then(meeting, (CHAIR, AdjournSitting()))
    assert spoken(over).sittings == () and "All sittings are adjourned." in printed("script", over)
    assert len(spoken(then(begun(seminar()), (CHAIR, OpenSitting("morning")), (CHAIR, AdjournSitting()))).sittings) == 1


def test_before_a_break_the_chair_suspends_the_meeting_until_its_end() -> None:
    meeting = then(begun(), (CHAIR, AddItem("break", "Coffee", minutes=15, before="p-2")))
    assert "The meeting is suspended until 09:18." in said(meeting)
