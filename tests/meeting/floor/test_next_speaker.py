"""The next speaker: from the open item, its list, the rights of reply or the programme; a call may open an item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.next_speaker import UpcomingCall, list_to_close_before_replies, next_call, upcoming_calls
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Item, Sitting
from nameplate.meeting.programme.items import CloseItem, OpenItem, SkipItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import PROGRAMME, START, Story, created, floor_open, sitting_open

HOUR = 3_600_000
OPENING = Item("c1", "chair_opening", speaker="lind")
FIRST, SECOND = (Item(f"p{n}", "presentation", minutes=10, speaker=who) for n, who in ((1, "okafor"), (2, "lind")))
FLOOR = Item("f1", "floor_block", minutes=30, list="first")
WRAP_UP = Item("w1", "wrap_up", speaker="lind")


def programme(*items: Item) -> MeetingCreated:
    """One sitting with these items. Items with a list share it."""
    lists = tuple(replace(each, items=tuple(i.id for i in items if i.list == each.id)) for each in PROGRAMME.lists)
    return replace(PROGRAMME, sittings=(Sitting("morning", START, START + 3 * HOUR, items),), lists=lists)


def seats(story: Story) -> list[str]:
    """The seats of the calls ahead, in order."""
    return [call.seat for call in upcoming_calls(story.meeting)]


def test_between_items_the_speakers_of_planned_items_are_next_and_a_call_opens_the_item() -> None:
    story = created(programme(OPENING, FIRST, SECOND, FLOOR))
    assert seats(story) == ["lind", "okafor", "lind"]
    story.give(CHAIR, OpenSitting("morning"))
    story.give(CHAIR, OpenList("f1"))
    story.give(FR, RequestFloor())
    assert next_call(story.meeting) == UpcomingCall("lind", "c1")
    for second, (seat, item) in enumerate((("lind", "c1"), ("okafor", "p1"), ("lind", "p2")), 10):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        assert (story.holder, story.speech.item, story.item(item).state) == (seat, item, "open")
    assert (story.item("c1").state, story.item("p1").state) == ("closed", "closed")


def test_there_is_no_next_speaker_when_an_item_must_be_opened_first() -> None:
    story = sitting_open(programme(FIRST, FLOOR, WRAP_UP))
    story.give(DESK, AddInscription("FR"))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    refused = story.refuse(CHAIR, GiveFloorToNext())
    assert (refused.reason, refused.facts) == (Reason.ITEM_NOT_OPEN, {"item": "f1"})
    assert seats(story) == []


@pytest.mark.parametrize("others", [(), ("okafor",)])
def test_an_item_with_replies_can_have_its_own_speaker(others: tuple[str, ...]) -> None:
    replies = Item("r1", "replies", minutes=10, speaker="lind", speakers=others)
    story = sitting_open(programme(replies, WRAP_UP))
    story.give(CHAIR, OpenItem("r1"))
    assert seats(story) == ["lind", *others, "lind"]
    for seat in ("lind", *others):
        story.give(CHAIR, GiveFloorToNext())
        assert (story.holder, story.granted()) == (seat, 600 / (1 + len(others)))
    assert next_call(story.meeting) == UpcomingCall("lind", "w1")


def test_after_the_last_speaker_of_a_closed_list_the_next_item_follows() -> None:
    story = sitting_open(programme(FLOOR, WRAP_UP))
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList())
    for delegation in (FR, KE):
        story.give(delegation, RequestFloor())
    story.give(CHAIR, CloseList())
    assert seats(story) == ["FR", "KE"]
    for _ in range(2):
        story.give(CHAIR, GiveFloorToNext())
    assert seats(story) == ["lind"]


def test_an_open_list_keeps_its_item_open_until_somebody_has_spoken_and_the_floor_is_free() -> None:
    story = sitting_open(programme(FLOOR, WRAP_UP))
    story.give(CHAIR, OpenItem("f1"))
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.LIST_EMPTY
    story.give(CHAIR, OpenList())
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.LIST_EMPTY
    story.give(FR, RequestFloor())
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.LIST_EMPTY
    story.give(CHAIR, EndSpeech(), at=20)
    assert next_call(story.meeting) == UpcomingCall("lind", "w1")


def test_an_open_list_does_not_skip_the_rights_of_reply() -> None:
    story = sitting_open(programme(FLOOR, WRAP_UP))
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList())
    story.give(KE, RequestFloor())
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestRightOfReply())
    story.give(CHAIR, EndSpeech(), at=20)
    speakers = list_to_close_before_replies(story.meeting)
    assert (speakers and speakers.id, seats(story)) == ("first", [])
    story.give(CHAIR, CloseList())
    assert seats(story) == ["FR"]
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert seats(story) == ["lind"]


def test_the_last_panellists_reply_does_not_skip_the_rights_of_reply() -> None:
    story = sitting_open(programme(FLOOR, Item("r1", "replies", minutes=10, speaker="lind")))
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList())
    story.give(KE, RequestFloor())
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestRightOfReply())
    story.give(CHAIR, EndSpeech(), at=20)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    speakers = list_to_close_before_replies(story.meeting)
    assert (story.holder, speakers and speakers.id) == ("lind", "first")
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.LIST_EMPTY
    story.give(CHAIR, CloseList("f1"))
    assert seats(story) == ["FR"]


def test_next_is_refused_while_a_point_of_order_waits() -> None:
    story = floor_open(FR, KE)
    story.give(BR, RaisePointOfOrder())
    refused = story.refuse(CHAIR, GiveFloorToNext())
    assert (refused.reason, refused.facts) == (Reason.POINT_RAISED, {"seat": "BR"})
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id, "set aside"))
    story.give(CHAIR, GiveFloorToNext())
    assert story.holder == "FR"


def test_next_is_refused_unless_a_sitting_is_open() -> None:
    story = created()
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.SITTING_NOT_OPEN
    story.give(CHAIR, OpenSitting("morning"))
    story.give(CHAIR, SuspendSitting())
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.SITTING_SUSPENDED
    story.give(CHAIR, AdjournSitting())
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.SITTING_NOT_OPEN


def test_there_is_no_next_speaker_at_the_end_of_the_programme() -> None:
    story = sitting_open(programme(FIRST))
    story.give(CHAIR, SkipItem("p1"))
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.LIST_EMPTY


def test_a_heard_speaker_of_a_closed_item_is_not_called_again() -> None:
    story = sitting_open(programme(FIRST, SECOND))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, CloseItem("p1", ending=True), at=20)
    assert seats(story) == ["lind"]
