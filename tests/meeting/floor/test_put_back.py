"""Taking a call back: the called speaker waits again, first on the list."""

from nameplate.meeting import Reason
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open, seconds, sitting_open


def test_a_put_back_speaker_waits_first_on_the_list() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloor(inscription=story.id_of("BR")), at=10)
    speech = story.speech.id
    story.give(CHAIR, PutBack(speech), at=15)
    assert (story.holder, story.waiting()) == (None, ["BR", "FR", "KE"])
    assert story.meeting.speeches[speech].state == "put_back"


def test_putting_back_an_ended_speech_does_not_change_the_current_one() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    first = story.speech.id
    story.give(CHAIR, GiveFloorToNext(), at=15)
    story.give(CHAIR, PutBack(first), at=20)
    assert (story.holder, story.used(at=30), story.waiting()) == ("KE", 15, ["FR"])
    assert story.meeting.speeches[first].clock.elapsed_ms == 5_000
    assert story.meeting.speeches[first].ended_at == seconds(15)


def test_an_absent_speaker_who_comes_late_is_put_back() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, CallAbsent(story.id_of("FR")), at=20)
    story.give(CHAIR, PutBack(speech), at=30)
    assert story.waiting() == ["FR", "KE"]
    assert story.inscription(story.id_of("FR")).state == "waiting"


def test_a_put_back_panellist_is_next_again() -> None:
    story = sitting_open()
    story.give(CHAIR, GiveFloor(item="p1"), at=10)
    story.give(CHAIR, PutBack(story.speech.id), at=15)
    assert story.holder is None
    story.give(CHAIR, GiveFloorToNext(), at=20)
    assert story.holder == "okafor"


def test_putting_back_a_call_twice_is_refused() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, PutBack(speech), at=15)
    assert story.refuse(DESK, PutBack(speech), at=15).reason is Reason.ALREADY


def test_an_ended_speech_without_an_inscription_cannot_be_put_back() -> None:
    story = floor_open()
    story.give(CHAIR, GiveFloor(seat="BR"), at=10)
    speech = story.speech.id
    story.give(CHAIR, EndSpeech(), at=15)
    assert story.refuse(CHAIR, PutBack(speech), at=20).reason is Reason.ALREADY


def test_a_speaker_with_a_newer_inscription_cannot_be_put_back() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(FR, RequestFloor(), at=15)
    assert story.refuse(CHAIR, PutBack(story.speech.id), at=20).reason is Reason.ALREADY_INSCRIBED


def test_a_call_of_an_adjourned_sitting_cannot_be_put_back() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, EndSpeech(), at=20)
    story.give(CHAIR, AdjournSitting(), at=30)
    story.give(CHAIR, OpenSitting("afternoon"), at=40)
    assert story.refuse(CHAIR, PutBack(speech)).reason is Reason.SITTING_OVER
    assert story.inscription(story.id_of("FR")).state == "heard"
