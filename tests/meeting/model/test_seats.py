"""Seats are found by id, and guests are given new ones."""

from nameplate.meeting import Reason, Refused
from nameplate.meeting.model.seats import find_seat, guest_seat
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import WithdrawRequest
from tests.cast import DESK
from tests.meeting.stories import created, floor_open


def test_a_seat_is_found_by_its_id() -> None:
    meeting = created().meeting
    assert find_seat(meeting, "FR") is meeting.seats["FR"]


def test_a_seat_that_is_not_in_the_meeting_is_unknown() -> None:
    assert find_seat(created().meeting, "XX") == Refused(Reason.UNKNOWN_SEAT, {"given": "XX"})


def test_the_seat_of_a_guest_is_named_after_the_version_of_its_event() -> None:
    seat = guest_seat(7, "A mayor")
    assert (seat.id, seat.category, seat.name) == ("guest-7", "other", "A mayor")


def test_two_guests_of_one_name_have_two_seats() -> None:
    story = floor_open()
    story.give(DESK, AddInscription(guest="A mayor"))
    story.give(DESK, AddInscription(guest="A mayor"))
    first, second = story.waiting()
    assert first != second
    assert story.meeting.seats[first].name == story.meeting.seats[second].name == "A mayor"


def test_a_guest_who_leaves_the_list_keeps_the_seat() -> None:
    story = floor_open()
    story.give(DESK, AddInscription(guest="A mayor"))
    guest = story.waiting()[0]
    story.give(DESK, WithdrawRequest(story.id_of(guest)))
    assert story.meeting.seats[guest].name == "A mayor"
