"""What is put right while the meeting runs: who has the floor, and the category of a seat."""

from nameplate.meeting import Reason
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder
from nameplate.meeting.model.values import Rules
from nameplate.meeting.seat_correction import CorrectSeat
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open


def test_the_floor_goes_on_under_the_right_name_with_its_clock_untouched() -> None:
    story = floor_open(FR, KE, BR)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    before = story.speech
    story.press(CHAIR, CorrectFloor("KE"), at=40)
    assert (story.speech.id, story.speech.clock, story.holder) == (before.id, before.clock, "KE")
    assert (story.waiting(), story.speech.inscription) == (["FR", "BR"], story.place("KE"))
    story.press(CHAIR, EndSpeech(), at=60)
    assert (story.inscription(story.place("KE")).state, story.inscription(story.place("FR")).state) == (
        "heard",
        "waiting",
    )
    story.press(CHAIR, Undo(story.meeting.version - 1), at=70)
    assert story.inscription(story.place("FR")).state == "heard"


def test_the_floor_may_turn_out_to_be_somebodys_who_never_asked_for_it() -> None:
    story = floor_open(FR)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    story.press(DESK, CorrectFloor("BR", story.speech.id), at=20)
    assert (story.holder, story.speech.inscription, story.waiting(), story.used(at=30)) == ("BR", None, ["FR"], 20)


def test_who_was_called_by_mistake_and_has_asked_again_waits_once() -> None:
    story = floor_open(FR, KE)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    called = story.place("FR")
    story.press(FR, RequestFloor(), at=20)
    story.press(CHAIR, CorrectFloor("KE"), at=30)
    assert (story.holder, story.waiting(), story.inscription(called).state) == ("KE", ["FR"], "removed")


def test_what_is_no_correction_of_the_floor_is_refused() -> None:
    story = floor_open(FR)
    assert story.refuse(CHAIR, CorrectFloor("KE")).reason is Reason.FLOOR_FREE
    story.press(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(CHAIR, CorrectFloor("FR")).reason is Reason.HAS_FLOOR
    assert story.refuse(CHAIR, CorrectFloor("XX")).reason is Reason.UNKNOWN_SEAT
    assert story.refuse(CHAIR, CorrectFloor("KE", "s99")).reason is Reason.UNKNOWN_SPEECH
    story.press(KE, RaisePointOfOrder())
    story.press(CHAIR, GivePointOfOrder(story.meeting.points[0].id))
    assert story.refuse(CHAIR, CorrectFloor("BR")).reason is Reason.POINT_ON


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
    for seat, category in (("KE", "panellist"), ("KE", "other"), ("KE", "king"), ("okafor", "ngo")):
        assert story.refuse(DESK, CorrectSeat(seat, category)).reason is Reason.INVALID


def test_a_guest_may_turn_out_to_be_of_an_organization() -> None:
    story = floor_open()
    story.press(DESK, AddInscription(guest="Ms. Doe of an NGO"))
    guest = story.waiting()[0]
    story.press(DESK, CorrectSeat(guest, "ngo"))
    assert (story.meeting.seats[guest].category, story.meeting.seats[guest].name) == ("ngo", "Ms. Doe of an NGO")
    story.press(DESK, CorrectSeat(guest, "other"))
    assert story.meeting.seats[guest].category == "other"
