"""Opening and closing a list."""

from dataclasses import replace

from nameplate.meeting import Reason
from nameplate.meeting.model.values import Item
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from tests.cast import CHAIR, DESK, FR
from tests.meeting.stories import PROGRAMME, Story, created, floor_open, sitting_open


def list_state(story: Story, speakers: str = "first") -> str:
    """The state of a list."""
    return story.meeting.lists[speakers].state


def both_lists() -> Story:
    """France is on the list of the morning, Kenya on the one of the afternoon."""
    story = floor_open(FR)
    story.give(DESK, AddInscription("KE", item="f3"))
    return story


def test_the_list_of_the_open_item_opens_closes_and_opens_again() -> None:
    story = floor_open()
    assert list_state(story) == "open"
    story.give(DESK, CloseList())
    assert list_state(story) == "closed"
    story.give(CHAIR, OpenList())
    assert list_state(story) == "open"


def test_the_list_of_a_later_sitting_opens_when_its_item_is_named() -> None:
    story = created()
    story.give(DESK, OpenList("f3"))
    assert (list_state(story, "first"), list_state(story, "second")) == ("unopened", "open")
    story.give(DESK, CloseList("f3"))
    assert list_state(story, "second") == "closed"


def test_an_open_list_is_not_opened_and_a_closed_one_not_closed() -> None:
    story = floor_open()
    assert story.refuse(DESK, OpenList()).reason is Reason.ALREADY
    assert story.refuse(DESK, CloseList("f3")).reason is Reason.ALREADY
    story.give(DESK, CloseList())
    assert story.refuse(CHAIR, CloseList()).reason is Reason.ALREADY


def test_adjourning_closes_the_list_and_its_waiting_are_not_reached() -> None:
    story = both_lists()
    story.give(CHAIR, AdjournSitting())
    assert (story.waiting("first"), story.waiting("second")) == ([], ["KE"])
    assert story.inscription(story.id_of("FR")).state == "not_reached"
    assert (list_state(story, "first"), list_state(story, "second")) == ("closed", "unopened")


def test_a_list_that_a_later_sitting_shares_stays_as_it_is_at_adjournment() -> None:
    shared = replace(PROGRAMME.sittings[1], items=(Item("f3", "floor_block", list="first"),))
    story = sitting_open(replace(PROGRAMME, sittings=(PROGRAMME.sittings[0], shared)))
    story.give(CHAIR, OpenList())
    story.give(FR, RequestFloor())
    story.give(CHAIR, AdjournSitting())
    story.give(CHAIR, OpenSitting("afternoon"))
    assert (story.waiting(), list_state(story)) == (["FR"], "open")
