"""Which list a command means when it names none, or an item."""

from dataclasses import replace

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.model.values import Item, Sitting
from nameplate.meeting.programme.items import CloseItem, OpenItem
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from tests.cast import CHAIR, DESK, FR
from tests.meeting.stories import PROGRAMME, Story, created, seconds, sitting_open


def list_state(story: Story, speakers: str = "first") -> str:
    """The state of a list."""
    return story.meeting.lists[speakers].state


def test_before_the_floor_block_its_list_is_the_current_one() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, OpenList())
    assert list_state(story) == "open"


@pytest.mark.parametrize(
    ("item", "reason"), [("f99", Reason.UNKNOWN_ITEM), ("p1", Reason.NO_LIST), (None, Reason.SITTING_NOT_OPEN)]
)
def test_an_item_without_a_list_is_refused(item: str | None, reason: Reason) -> None:
    story = created()
    assert story.refuse(DESK, OpenList(item)).reason is reason
    assert story.refuse(DESK, CloseList(item)).reason is reason
    assert story.refuse(DESK, AddInscription("FR", item=item)).reason is reason


def two_lists_of_one_sitting() -> Story:
    """A morning sitting with two floor blocks, each with its own list."""
    blocks = (Item("f1", "floor_block", list="first"), Item("f3", "floor_block", list="second"))
    return sitting_open(replace(PROGRAMME, sittings=(Sitting("morning", seconds(0), seconds(60), blocks),)))


def test_the_list_of_the_open_item_is_the_current_one_even_if_an_earlier_item_was_skipped() -> None:
    story = two_lists_of_one_sitting()
    story.give(CHAIR, OpenList("f1"))
    story.give(CHAIR, OpenItem("f3"))
    story.give(CHAIR, OpenList())
    story.give(FR, RequestFloor())
    assert (story.waiting("first"), story.waiting("second")) == ([], ["FR"])


def test_after_an_item_the_next_list_is_the_current_one_and_the_last_one_stays_it() -> None:
    story = two_lists_of_one_sitting()
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, CloseItem("f1"))
    story.give(CHAIR, OpenList())
    assert (list_state(story, "first"), list_state(story, "second")) == ("unopened", "open")
    story.give(CHAIR, OpenItem("f3"))
    story.give(CHAIR, CloseItem("f3"))
    story.give(CHAIR, CloseList())
    assert list_state(story, "second") == "closed"


def test_a_sitting_without_a_floor_block_has_no_list() -> None:
    quiet = Sitting("morning", seconds(0), seconds(60), (Item("p1", "presentation"),))
    story = sitting_open(replace(PROGRAMME, sittings=(quiet,), lists=()))
    assert story.refuse(DESK, OpenList()).reason is Reason.NO_LIST
    assert story.refuse(FR, RequestFloor()).reason is Reason.NO_LIST


def test_an_open_list_of_the_next_sitting_takes_requests_before_it_begins() -> None:
    story = created()
    story.give(DESK, OpenList("f3"))
    story.give(FR, RequestFloor())
    assert story.waiting("second") == ["FR"]
