"""Giving the floor, calling the next one, absence, and taking a call back."""

import pytest

from nameplate.meeting import Meeting, Reason
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.items import OpenItem, SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.clock import AdjustClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import PRESENTATION, created, floor_open, seconds, sitting_open


def test_the_floor_is_given_to_a_place_on_the_list_out_of_turn() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloor(inscription=story.id_of("KE")), at=10)
    assert story.holder == "KE"
    assert story.waiting() == ["FR", "BR"]
    assert story.inscription(story.id_of("KE")).state == "speaking"


def test_the_clock_runs_from_the_moment_the_floor_is_given() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.used(at=10) == 0
    assert story.used(at=25.5) == 15.5


def test_the_floor_is_given_to_a_seat_that_is_on_no_list() -> None:
    story = floor_open(KE)
    story.give(CHAIR, GiveFloor(seat="BR"), at=10)
    assert story.holder == "BR"
    assert story.speech.inscription is None
    assert story.waiting() == ["KE"]


def test_a_seat_that_is_called_by_name_uses_the_place_it_has() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloor(seat="KE"), at=10)
    assert story.speech.inscription == story.id_of("KE")
    assert story.waiting() == ["FR"]


def test_a_seat_called_in_the_morning_keeps_its_place_on_the_list_of_the_afternoon() -> None:
    story = floor_open()
    story.give(DESK, AddInscription("KE", item="f3"))
    story.give(CHAIR, GiveFloor(seat="KE"))
    assert story.waiting("second") == ["KE"]


def test_giving_the_floor_to_the_speaker_of_an_item_opens_it() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    assert story.item("p1").state == "open"
    assert (story.holder, story.granted()) == ("okafor", PRESENTATION)
    assert story.speech.on_behalf_of == "the working group"


def test_a_speech_from_the_list_is_on_behalf_of_whom_the_desk_noted() -> None:
    story = floor_open()
    story.give(DESK, AddInscription("KE", form="joint_statement", on_behalf_of="the Group"))
    story.give(CHAIR, GiveFloorToNext())
    assert (story.speech.form, story.speech.on_behalf_of) == ("joint_statement", "the Group")


def test_who_is_not_the_speaker_of_the_item_does_not_speak_on_behalf_of_its_group() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, GiveFloor(seat="BR"))
    assert story.speech.on_behalf_of == ""


def test_giving_the_floor_to_the_speaker_of_the_item_to_come_leaves_the_one_that_is_open() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, GiveFloor(item="p1"), at=60)
    assert (story.item("f1").state, story.item("p1").state) == ("closed", "open")
    assert story.holder == "okafor"
    assert story.inscription(story.id_of("FR")).state == "heard"


def test_giving_the_floor_to_the_speaker_of_the_open_item_keeps_it_open() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, GiveFloor(item="p1"))
    assert story.item("p1").state == "open"
    assert story.speech.item == "p1"


def test_giving_the_floor_ends_the_speech_before() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    first = story.speech.id
    story.give(CHAIR, GiveFloorToNext(first), at=100)
    ended = story.meeting.speeches[first]
    assert (ended.state, ended.clock.elapsed_ms, ended.clock.running_since) == ("ended", 90_000, None)
    assert story.inscription(story.id_of("FR")).state == "heard"
    assert story.holder == "KE"


def test_undoing_it_gives_both_back_and_the_speech_before_runs_on_as_if_never_ended() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, GiveFloorToNext(), at=100)
    story.give(CHAIR, Undo(), at=110)
    assert (story.holder, story.waiting()) == ("FR", ["KE"])
    assert story.used(at=130) == 120


def test_two_people_who_press_next_once_each_call_only_one() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    seen = story.speech.id
    story.give(CHAIR, GiveFloorToNext(seen), at=100)
    assert story.refuse(DESK, GiveFloorToNext(seen), at=100).reason is Reason.OVERTAKEN
    assert (story.holder, story.waiting()) == ("KE", ["BR"])


def test_two_people_who_call_the_first_speaker_call_only_one() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(""), at=10)
    assert story.refuse(DESK, GiveFloorToNext(""), at=10).reason is Reason.OVERTAKEN


def test_next_after_a_speech_that_is_over_and_was_the_last_is_taken() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    seen = story.speech.id
    story.give(CHAIR, EndSpeech(), at=100)
    story.give(CHAIR, GiveFloorToNext(seen), at=110)
    assert story.holder == "KE"


def test_next_on_an_empty_list_is_refused() -> None:
    story = floor_open()
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.LIST_EMPTY


@pytest.mark.parametrize(
    "command",
    [
        GiveFloor(),
        GiveFloor(seat="FR", item="p1"),
        GiveFloor(inscription="i4", seat="FR"),
        GiveFloor(inscription="i4", seat="FR", item="p1"),
    ],
)
def test_the_floor_is_given_to_exactly_one(command: GiveFloor) -> None:
    assert floor_open(FR).refuse(CHAIR, command).reason is Reason.INVALID


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (GiveFloor(inscription="i99"), Reason.UNKNOWN_INSCRIPTION),
        (GiveFloor(seat="XX"), Reason.UNKNOWN_SEAT),
        (GiveFloor(item="p99"), Reason.UNKNOWN_ITEM),
        (GiveFloor(item="r1"), Reason.NO_SPEAKER),
        (GiveFloor(item="f3"), Reason.SITTING_NOT_OPEN),
        (CallAbsent("i99"), Reason.UNKNOWN_INSCRIPTION),
        (PutBack("s99"), Reason.UNKNOWN_SPEECH),
        (GiveFloorToNext("s99"), Reason.OVERTAKEN),
    ],
)
def test_what_is_not_known_is_refused(command: GiveFloor, reason: Reason) -> None:
    assert floor_open(FR).refuse(CHAIR, command).reason is reason


def test_who_no_longer_waits_cannot_be_called_by_the_place() -> None:
    story = floor_open(FR)
    story.give(FR, WithdrawRequest(story.id_of("FR")))
    assert story.refuse(CHAIR, GiveFloor(inscription=story.id_of("FR"))).reason is Reason.NOT_WAITING


def test_who_has_the_floor_is_not_given_it_again() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(CHAIR, GiveFloor(seat="FR"), at=20).reason is Reason.HAS_FLOOR


def test_who_has_the_floor_and_asked_again_meanwhile_may_be_given_it_again() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestFloor(), at=20)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert (story.holder, story.used(at=30), story.waiting()) == ("FR", 0, [])


def test_nobody_has_the_floor_before_the_sitting_is_open() -> None:
    story = created()
    story.give(DESK, AddInscription("FR", item="f1"))
    assert story.refuse(CHAIR, GiveFloor(seat="FR")).reason is Reason.SITTING_NOT_OPEN
    assert story.refuse(CHAIR, GiveFloor(item="p1")).reason is Reason.SITTING_NOT_OPEN


def test_nobody_is_given_the_floor_while_the_sitting_is_suspended() -> None:
    story = floor_open(FR)
    story.give(CHAIR, SuspendSitting())
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.SITTING_SUSPENDED
    assert story.refuse(CHAIR, GiveFloor(item="p1")).reason is Reason.SITTING_SUSPENDED


def test_the_speaker_of_an_item_of_another_sitting_is_not_given_the_floor() -> None:
    story = sitting_open()
    story.give(CHAIR, AdjournSitting())
    story.give(CHAIR, OpenSitting("afternoon"))
    assert story.refuse(CHAIR, GiveFloor(item="p1")).reason is Reason.SITTING_OVER


def test_the_speaker_of_an_item_that_is_skipped_is_not_given_the_floor() -> None:
    story = sitting_open()
    story.give(CHAIR, SkipItem("p1"))
    assert story.refuse(CHAIR, GiveFloor(item="p1")).reason is Reason.ITEM_OVER


def test_the_speech_of_one_who_was_called_and_is_absent_counts_nothing() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, CallAbsent(story.id_of("FR")), at=25)
    assert story.holder is None
    assert story.meeting.speeches[speech].state == "absent"
    assert story.meeting.speeches[speech].clock.elapsed_ms == 0
    assert story.inscription(story.id_of("FR")).state == "absent"


def test_who_waits_and_is_absent_is_passed_over_and_the_floor_goes_on() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(DESK, CallAbsent(story.id_of("KE")), at=20)
    assert (story.holder, story.used(at=30), story.waiting()) == ("FR", 20, ["BR"])
    assert story.inscription(story.id_of("KE")).state == "absent"


def test_one_who_was_absent_is_not_absent_again() -> None:
    story = floor_open(FR)
    story.give(CHAIR, CallAbsent(story.id_of("FR")))
    assert story.refuse(DESK, CallAbsent(story.id_of("FR"))).reason is Reason.ALREADY


def test_one_who_was_heard_was_not_absent() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, EndSpeech(), at=20)
    assert story.refuse(CHAIR, CallAbsent(story.id_of("FR")), at=30).reason is Reason.NOT_WAITING


def test_a_call_taken_back_puts_the_caller_first_on_the_list_again() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloor(inscription=story.id_of("BR")), at=10)
    speech = story.speech.id
    story.give(CHAIR, PutBack(speech), at=15)
    assert (story.holder, story.waiting()) == (None, ["BR", "FR", "KE"])
    assert story.meeting.speeches[speech].state == "put_back"


def test_a_speech_that_is_over_is_put_back_without_touching_the_one_that_is_on() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    first = story.speech.id
    story.give(CHAIR, GiveFloorToNext(), at=15)
    story.give(CHAIR, PutBack(first), at=20)
    assert (story.holder, story.used(at=30), story.waiting()) == ("KE", 15, ["FR"])
    assert story.meeting.speeches[first].clock.elapsed_ms == 5_000
    assert story.meeting.speeches[first].ended_at == seconds(15)


def test_one_who_was_absent_and_comes_in_late_is_put_back() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, CallAbsent(story.id_of("FR")), at=20)
    story.give(CHAIR, PutBack(speech), at=30)
    assert story.waiting() == ["FR", "KE"]
    assert story.inscription(story.id_of("FR")).state == "waiting"


def test_a_panellist_whose_call_is_taken_back_is_next_again() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    story.give(CHAIR, PutBack(story.speech.id), at=15)
    assert story.holder is None
    story.give(CHAIR, GiveFloorToNext(), at=20)
    assert story.holder == "okafor"


def test_a_call_is_taken_back_once() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, PutBack(speech), at=15)
    assert story.refuse(DESK, PutBack(speech), at=15).reason is Reason.ALREADY


def test_a_call_without_a_place_is_not_taken_back_once_the_speech_is_over() -> None:
    story = floor_open()
    story.give(CHAIR, GiveFloor(seat="BR"), at=10)
    speech = story.speech.id
    story.give(CHAIR, EndSpeech(), at=15)
    assert story.refuse(CHAIR, PutBack(speech), at=20).reason is Reason.ALREADY


def test_who_asked_again_meanwhile_is_not_put_back_beside_the_new_place() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestFloor(), at=15)
    assert story.refuse(CHAIR, PutBack(story.speech.id), at=20).reason is Reason.ALREADY_INSCRIBED


def test_time_that_steps_back_does_not_run_the_meeting_backwards() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=50)
    first = story.speech.id
    after: Meeting = story.give(CHAIR, GiveFloorToNext(), at=20)
    assert after.speeches[first].clock.elapsed_ms == 0
    assert story.speech.clock.running_since == story.meeting.at


def test_a_longer_limit_goes_with_the_speech_that_undo_brings_back() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, AdjustClock(60), at=20)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    story.give(CHAIR, Undo(), at=40)
    assert (story.holder, story.granted()) == ("FR", 240)


@pytest.mark.parametrize("places_each", [1, 2])
def test_a_seat_that_is_given_the_floor_is_not_called_again_for_its_late_request(places_each: int) -> None:
    story = floor_open(FR, rules=Rules(inscriptions_each=places_each))
    story.give(CHAIR, CloseList())
    story.give(KE, RequestFloor(late=True), at=10)
    story.give(CHAIR, GiveFloor(seat="KE"), at=20)
    assert story.meeting.lists["first"].late == ()
    assert (story.speech.inscription, story.inscription(story.id_of("KE")).state) == (story.id_of("KE"), "speaking")


def test_a_call_of_an_adjourned_sitting_is_not_taken_back_in_the_next_one() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, EndSpeech(), at=20)
    story.give(CHAIR, AdjournSitting(), at=30)
    story.give(CHAIR, OpenSitting("afternoon"), at=40)
    assert story.refuse(CHAIR, PutBack(speech)).reason is Reason.SITTING_OVER
    assert story.inscription(story.id_of("FR")).state == "heard"
