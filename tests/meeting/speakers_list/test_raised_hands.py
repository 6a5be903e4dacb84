"""Hands that are raised in a conference: their time of receipt, their place, and how they are lowered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Rules
from nameplate.meeting.remote_delegations import SetRemote
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.raised_hands import MOST_EARLIER_MS, LowerHand, RaiseHand
from nameplate.meeting.speakers_list.reordering import MoveInscription
from tests.cast import BR, BRIDGE, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open, seconds

BOUND = MOST_EARLIER_MS / 1000


def open_list(rules: Rules | None = None) -> Story:
    """The list is open since second 100 at the latest. Kenya and Brazil take part remotely."""
    story = floor_open(rules=rules)
    for seat in ("KE", "BR"):
        story.give(DESK, SetRemote(seat), at=100)
    return story


def received(story: Story, seat: str = "KE") -> tuple[int, int | None]:
    """The time of receipt and the time of raising of a seat's newest inscription."""
    newest = story.meeting.inscriptions.for_seat(seat)[-1]
    return newest.at, newest.raised_at


def test_a_raised_hand_is_an_inscription_with_the_time_at_which_it_was_raised() -> None:
    story = open_list()
    story.give(BRIDGE, RaiseHand("KE", seconds(195)), at=200)
    (waiting,) = story.meeting.lists["first"].waiting
    assert (waiting.seat, waiting.source, waiting.form, waiting.state) == ("KE", "remote", "statement", "waiting")
    assert received(story) == (seconds(195), seconds(195))


def test_a_hand_comes_before_requests_that_were_received_after_it_was_raised() -> None:
    story = open_list()
    story.give(BR, RequestFloor(), at=190)
    story.give(FR, RequestFloor(), at=197)
    story.give(BRIDGE, RaiseHand("KE", seconds(195)), at=200)
    assert story.waiting() == ["BR", "KE", "FR"]


def test_a_hand_counts_as_received_at_most_30_seconds_earlier() -> None:
    story = open_list()
    story.give(FR, RequestFloor(), at=200)
    story.give(BRIDGE, RaiseHand("KE", seconds(150)), at=231)
    assert received(story) == (seconds(231 - BOUND), seconds(150))
    assert story.waiting() == ["FR", "KE"]


def test_a_hand_is_never_received_later_than_now_or_before_the_list_was_open() -> None:
    story = open_list()
    story.give(BRIDGE, RaiseHand("KE", seconds(900)), at=200)
    assert received(story) == (seconds(200), seconds(900))
    story.give(CHAIR, CloseList(), at=210)
    story.give(CHAIR, OpenList(), at=220)
    story.give(BRIDGE, RaiseHand("BR", seconds(205)), at=221)
    assert received(story, "BR") == (seconds(220), seconds(205))


def test_a_closing_time_that_is_set_later_does_not_move_a_hand_back() -> None:
    """The list was open all the time. Only its closing time is new."""
    story = open_list()
    story.give(FR, RequestFloor(), at=205)
    story.give(CHAIR, OpenList(minutes=5), at=210)
    story.give(BRIDGE, RaiseHand("KE", seconds(200)), at=212)
    assert received(story) == (seconds(200), seconds(200))
    assert story.waiting() == ["KE", "FR"]
    assert story.meeting.lists["first"].closes_at == seconds(210 + 300)


def test_without_a_time_a_hand_is_received_now() -> None:
    story = open_list()
    story.give(BRIDGE, RaiseHand("KE"), at=200)
    assert received(story) == (seconds(200), seconds(200))


def test_a_hand_does_not_pass_an_inscription_that_was_placed_by_hand_or_has_priority() -> None:
    story = open_list()
    story.give(FR, RequestFloor(), at=196)
    story.give(DESK, AddInscription(guest="Ada"), at=197)
    story.give(DESK, MoveInscription(story.id_of("FR"), None), at=198)
    story.give(BRIDGE, RaiseHand("KE", seconds(190)), at=200)
    assert [*map(str, story.waiting())][-2:] == ["FR", "KE"]
    story.give(DESK, SetPriority(story.id_of("KE")), at=201)
    story.give(BRIDGE, RaiseHand("BR", seconds(180)), at=202)
    assert story.waiting()[0] == "KE"


def test_another_order_of_the_list_applies_to_hands_too() -> None:
    """Kenya is an observer State; France and Brazil are Member States. The categories alternate."""
    story = open_list(Rules(order="alternate"))
    story.give(FR, RequestFloor(), at=197)
    story.give(BRIDGE, RaiseHand("BR", seconds(195)), at=200)
    story.give(BRIDGE, RaiseHand("KE", seconds(199)), at=201)
    assert story.waiting() == ["BR", "KE", "FR"]


def test_a_bridge_raises_hands_only_for_remote_delegations_on_an_open_list() -> None:
    story = open_list()
    assert story.refuse(BRIDGE, RaiseHand("FR")).reason is Reason.NOT_REMOTE
    assert story.refuse(BRIDGE, RaiseHand("nobody")).reason is Reason.UNKNOWN_SEAT
    story.give(CHAIR, CloseList(), at=200)
    assert story.refuse(BRIDGE, RaiseHand("KE")).reason is Reason.LIST_CLOSED
    for by in (CHAIR, DESK, KE):
        assert story.refuse(by, RaiseHand("KE")).reason is Reason.FORBIDDEN
        assert story.refuse(by, LowerHand("KE")).reason is Reason.FORBIDDEN


@pytest.mark.parametrize("each", [1, 2])
def test_one_hand_makes_one_inscription(each: int) -> None:
    story = open_list(Rules(inscriptions_each=each))
    story.give(BRIDGE, RaiseHand("KE"), at=200)
    assert story.refuse(BRIDGE, RaiseHand("KE"), at=201).facts == {"place": 1}


def test_a_delegation_that_asked_on_its_phone_is_not_doubled_by_its_hand() -> None:
    story = open_list()
    story.give(KE, RequestFloor(), at=200)
    assert story.refuse(BRIDGE, RaiseHand("KE"), at=201).reason is Reason.ALREADY_INSCRIBED
    assert story.refuse(BRIDGE, LowerHand("KE"), at=202).reason is Reason.NOT_WAITING
    assert story.waiting() == ["KE"]


def test_a_lowered_hand_withdraws_its_inscription_also_from_a_closed_list() -> None:
    story = open_list()
    story.give(BRIDGE, RaiseHand("KE"), at=200)
    story.give(CHAIR, CloseList(), at=201)
    story.give(BRIDGE, LowerHand("KE", seconds(202)), at=203)
    assert story.waiting() == []
    assert story.meeting.lists["first"].past[-1].state == "withdrawn"


def test_an_earlier_lowering_does_not_withdraw_a_hand_that_was_raised_again() -> None:
    story = open_list()
    story.give(BRIDGE, RaiseHand("KE", seconds(200)), at=201)
    assert story.refuse(BRIDGE, LowerHand("KE", seconds(199)), at=202).reason is Reason.OVERTAKEN
    assert story.waiting() == ["KE"]


def test_lowering_the_hand_after_the_call_changes_nothing() -> None:
    story = open_list()
    story.give(BRIDGE, RaiseHand("KE"), at=200)
    story.give(CHAIR, GiveFloorToNext(), at=201)
    assert story.refuse(BRIDGE, LowerHand("KE"), at=202).reason is Reason.NOT_WAITING
    assert story.holder == "KE"


@given(
    asked=st.lists(
        st.tuples(st.sampled_from(["FR", "KE", "BR"]), st.integers(0, 60), st.integers(0, 60)),
        unique_by=lambda one: one[0],
    )
)
def test_the_list_is_in_order_of_receipt_and_nobody_is_moved_back_by_more_than_the_bound(
    asked: list[tuple[str, int, int]],
) -> None:
    """France asks in the room; the others raise their hands `delay` seconds before the bridge says so."""
    story, actual = open_list(), {}
    for seat, at, delay in sorted(asked, key=lambda one: one[1]):
        arrives = 200 + at
        if seat == "FR":
            story.give(FR, RequestFloor(), at=arrives)
        else:
            story.give(BRIDGE, RaiseHand(seat, seconds(arrives - delay)), at=arrives)
        actual[seat] = arrives
    waiting = story.meeting.lists["first"].waiting
    assert [one.at for one in waiting] == sorted(one.at for one in waiting)
    assert {one.seat for one in waiting} == {*actual}
    assert all(seconds(actual[one.seat] - BOUND) <= one.at <= seconds(actual[one.seat]) for one in waiting)
