"""Who is next: the programme's own speakers, then the list at hand; and the orders in which a list is kept."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.next_speaker import UpcomingCall, next_call
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.items import CloseItem, OpenItem, SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speakers_list.order_reasons import order_reason
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.speakers_list.reordering import MoveInscription, SwapInscriptions
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.panel import MEMBERS, OBSERVERS, ORGANIZATIONS, Room
from tests.meeting.panel import floor_open as panel_open
from tests.meeting.stories import Story, floor_open, sitting_open


def next_seat(story: Story) -> str | None:
    """The seat that would be called now."""
    up = next_call(story.meeting)
    return up.seat if up else None


def test_who_asked_first_is_next() -> None:
    story = floor_open(KE, FR)
    assert next_call(story.meeting) == UpcomingCall("KE", "f1", story.inscription(story.place("KE")))


def test_who_is_moved_to_the_front_is_next() -> None:
    story = floor_open(KE, FR)
    story.press(DESK, MoveInscription(story.place("FR"), story.place("KE")))
    assert next_seat(story) == "FR"


def test_the_speaker_of_the_item_is_next_and_who_waits_for_a_later_item_is_not_called_in_this_one() -> None:
    story = sitting_open()
    story.press(DESK, AddInscription("BR"))
    story.press(CHAIR, OpenItem("p1"))
    assert next_call(story.meeting) == UpcomingCall("okafor", "p1")
    story.press(CHAIR, GiveFloorToNext())
    assert next_call(story.meeting) is None


def test_panellists_reply_in_their_order() -> None:
    story = sitting_open()
    story.press(CHAIR, OpenItem("r1"))
    assert next_seat(story) == "okafor"
    story.press(CHAIR, GiveFloor(seat="lind"))
    assert next_seat(story) == "okafor"
    story.press(CHAIR, GiveFloorToNext())
    assert story.holder == "okafor"


def test_a_panellist_who_presented_is_still_to_reply() -> None:
    story = sitting_open()
    story.press(CHAIR, GiveFloor(item="p1"), at=10)
    story.press(CHAIR, OpenItem("r1", ending=True), at=600)
    assert next_seat(story) == "okafor"


def test_a_panellist_whose_call_was_taken_back_is_next_again() -> None:
    story = sitting_open()
    story.press(CHAIR, OpenItem("r1"))
    story.press(CHAIR, GiveFloorToNext())
    story.press(CHAIR, PutBack(story.speech.id))
    assert next_seat(story) == "okafor"


def test_who_is_absent_is_no_longer_next() -> None:
    story = floor_open(FR, KE)
    story.press(CHAIR, CallAbsent(story.place("FR")))
    assert next_seat(story) == "KE"


def test_who_was_not_reached_in_the_first_floor_block_is_first_in_the_second() -> None:
    story = floor_open(FR, KE)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    story.press(CHAIR, OpenItem("r1", ending=True), at=100)
    story.press(BR, RequestFloor(), at=110)
    story.press(CHAIR, OpenItem("f2"), at=700)
    assert story.waiting() == ["KE", "BR"]
    assert next_call(story.meeting) == UpcomingCall("KE", "f2", story.inscription(story.place("KE")))


def test_between_two_items_who_waits_for_the_next_one_is_next_and_the_call_opens_it() -> None:
    story = floor_open(FR)
    story.press(CHAIR, CloseItem("f1"))
    for passed_over in ("p1", "r1"):
        story.press(CHAIR, SkipItem(passed_over))
    assert next_call(story.meeting) == UpcomingCall("FR", "f2", story.inscription(story.place("FR")))
    story.press(CHAIR, GiveFloorToNext())
    assert (story.holder, story.speech.item, story.item("f2").state) == ("FR", "f2", "open")


def test_the_afternoon_has_a_list_of_its_own() -> None:
    story = floor_open(FR)
    story.press(DESK, AddInscription("KE", item="f3"))
    story.press(CHAIR, AdjournSitting())
    story.press(CHAIR, OpenSitting("afternoon"))
    assert next_seat(story) == "KE"


def kept_for(order: str = "kept", **kinds: int) -> Rules:
    """Blocks of four speakers in which places are kept for some kinds."""
    return Rules(order=order, reserved_per_block=kinds, block_size=4)


def letters(room: Room) -> str:
    """Who waits, in order of call: M for members, O for observers, N for NGOs."""
    return "".join(row.seat[0] for row in room.meeting.lists["list"].waiting)


def test_places_are_kept_near_the_end_of_each_block() -> None:
    assert letters(panel_open(*ORGANIZATIONS[:3], *MEMBERS[:7], rules=kept_for(ngo=1))) == "MMMNMMMNMN"


def test_who_asks_late_pushes_nobody_out_of_the_block_that_goes_on() -> None:
    room = panel_open(*MEMBERS[:6], *ORGANIZATIONS[:2], rules=kept_for(ngo=1))
    room.hear([60, 60], gap=0)
    assert letters(room) == "MNMMMN"
    room.inscribe(*MEMBERS[6:9])
    assert letters(room) == "MNMMMNMMM"


def test_a_place_that_was_taken_in_the_block_is_kept_no_more_until_the_next_one() -> None:
    room = panel_open(*MEMBERS[:6], *ORGANIZATIONS[:2], rules=kept_for(ngo=1))
    room.press(GiveFloor(seat="N0"))
    room.inscribe(MEMBERS[6])
    assert letters(room) == "MMMMMMNM"


def test_a_place_of_nobody_is_kept_for_nobody() -> None:
    room = panel_open(ORGANIZATIONS[0], *MEMBERS[:2], rules=kept_for(ngo=0))
    assert letters(room) == "NMM"
    row = room.meeting.lists["list"].waiting[0]
    assert order_reason(room.meeting, room.meeting.lists["list"], row).code == "received"


def test_a_kept_place_says_which_of_its_block_it_is_also_when_the_first_was_called() -> None:
    room = panel_open(*MEMBERS[:3], *ORGANIZATIONS[:3], rules=kept_for(ngo=2))
    room.hear([60, 60, 60], gap=0)
    speakers = room.meeting.lists["list"]
    assert letters(room) == "NMN"
    assert [order_reason(room.meeting, speakers, row).facts.get("number") for row in speakers.waiting] == [2, None, 1]


@pytest.mark.parametrize("order", ORDERS)
def test_of_every_place_it_can_be_said_why_also_of_one_that_does_not_wait(order: str) -> None:
    story = floor_open(FR, KE, rules=Rules(order=order, reserved_per_block={"member_state": 1}, inscriptions_each=2))
    story.press(FR, RequestRightOfReply())
    story.press(CHAIR, GiveFloorToNext(), at=10)
    story.press(CHAIR, CloseList())
    story.press(BR, RequestFloor(late=True))
    for speakers in story.meeting.lists.values():
        for row in (*speakers.past, *speakers.late, *(speakers.waiting if speakers.purpose == "replies" else ())):
            assert order_reason(story.meeting, speakers, row).code == "received"


def told_why(story: Story, seat: str) -> str:
    """Why a place on the first list is where it is."""
    return order_reason(story.meeting, story.meeting.lists["first"], story.inscription(story.place(seat))).code


def test_a_place_says_whether_it_was_passed_over_exchanged_or_moved() -> None:
    story = floor_open(FR, KE, BR)
    story.press(CHAIR, CallAbsent(story.place("FR"), "pass"))
    assert (story.waiting(), told_why(story, "FR")) == (["KE", "FR", "BR"], "passed_over")
    story.press(DESK, SwapInscriptions(story.place("KE"), story.place("BR")))
    assert (told_why(story, "KE"), told_why(story, "BR")) == ("swapped", "swapped")
    story.press(DESK, MoveInscription(story.place("KE"), story.place("FR")))
    assert (told_why(story, "KE"), told_why(story, "BR")) == ("placed", "swapped")
    story.press(CHAIR, GiveFloor(story.place("BR")), at=10)
    story.press(CHAIR, PutBack(story.speech.id), at=20)
    story.press(DESK, SetPriority(story.place("KE")))
    assert (told_why(story, "KE"), told_why(story, "BR")) == ("priority", "placed")


@pytest.mark.parametrize("order", ["least_heard", "least_time"])
def test_who_has_not_spoken_comes_before_who_has(order: str) -> None:
    story = floor_open(FR, KE, BR)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    story.press(FR, RequestFloor(), at=20)
    story.press(CHAIR, EndSpeech(), at=40)
    story.press(DESK, SetOrder(order))
    story.press(CHAIR, GiveFloorToNext(), at=50)
    assert (story.holder, story.waiting()) == ("KE", ["BR", "FR"])


def test_what_a_hand_has_placed_stays_through_every_order() -> None:
    story = floor_open(FR, KE, BR, rules=kept_for(ngo=1, order="receipt"))
    story.press(DESK, MoveInscription(story.place("BR"), story.place("FR")))
    for order in (*[order for order in ORDERS if order != "receipt"], "receipt"):
        story.press(DESK, SetOrder(order))
        assert story.waiting()[0] == "BR"


def test_the_order_of_receipt_is_restored_after_another() -> None:
    room = panel_open(MEMBERS[0], MEMBERS[1], OBSERVERS[0], OBSERVERS[1])
    room.press(SetOrder("alternate"))
    assert letters(room) == "MOMO"
    room.press(SetOrder("receipt"))
    assert letters(room) == "MMOO"


def test_priority_that_is_taken_away_puts_the_place_back_where_it_comes() -> None:
    story = floor_open(FR, KE, BR)
    story.press(DESK, SetPriority(story.place("KE")))
    assert story.waiting() == ["KE", "FR", "BR"]
    story.press(DESK, SetPriority(story.place("KE"), False))
    assert story.waiting() == ["FR", "KE", "BR"]
    assert story.refuse(DESK, SetPriority(story.place("KE"), False)).reason is Reason.ALREADY


def test_a_call_that_is_taken_back_is_first_whatever_the_order_and_whoever_comes() -> None:
    room = panel_open(*MEMBERS[:4], *ORGANIZATIONS[:2], rules=kept_for(ngo=1))
    room.press(GiveFloor(seat="N1"))
    room.press(PutBack(room.meeting.floor or ""))
    room.inscribe(*MEMBERS[4:6])
    assert room.meeting.lists["list"].waiting[0].seat == "N1"


@pytest.mark.parametrize("order", ["", "lot", "Receipt"])
def test_an_order_that_there_is_not_is_refused(order: str) -> None:
    assert floor_open(FR).refuse(DESK, SetOrder(order)).facts == {"field": "order"}


@pytest.mark.parametrize("kept", [{}, {"ngo": 0}])
def test_where_no_places_are_kept_that_order_is_refused_since_it_would_change_nothing(kept: dict[str, int]) -> None:
    refused = floor_open(FR, rules=Rules(reserved_per_block=kept)).refuse(DESK, SetOrder("kept"))
    assert (refused.reason, refused.facts) == (Reason.INVALID, {"field": "order"})


def test_the_order_that_holds_is_not_set_again() -> None:
    assert floor_open(FR).refuse(DESK, SetOrder("receipt")).reason is Reason.ALREADY
