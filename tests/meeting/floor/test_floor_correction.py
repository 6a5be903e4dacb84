"""Correcting which seat has the floor."""

from nameplate.meeting import Reason
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open


def test_a_correction_changes_the_seat_and_not_the_clock() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    before = story.speech
    story.give(CHAIR, CorrectFloor("KE"), at=40)
    assert (story.speech.id, story.speech.clock, story.holder) == (before.id, before.clock, "KE")
    assert (story.waiting(), story.speech.inscription) == (["FR", "BR"], story.id_of("KE"))
    story.give(CHAIR, EndSpeech(), at=60)
    assert (story.inscription(story.id_of("KE")).state, story.inscription(story.id_of("FR")).state) == (
        "heard",
        "waiting",
    )
    story.give(CHAIR, Undo(story.meeting.version - 1), at=70)
    assert story.inscription(story.id_of("FR")).state == "heard"


def test_the_floor_can_be_corrected_to_a_seat_without_an_inscription() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(DESK, CorrectFloor("BR", story.speech.id), at=20)
    assert (story.holder, story.speech.inscription, story.waiting(), story.used(at=30)) == ("BR", None, ["FR"], 20)


def test_a_seat_called_by_mistake_that_requested_again_waits_only_once() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    called = story.id_of("FR")
    story.give(FR, RequestFloor(), at=20)
    story.give(CHAIR, CorrectFloor("KE"), at=30)
    assert (story.holder, story.waiting(), story.inscription(called).state) == ("KE", ["FR"], "removed")


def test_an_impossible_correction_of_the_floor_is_refused() -> None:
    story = floor_open(FR)
    assert story.refuse(CHAIR, CorrectFloor("KE")).reason is Reason.FLOOR_FREE
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(CHAIR, CorrectFloor("FR")).reason is Reason.HAS_FLOOR
    assert story.refuse(CHAIR, CorrectFloor("XX")).reason is Reason.UNKNOWN_SEAT
    assert story.refuse(CHAIR, CorrectFloor("KE", "s99")).reason is Reason.UNKNOWN_SPEECH
    story.give(KE, RaisePointOfOrder())
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id))
    assert story.refuse(CHAIR, CorrectFloor("BR")).reason is Reason.POINT_ON
