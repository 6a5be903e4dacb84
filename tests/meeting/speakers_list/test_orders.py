"""The orders of a list: where each puts inscriptions, and how the order is chosen."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.model.values import Rules
from nameplate.meeting.speakers_list.desk_inscriptions import SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.panel import MEMBERS, OBSERVERS, ORGANIZATIONS, initials, reserving
from tests.meeting.panel import floor_open as panel_open
from tests.meeting.stories import floor_open


def test_reserved_inscriptions_are_at_the_end_of_each_block() -> None:
    assert initials(panel_open(*ORGANIZATIONS[:3], *MEMBERS[:7], rules=reserving(ngo=1))) == "MMMNMMMNMN"


def test_new_requests_push_nobody_out_of_the_current_block() -> None:
    room = panel_open(*MEMBERS[:6], *ORGANIZATIONS[:2], rules=reserving(ngo=1))
    room.hear([60, 60], gap=0)
    assert initials(room) == "MNMMMN"
    room.inscribe(*MEMBERS[6:9])
    assert initials(room) == "MNMMMNMMM"


def test_a_reserved_call_counts_for_the_current_block_alone() -> None:
    room = panel_open(*MEMBERS[:6], *ORGANIZATIONS[:2], rules=reserving(ngo=1))
    room.give(GiveFloor(seat="N0"))
    room.inscribe(MEMBERS[6])
    assert initials(room) == "MMMMMMNM"


@pytest.mark.parametrize("order", ["least_heard", "least_time"])
def test_seats_that_have_not_spoken_come_first(order: str) -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestFloor(), at=20)
    story.give(CHAIR, EndSpeech(), at=40)
    story.give(DESK, SetOrder(order))
    story.give(CHAIR, GiveFloorToNext(), at=50)
    assert (story.holder, story.waiting()) == ("KE", ["BR", "FR"])


def test_an_inscription_placed_by_hand_stays_in_every_order() -> None:
    story = floor_open(FR, KE, BR, rules=reserving(ngo=1, order="receipt"))
    story.give(DESK, MoveInscription(story.id_of("BR"), story.id_of("FR")))
    for order in (*[order for order in ORDERS if order != "receipt"], "receipt"):
        story.give(DESK, SetOrder(order))
        assert story.waiting()[0] == "BR"


def test_the_order_of_receipt_is_restored_after_another() -> None:
    room = panel_open(MEMBERS[0], MEMBERS[1], OBSERVERS[0], OBSERVERS[1])
    room.give(SetOrder("alternate"))
    assert initials(room) == "MOMO"
    room.give(SetOrder("receipt"))
    assert initials(room) == "MMOO"


def test_without_priority_an_inscription_returns_to_its_position_by_receipt() -> None:
    story = floor_open(FR, KE, BR)
    story.give(DESK, SetPriority(story.id_of("KE")))
    assert story.waiting() == ["KE", "FR", "BR"]
    story.give(DESK, SetPriority(story.id_of("KE"), False))
    assert story.waiting() == ["FR", "KE", "BR"]
    assert story.refuse(DESK, SetPriority(story.id_of("KE"), False)).reason is Reason.ALREADY


def test_a_call_that_was_put_back_is_first_in_every_order() -> None:
    room = panel_open(*MEMBERS[:4], *ORGANIZATIONS[:2], rules=reserving(ngo=1))
    room.give(GiveFloor(seat="N1"))
    room.give(PutBack(room.meeting.floor or ""))
    room.inscribe(*MEMBERS[4:6])
    assert room.meeting.lists["list"].waiting[0].seat == "N1"


@pytest.mark.parametrize("order", ["", "lot", "Receipt"])
def test_an_unknown_order_is_refused(order: str) -> None:
    assert floor_open(FR).refuse(DESK, SetOrder(order)).facts == {"field": "order"}


@pytest.mark.parametrize("kept", [{}, {"ngo": 0}])
def test_the_order_kept_is_refused_where_nothing_is_reserved(kept: dict[str, int]) -> None:
    refused = floor_open(FR, rules=Rules(reserved_per_block=kept)).refuse(DESK, SetOrder("kept"))
    assert (refused.reason, refused.facts) == (Reason.INVALID, {"field": "order"})


def test_the_present_order_is_not_set_again() -> None:
    assert floor_open(FR).refuse(DESK, SetOrder("receipt")).reason is Reason.ALREADY
