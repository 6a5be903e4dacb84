"""Seats: delegations, panellists, and guests who come without one."""

from nameplate.meeting import Reason, Refused
from nameplate.meeting.admission import AddInscription
from nameplate.meeting.floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.history import Undo
from nameplate.meeting.seat_correction import CorrectSeat
from nameplate.meeting.seats import find_seat, guest_seat
from nameplate.meeting.speakers_list import RequestFloor, WithdrawRequest
from nameplate.meeting.state import Rules
from tests.cast import BR, CHAIR, DESK, FR, KE, PANELLIST, STRANGER
from tests.meeting.stories import created, floor_open


def test_a_seat_is_found_by_its_id() -> None:
    meeting = created().meeting
    assert find_seat(meeting, "FR") is meeting.seats["FR"]


def test_a_seat_that_is_not_in_the_meeting_is_unknown() -> None:
    assert find_seat(created().meeting, "XX") == Refused(Reason.UNKNOWN_SEAT, {"given": "XX"})


def test_the_seat_of_a_guest_is_named_after_the_event_that_let_the_guest_in() -> None:
    seat = guest_seat(7, "A mayor")
    assert (seat.id, seat.category, seat.name) == ("guest-7", "other", "A mayor")


def test_two_guests_of_one_name_have_two_seats() -> None:
    story = floor_open()
    story.press(DESK, AddInscription(guest="A mayor"))
    story.press(DESK, AddInscription(guest="A mayor"))
    first, second = story.waiting()
    assert first != second
    assert story.meeting.seats[first].name == story.meeting.seats[second].name == "A mayor"


def test_a_guest_who_leaves_the_list_is_still_known_to_the_record() -> None:
    story = floor_open()
    story.press(DESK, AddInscription(guest="A mayor"))
    guest = story.waiting()[0]
    story.press(DESK, WithdrawRequest(story.place(guest)))
    assert story.meeting.seats[guest].name == "A mayor"


def test_chair_and_desk_act_for_every_seat_and_others_for_their_own() -> None:
    assert all(presser.owns("FR") for presser in (CHAIR, DESK, FR))
    assert not any(presser.owns("FR") for presser in (KE, PANELLIST, STRANGER))


def test_the_category_of_a_seat_is_put_right_for_those_of_its_calls_that_are_to_come() -> None:
    story = floor_open(KE, FR)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    assert story.granted() == 120
    story.press(DESK, CorrectSeat("KE", "member_state"), at=20)
    assert (story.granted(), story.meeting.seats["KE"].category) == (120, "member_state")
    story.press(KE, RequestFloor())
    story.press(CHAIR, GiveFloor(seat="KE"), at=30)
    assert story.granted() == 180
    story.press(DESK, Undo(), at=40)
    assert story.meeting.seats["KE"].category == "observer_state"


def test_a_list_whose_order_depends_on_categories_is_arranged_anew() -> None:
    story = floor_open(FR, BR, KE, rules=Rules(order="alternate"))
    assert story.waiting() == ["FR", "KE", "BR"]
    story.press(DESK, CorrectSeat("KE", "member_state"))
    assert story.waiting() == ["FR", "BR", "KE"]


def test_what_is_no_category_of_a_delegation_is_refused() -> None:
    story = floor_open()
    assert story.refuse(DESK, CorrectSeat("KE", "observer_state")).reason is Reason.ALREADY
    assert story.refuse(DESK, CorrectSeat("XX", "ngo")).reason is Reason.UNKNOWN_SEAT
    for seat, category in (("KE", "panellist"), ("KE", "king"), ("okafor", "ngo")):
        assert story.refuse(DESK, CorrectSeat(seat, category)).reason is Reason.INVALID


def test_a_guest_may_turn_out_to_be_of_an_organization() -> None:
    story = floor_open()
    story.press(DESK, AddInscription(guest="Ms. Doe of an NGO"))
    guest = story.waiting()[0]
    story.press(DESK, CorrectSeat(guest, "ngo"))
    assert (story.meeting.seats[guest].category, story.meeting.seats[guest].name) == ("ngo", "Ms. Doe of an NGO")
