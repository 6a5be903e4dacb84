"""The desk corrects the category of a seat."""

from nameplate.meeting import Reason
from nameplate.meeting.category_correction import CorrectSeat
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.model.values import Rules
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open


def test_a_corrected_category_gives_its_speaking_time_from_the_next_call_on() -> None:
    story = floor_open(KE, FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.granted() == 120
    story.give(DESK, CorrectSeat("KE", "member_state"), at=20)
    assert (story.granted(), story.meeting.seats["KE"].category) == (120, "member_state")
    story.give(KE, RequestFloor())
    story.give(CHAIR, GiveFloor(seat="KE"), at=30)
    assert story.granted() == 180
    story.give(DESK, Undo(), at=40)
    assert story.meeting.seats["KE"].category == "observer_state"


def test_a_list_whose_order_depends_on_categories_is_arranged_again() -> None:
    story = floor_open(FR, BR, KE, rules=Rules(order="alternate"))
    assert story.waiting() == ["FR", "KE", "BR"]
    story.give(DESK, CorrectSeat("KE", "member_state"))
    assert story.waiting() == ["FR", "BR", "KE"]


def test_a_category_that_a_delegation_cannot_have_is_refused() -> None:
    story = floor_open()
    assert story.refuse(DESK, CorrectSeat("KE", "observer_state")).reason is Reason.ALREADY
    assert story.refuse(DESK, CorrectSeat("XX", "ngo")).reason is Reason.UNKNOWN_SEAT
    for seat, category in (("KE", "panellist"), ("KE", "other"), ("KE", "king"), ("okafor", "ngo")):
        assert story.refuse(DESK, CorrectSeat(seat, category)).reason is Reason.INVALID


def test_a_guest_may_be_given_the_category_of_an_organization() -> None:
    story = floor_open()
    story.give(DESK, AddInscription(guest="Ms. Doe of an NGO"))
    guest = story.waiting()[0]
    story.give(DESK, CorrectSeat(guest, "ngo"))
    assert (story.meeting.seats[guest].category, story.meeting.seats[guest].name) == ("ngo", "Ms. Doe of an NGO")
    story.give(DESK, CorrectSeat(guest, "other"))
    assert story.meeting.seats[guest].category == "other"
