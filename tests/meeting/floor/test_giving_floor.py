"""Giving the floor to a speaker, to the next one, or to the speaker of an item."""

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
from tests.meeting.stories import PRESENTATION, created, floor_open, sitting_open


def test_the_floor_is_given_to_an_inscription_that_is_not_next() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloor(inscription=story.id_of("KE")), at=10)
    assert story.holder == "KE"
    assert story.waiting() == ["FR", "BR"]
    assert story.inscription(story.id_of("KE")).state == "speaking"


def test_the_clock_runs_from_the_call() -> None:
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


def test_a_call_of_a_seat_uses_its_inscription() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloor(seat="KE"), at=10)
    assert story.speech.inscription == story.id_of("KE")
    assert story.waiting() == ["FR"]


def test_a_call_does_not_use_an_inscription_on_a_later_list() -> None:
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


def test_a_speech_has_the_form_and_the_group_of_its_inscription() -> None:
    story = floor_open()
    story.give(DESK, AddInscription("KE", form="joint_statement", on_behalf_of="the Group"))
    story.give(CHAIR, GiveFloorToNext())
    assert (story.speech.form, story.speech.on_behalf_of) == ("joint_statement", "the Group")


def test_only_the_speaker_of_an_item_speaks_on_behalf_of_its_group() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, GiveFloor(seat="BR"))
    assert story.speech.on_behalf_of == ""


def test_a_call_of_the_next_items_speaker_closes_the_open_item() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, GiveFloor(item="p1"), at=60)
    assert (story.item("f1").state, story.item("p1").state) == ("closed", "open")
    assert story.holder == "okafor"
    assert story.inscription(story.id_of("FR")).state == "heard"


def test_a_call_of_the_open_items_speaker_keeps_it_open() -> None:
    story = sitting_open()
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, GiveFloor(item="p1"))
    assert story.item("p1").state == "open"
    assert story.speech.item == "p1"


def test_a_call_ends_the_current_speech() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    first = story.speech.id
    story.give(CHAIR, GiveFloorToNext(first), at=100)
    ended = story.meeting.speeches[first]
    assert (ended.state, ended.clock.elapsed_ms, ended.clock.running_since) == ("ended", 90_000, None)
    assert story.inscription(story.id_of("FR")).state == "heard"
    assert story.holder == "KE"


def test_undo_of_a_call_restores_the_earlier_speech_with_its_running_clock() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, GiveFloorToNext(), at=100)
    story.give(CHAIR, Undo(), at=110)
    assert (story.holder, story.waiting()) == ("FR", ["KE"])
    assert story.used(at=130) == 120


def test_two_people_who_call_the_next_speaker_call_only_one() -> None:
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


def test_next_is_accepted_after_the_newest_speech_has_ended() -> None:
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
def test_a_call_names_exactly_one_speaker(command: GiveFloor) -> None:
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
def test_a_call_of_something_unknown_is_refused(command: GiveFloor, reason: Reason) -> None:
    assert floor_open(FR).refuse(CHAIR, command).reason is reason


def test_an_inscription_that_no_longer_waits_cannot_be_called() -> None:
    story = floor_open(FR)
    story.give(FR, WithdrawRequest(story.id_of("FR")))
    assert story.refuse(CHAIR, GiveFloor(inscription=story.id_of("FR"))).reason is Reason.NOT_WAITING


def test_the_current_speaker_cannot_be_called_again() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(CHAIR, GiveFloor(seat="FR"), at=20).reason is Reason.HAS_FLOOR


def test_the_current_speaker_can_be_called_again_with_a_new_inscription() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestFloor(), at=20)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert (story.holder, story.used(at=30), story.waiting()) == ("FR", 0, [])


def test_no_call_before_the_sitting_is_open() -> None:
    story = created()
    story.give(DESK, AddInscription("FR", item="f1"))
    assert story.refuse(CHAIR, GiveFloor(seat="FR")).reason is Reason.SITTING_NOT_OPEN
    assert story.refuse(CHAIR, GiveFloor(item="p1")).reason is Reason.SITTING_NOT_OPEN


def test_no_call_while_the_sitting_is_suspended() -> None:
    story = floor_open(FR)
    story.give(CHAIR, SuspendSitting())
    assert story.refuse(CHAIR, GiveFloorToNext()).reason is Reason.SITTING_SUSPENDED
    assert story.refuse(CHAIR, GiveFloor(item="p1")).reason is Reason.SITTING_SUSPENDED


def test_no_call_of_the_speaker_of_an_item_of_another_sitting() -> None:
    story = sitting_open()
    story.give(CHAIR, AdjournSitting())
    story.give(CHAIR, OpenSitting("afternoon"))
    assert story.refuse(CHAIR, GiveFloor(item="p1")).reason is Reason.SITTING_OVER


def test_no_call_of_the_speaker_of_a_skipped_item() -> None:
    story = sitting_open()
    story.give(CHAIR, SkipItem("p1"))
    assert story.refuse(CHAIR, GiveFloor(item="p1")).reason is Reason.ITEM_OVER


def test_a_system_clock_that_goes_back_does_not_move_the_meeting_back() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=50)
    first = story.speech.id
    after: Meeting = story.give(CHAIR, GiveFloorToNext(), at=20)
    assert after.speeches[first].clock.elapsed_ms == 0
    assert story.speech.clock.running_since == story.meeting.at


def test_undo_of_a_call_keeps_the_adjusted_limit_of_the_earlier_speech() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, AdjustClock(60), at=20)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    story.give(CHAIR, Undo(), at=40)
    assert (story.holder, story.granted()) == ("FR", 240)


@pytest.mark.parametrize("places_each", [1, 2])
def test_a_call_of_a_seat_uses_its_late_request(places_each: int) -> None:
    story = floor_open(FR, rules=Rules(inscriptions_each=places_each))
    story.give(CHAIR, CloseList())
    story.give(KE, RequestFloor(late=True), at=10)
    story.give(CHAIR, GiveFloor(seat="KE"), at=20)
    assert story.meeting.lists["first"].late == ()
    assert (story.speech.inscription, story.inscription(story.id_of("KE")).state) == (story.id_of("KE"), "speaking")
