"""Changes of the programme while the meeting runs: adding and moving items, and replacing a speaker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.next_speaker import UpcomingCall, next_call
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Rules, Seat
from nameplate.meeting.programme.items import CloseItem, OpenItem, SetItemMinutes, SkipItem
from nameplate.meeting.programme.programme_changes import AddItem, MoveItem, ReplaceSpeaker
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK, FR
from tests.meeting.stories import PROGRAMME, created, floor_open, sitting_open


@pytest.mark.parametrize(
    "command",
    [
        AddItem("break", "Coffee", before="f2"),
        AddItem("break", "Coffee", sitting="morning"),
        MoveItem("p1"),
        MoveItem("f3", "p1"),
        OpenItem("p1"),
        CloseItem("p1"),
        SkipItem("p1"),
        SetItemMinutes("p1", 15),
        ReplaceSpeaker("p1", "Ms. Lindqvist"),
        GiveFloor(item="p1"),
    ],
    ids=lambda command: type(command).__name__,
)
@pytest.mark.parametrize("afternoon", [False, True])
def test_items_of_an_adjourned_sitting_cannot_be_changed(command: Command, afternoon: bool) -> None:
    story = sitting_open()
    story.give(CHAIR, AdjournSitting())
    if afternoon:
        story.give(CHAIR, OpenSitting("afternoon"))
    assert story.refuse(CHAIR, command).reason is Reason.SITTING_OVER


def test_a_replaced_speaker_is_neither_called_nor_asked() -> None:
    story = floor_open()
    story.give(FR, RequestFloor("question", "To the first speaker", to="okafor"))
    story.give(CHAIR, ReplaceSpeaker("p1", "Ms. Lindqvist"))
    replaced = story.meeting.version
    new = story.item("p1").speaker or ""
    assert story.item("r1").speakers == (new, "lind")
    assert story.inscription(story.id_of("FR")).to == new
    for command in (GiveFloor(seat="okafor"), AddInscription("okafor"), AddInscription("FR", to="okafor")):
        refused = story.refuse(DESK, command)
        assert (refused.reason, refused.facts) == (Reason.REPLACED, {"seat": "okafor"})
    story.give(CHAIR, GiveFloorToNext())
    assert story.refuse(CHAIR, CorrectFloor("okafor")).reason is Reason.REPLACED
    story.give(CHAIR, Undo(replaced))
    story.give(CHAIR, GiveFloor(seat="okafor"))
    assert (story.holder, story.inscription(story.id_of("FR")).to) == ("okafor", "okafor")


def test_a_speaker_replaced_in_one_item_still_speaks_in_another() -> None:
    morning, afternoon = PROGRAMME.sittings
    again = replace(morning.items[0], id="p2")
    sittings = (replace(morning, items=(*morning.items, again)), afternoon)
    story = sitting_open(replace(PROGRAMME, sittings=sittings))
    story.give(CHAIR, ReplaceSpeaker("p1", "Ms. Lindqvist"))
    story.give(CHAIR, GiveFloor(seat="okafor"))
    assert story.holder == "okafor"


def test_a_replaced_speaker_who_waits_on_the_list_is_called() -> None:
    story = floor_open()
    story.give(DESK, AddInscription("okafor"))
    story.give(CHAIR, ReplaceSpeaker("p1", "Ms. Lindqvist"))
    story.give(CHAIR, GiveFloorToNext())
    assert story.holder == "okafor"


def test_a_speaker_replaced_after_replying_is_not_called_again_in_the_round() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("r1"))
    story.give(CHAIR, GiveFloorToNext())
    story.give(CHAIR, ReplaceSpeaker("p1", "Ms. Lindqvist"))
    assert (story.holder, next_call(story.meeting)) == ("okafor", UpcomingCall("lind", "r1"))


def test_the_programme_can_be_changed_before_the_first_sitting() -> None:
    story = created()
    story.give(CHAIR, AddItem("break", "Coffee", before="f1"))
    assert [i.kind for i in story.sitting("morning").items][:2] == ["presentation", "break"]


def test_replacing_a_speaker_does_not_change_an_adjourned_sitting() -> None:
    morning, afternoon = PROGRAMME.sittings
    again = replace(morning.items[0], id="p2")
    story = sitting_open(replace(PROGRAMME, sittings=(morning, replace(afternoon, items=(again, *afternoon.items)))))
    story.give(CHAIR, AdjournSitting())
    held = story.sitting("morning").items
    story.give(CHAIR, ReplaceSpeaker("p2", "Ms. Lindqvist"))
    assert story.sitting("morning").items == held


@pytest.mark.parametrize("asks", [RequestRightOfReply, RaisePointOfOrder])
def test_adding_a_speaker_cannot_be_undone_after_a_request_for_that_speaker(
    asks: type[RequestRightOfReply | RaisePointOfOrder],
) -> None:
    story = sitting_open(
        replace(PROGRAMME, rules=Rules(reply_categories=("panellist",), point_categories=("panellist",)))
    )
    story.give(CHAIR, AddItem("keynote", speaker="Ms. Lindqvist"))
    added = story.meeting.version
    story.give(DESK, asks(seat=f"speaker-{added}"))
    assert story.refuse(CHAIR, Undo(added)).reason is Reason.RESTS_ON_IT


def test_ids_of_added_items_and_seats_differ_from_those_in_the_file() -> None:
    story = created()
    version = story.meeting.version + 1
    morning, afternoon = PROGRAMME.sittings
    taken = replace(morning.items[-1], id=f"item-{version}")
    seats = (*PROGRAMME.seats, Seat(f"speaker-{version}", "ngo", "A"), Seat(f"guest-{version + 1}", "ngo", "B"))
    story = created(
        replace(PROGRAMME, sittings=(replace(morning, items=(*morning.items, taken)), afternoon), seats=seats)
    )
    story.give(CHAIR, AddItem("keynote", speaker="Ms. Lindqvist"))
    story.give(DESK, AddInscription(guest="A mayor", item="f1"))
    items = [item.id for item in story.meeting.items()]
    assert len(items) == len({*items})
    assert [story.meeting.seats[seat.id] for seat in seats[-2:]] == [*seats[-2:]]
    added = next(item for item in story.meeting.items() if item.kind == "keynote")
    assert story.meeting.seats[added.speaker or ""].name == "Ms. Lindqvist"
    assert story.meeting.seats[story.waiting()[0]].name == "A mayor"
