"""A delegation requests the floor and withdraws its request."""

from dataclasses import replace

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from tests.cast import CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open, seconds, sitting_open

LONGEST, TOO_LONG = "x" * 280, "x" * 281


def test_a_request_is_last_on_the_list() -> None:
    story = floor_open(FR)
    story.give(KE, RequestFloor("question", "On article 5", to="lind"), at=10)
    new = story.inscription(story.id_of("KE"))
    assert story.waiting() == ["FR", "KE"]
    assert (new.form, new.note, new.to, new.source) == ("question", "On article 5", "lind", "phone")
    assert (new.at, new.state) == (seconds(10), "waiting")


@pytest.mark.parametrize("late", [False, True])
def test_an_empty_addressee_means_none(late: bool) -> None:
    story = floor_open()
    if late:
        story.give(CHAIR, CloseList())
    story.give(FR, RequestFloor(to="", late=late))
    assert story.inscription(story.id_of("FR")).to is None


def test_a_delegation_has_one_inscription_at_a_time() -> None:
    story = floor_open(KE, FR)
    refused = story.refuse(FR, RequestFloor())
    assert refused.reason is Reason.ALREADY_INSCRIBED
    assert refused.facts == {"place": 2}
    assert story.refuse(DESK, AddInscription("FR")).reason is Reason.ALREADY_INSCRIBED


def test_a_delegation_that_has_the_floor_may_request_it_again() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestFloor(), at=20)
    assert story.waiting() == ["KE", "FR"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (RequestFloor("song"), Reason.INVALID),
        (RequestFloor(note=TOO_LONG), Reason.INVALID),
        (RequestFloor(to="nobody"), Reason.UNKNOWN_SEAT),
    ],
)
def test_a_request_with_an_invalid_field_is_refused(command: Command, reason: Reason) -> None:
    assert floor_open().refuse(FR, command).reason is reason


def test_a_request_is_refused_before_the_list_opens_and_after_it_closes() -> None:
    story = sitting_open()
    assert story.refuse(FR, RequestFloor()).reason is Reason.LIST_CLOSED
    story.give(CHAIR, OpenList())
    story.give(CHAIR, CloseList())
    assert story.refuse(FR, RequestFloor()).reason is Reason.LIST_CLOSED


def test_an_actor_without_a_seat_cannot_request_the_floor() -> None:
    assert floor_open().refuse(CHAIR, RequestFloor()).reason is Reason.NO_SEAT


def test_a_delegation_that_is_not_in_the_meeting_cannot_request_the_floor() -> None:
    assert floor_open().refuse(replace(FR, seat="XX"), RequestFloor()).reason is Reason.NO_SEAT


def test_a_delegation_withdraws_from_a_closed_list_too() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, CloseList())
    story.give(FR, WithdrawRequest(story.id_of("FR")))
    assert story.waiting() == ["KE"]
    assert story.inscription(story.id_of("FR")).state == "withdrawn"


def test_a_delegation_that_withdrew_may_request_again_and_is_last() -> None:
    story = floor_open(FR, KE)
    story.give(FR, WithdrawRequest(story.id_of("FR")))
    story.give(FR, RequestFloor())
    assert story.waiting() == ["KE", "FR"]
