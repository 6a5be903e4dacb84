"""The items of the programme: opening, closing, skipping, and changing their minutes."""

from dataclasses import replace

import pytest

from nameplate.meeting import Command, Meeting, Reason, record
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.meeting import DoesNotApply
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.items import (
    FLOOR_ITEM_KINDS,
    ITEM_KINDS,
    CloseItem,
    OpenItem,
    SetItemMinutes,
    SkipItem,
)
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, FR, KE
from tests.meeting.stories import PROGRAMME, Story, created, floor_open, sitting_open


def states(story: Story) -> dict[str, str]:
    """The state of every item of the morning."""
    return {i.id: i.state for i in story.sitting("morning").items}


def test_a_new_meeting_has_the_state_of_its_programme() -> None:
    meeting = created().meeting
    assert (meeting.version, meeting.code, meeting.floor) == (1, "geneva", None)
    assert [i.id for i in meeting.items()] == ["p1", "f1", "r1", "f2", "end", "f3"]
    assert {i.state for i in meeting.items()} | {s.state for s in meeting.sittings} == {"planned"}
    assert {s.state for s in meeting.lists.values() if s.purpose == "speakers"} == {"unopened"}


def test_the_names_of_persons_come_with_the_first_event() -> None:
    named = Seat("okafor", "panellist", "A. Okafor")
    story = created(replace(PROGRAMME, people=(named,)))
    assert story.meeting.seats["okafor"] == named


def test_a_meeting_is_created_only_once() -> None:
    with pytest.raises(DoesNotApply):
        record(created().meeting, PROGRAMME, 0, "operator", 2)


def test_every_kind_with_a_list_is_a_kind_of_item() -> None:
    assert set(FLOOR_ITEM_KINDS) < set(ITEM_KINDS)


def test_opening_an_item_closes_the_open_one() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, OpenItem("f1"))
    assert (states(story)["p1"], states(story)["f1"]) == ("closed", "open")
    assert story.meeting.item == story.item("f1")


def test_an_item_is_closed() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, CloseItem("p1"))
    assert states(story)["p1"] == "closed"
    assert story.meeting.item is None


def test_an_item_is_skipped() -> None:
    story = sitting_open()
    story.give(CHAIR, SkipItem("p1"))
    assert states(story)["p1"] == "skipped"


def test_the_minutes_of_an_item_are_changed() -> None:
    story = sitting_open()
    story.give(CHAIR, SetItemMinutes("p1", 15))
    assert story.item("p1").minutes == 15


@pytest.mark.parametrize("leave", [OpenItem("r1"), CloseItem("f1")])
def test_leaving_an_item_is_refused_while_somebody_has_the_floor(leave: Command) -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    refused = story.refuse(CHAIR, leave, at=20)
    assert refused.reason is Reason.FLOOR_TAKEN
    assert refused.facts == {"seat": "FR"}


@pytest.mark.parametrize("leave", [OpenItem("r1", ending=True), CloseItem("f1", ending=True)])
def test_leaving_an_item_with_ending_ends_the_speech(leave: Command) -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, leave, at=40)
    assert (story.holder, states(story)["f1"]) == (None, "closed")
    assert story.meeting.speeches[speech].clock.elapsed_ms == 30_000
    assert story.inscription(story.id_of("FR")).state == "heard"


@pytest.mark.parametrize("leave", [OpenItem("r1", ending=True), CloseItem("f1", ending=True)])
def test_undo_of_leaving_an_item_restores_the_item_and_the_speech(leave: Command) -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, leave, at=40)
    story.give(CHAIR, Undo(), at=50)
    assert (story.holder, story.used(at=60)) == ("FR", 50)
    assert (states(story)["f1"], states(story)["r1"]) == ("open", "planned")


def test_opening_closing_or_skipping_an_item_twice_is_refused() -> None:
    story = floor_open()
    assert story.refuse(CHAIR, OpenItem("f1")).reason is Reason.ALREADY
    story.give(CHAIR, CloseItem("f1"))
    assert story.refuse(CHAIR, CloseItem("f1")).reason is Reason.ALREADY
    story.give(CHAIR, SkipItem("p1"))
    assert story.refuse(CHAIR, SkipItem("p1")).reason is Reason.ALREADY
    assert story.refuse(CHAIR, CloseItem("p1")).reason is Reason.ALREADY


def test_a_closed_or_skipped_item_cannot_be_opened() -> None:
    story = floor_open()
    story.give(CHAIR, CloseItem("f1"))
    story.give(CHAIR, SkipItem("p1"))
    for command in (OpenItem("f1"), OpenItem("p1"), SkipItem("f1"), SetItemMinutes("f1", 5), SetItemMinutes("p1", 5)):
        assert story.refuse(CHAIR, command).reason is Reason.ITEM_OVER


def test_an_open_item_cannot_be_skipped() -> None:
    assert floor_open().refuse(CHAIR, SkipItem("f1")).reason is Reason.ITEM_OVER


def test_a_planned_item_cannot_be_closed() -> None:
    assert sitting_open().refuse(CHAIR, CloseItem("f1")).reason is Reason.OVERTAKEN


def test_no_item_opens_before_its_sitting_is_open() -> None:
    assert created().refuse(CHAIR, OpenItem("p1")).reason is Reason.SITTING_NOT_OPEN
    assert sitting_open().refuse(CHAIR, OpenItem("f3")).reason is Reason.SITTING_NOT_OPEN


def test_no_item_opens_while_its_sitting_is_suspended() -> None:
    story = sitting_open()
    story.give(CHAIR, SuspendSitting())
    assert story.refuse(CHAIR, OpenItem("p1")).reason is Reason.SITTING_SUSPENDED


def test_no_item_opens_after_its_sitting_is_adjourned() -> None:
    story = sitting_open()
    story.give(CHAIR, AdjournSitting())
    story.give(CHAIR, OpenSitting("afternoon"))
    assert story.refuse(CHAIR, OpenItem("p1")).reason is Reason.SITTING_OVER


@pytest.mark.parametrize("minutes", [0, -1, 601])
def test_impossible_minutes_are_refused(minutes: int) -> None:
    assert sitting_open().refuse(CHAIR, SetItemMinutes("p1", minutes)).reason is Reason.INVALID


@pytest.mark.parametrize("minutes", [1, 600])
def test_the_shortest_and_the_longest_minutes_are_accepted(minutes: int) -> None:
    story = sitting_open()
    story.give(CHAIR, SetItemMinutes("p1", minutes))
    assert story.item("p1").minutes == minutes


def test_setting_the_current_minutes_is_refused() -> None:
    assert sitting_open().refuse(CHAIR, SetItemMinutes("p1", 10)).reason is Reason.ALREADY


@pytest.mark.parametrize("command", [OpenItem("p99"), CloseItem("p99"), SkipItem("p99"), SetItemMinutes("p99", 5)])
def test_an_unknown_item_is_refused(command: Command) -> None:
    assert sitting_open().refuse(CHAIR, command).reason is Reason.UNKNOWN_ITEM


def test_inscriptions_wait_on_from_one_item_to_the_next() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, OpenItem("r1"))
    story.give(CHAIR, OpenItem("f2"))
    assert story.waiting() == ["FR", "KE"]


def test_a_meeting_without_events_has_nothing_open() -> None:
    empty = Meeting()
    assert (empty.item, empty.sitting, empty.speech, empty.last_speech) == (None, None, None, None)
