"""Absent speakers: struck, last on the list, or passed over; and undo of an absence."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.absent_speakers import CallAbsent, SpeakerAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Inscription, Rules
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Redo, Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open, state

OUTCOMES = [("strike", ["KE", "BR"]), ("end", ["KE", "BR", "FR"]), ("pass", ["KE", "FR", "BR"])]


def newest_inscription(story: Story, seat: str) -> Inscription:
    """The newest inscription of a seat."""
    return story.inscription(story.id_of(seat))


@pytest.mark.parametrize(("then", "order"), OUTCOMES)
def test_an_absent_waiting_speaker_is_struck_or_waits_again(then: str, order: list[str]) -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, CallAbsent(story.id_of("FR"), then))
    assert story.waiting() == order
    assert newest_inscription(story, "FR").missed == 1
    assert newest_inscription(story, "FR").state == ("absent" if then == "strike" else "waiting")


@pytest.mark.parametrize(("then", "order"), OUTCOMES)
def test_an_absent_called_speaker_is_struck_or_waits_again(then: str, order: list[str]) -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, CallAbsent(story.id_of("FR"), then), at=25)
    assert (story.holder, story.waiting()) == (None, order)
    assert (newest_inscription(story, "FR").missed, newest_inscription(story, "KE").missed) == (1, 0)
    absent = story.meeting.speeches[speech]
    assert (absent.state, absent.clock.elapsed_ms, absent.clock.running_since) == ("absent", 0, None)


@pytest.mark.parametrize(("then", "order"), OUTCOMES)
@pytest.mark.parametrize("called", [True, False])
def test_an_absence_is_undone_and_restored(called: bool, then: str, order: list[str]) -> None:
    story = floor_open(FR, KE, BR)
    if called:
        story.give(CHAIR, GiveFloorToNext(), at=10)
    before = state(story.meeting)
    story.give(CHAIR, CallAbsent(story.id_of("FR"), then), at=20)
    after = state(story.meeting)
    story.give(CHAIR, Undo(), at=30)
    assert state(story.meeting) == before
    assert newest_inscription(story, "FR").missed == 0
    story.give(CHAIR, Redo(), at=40)
    assert state(story.meeting) == after
    assert story.waiting() == order


def test_every_absence_counts_as_a_missed_call() -> None:
    story = floor_open(FR, KE, BR)
    for second in (10, 20):
        story.give(CHAIR, GiveFloor(inscription=story.id_of("FR")), at=second)
        story.give(CHAIR, CallAbsent(story.id_of("FR"), "pass"), at=second + 5)
    assert (story.waiting(), newest_inscription(story, "FR").missed) == (["KE", "FR", "BR"], 2)
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "end"), at=30)
    story.give(CHAIR, CallAbsent(story.id_of("FR")), at=40)
    assert (newest_inscription(story, "FR").state, newest_inscription(story, "FR").missed) == ("absent", 4)


def test_absent_speakers_are_called_again_after_the_others() -> None:
    story = floor_open(FR, KE, BR)
    called = []
    for second in range(10, 60, 10):
        story.give(CHAIR, GiveFloorToNext(), at=second)
        called.append(story.holder)
        story.give(CHAIR, CallAbsent(story.speech.inscription or "", "end"), at=second + 5)
    assert called == ["FR", "KE", "BR", "FR", "KE"]


def test_the_only_waiting_speaker_is_next_even_when_passed_over() -> None:
    story = floor_open(FR)
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "pass"))
    story.give(CHAIR, GiveFloorToNext())
    assert story.holder == "FR"


def test_a_passed_over_speaker_is_heard_when_called_again() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "pass"), at=20)
    story.give(CHAIR, GiveFloorToNext(), at=30)
    story.give(CHAIR, GiveFloorToNext(), at=90)
    assert (story.holder, story.used(at=100)) == ("FR", 10)
    story.give(CHAIR, EndSpeech(), at=120)
    assert [s.state for s in story.meeting.speeches.values()] == ["absent", "ended", "ended"]
    assert (newest_inscription(story, "FR").state, newest_inscription(story, "FR").missed) == ("heard", 1)


@pytest.mark.parametrize("order", [order for order in ORDERS if order != "receipt"])
@pytest.mark.parametrize(("then", "after"), OUTCOMES[1:])
def test_no_order_of_the_list_moves_an_inscription_that_waits_again(order: str, then: str, after: list[str]) -> None:
    """The chair placed France, so it stays there, although it has not spoken and `least_heard` would put it first."""
    story = floor_open(
        KE, BR, rules=Rules(order=order, inscriptions_each=2, reserved_per_block={"member_state": 1}, block_size=3)
    )
    for second in (10, 20):
        story.give(CHAIR, GiveFloorToNext(), at=second)
    story.give(CHAIR, EndSpeech(), at=30)
    story.give(DESK, SetOrder("receipt"))
    for delegation in (FR, KE, BR):
        story.give(delegation, RequestFloor())
    story.give(CHAIR, CallAbsent(story.id_of("FR"), then))
    story.give(DESK, SetOrder(order))
    assert story.waiting().index("FR") == after.index("FR")
    story.give(KE, RequestFloor())
    assert story.waiting().index("FR") == after.index("FR")


def test_an_absent_speaker_with_a_newer_inscription_can_only_be_struck() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    called = story.id_of("FR")
    story.give(FR, RequestFloor(), at=15)
    for then in ("end", "pass"):
        refused = story.refuse(CHAIR, CallAbsent(called, then), at=20)
        assert (refused.reason, refused.facts) == (Reason.ALREADY_INSCRIBED, {"place": 2})
    story.give(CHAIR, CallAbsent(called), at=20)
    assert story.waiting() == ["KE", "FR"]


def test_both_inscriptions_wait_where_a_delegation_may_have_two() -> None:
    story = floor_open(FR, KE, rules=Rules(inscriptions_each=2))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    called = story.id_of("FR")
    story.give(FR, RequestFloor(), at=15)
    story.give(CHAIR, CallAbsent(called, "pass"), at=20)
    assert story.waiting() == ["KE", "FR", "FR"]


def test_a_call_cannot_be_put_back_when_its_inscription_waits_again() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    missed = story.speech.id
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "end"), at=20)
    assert story.refuse(CHAIR, PutBack(missed), at=30).reason is Reason.ALREADY
    story.give(CHAIR, GiveFloor(seat="FR"), at=40)
    story.give(CHAIR, EndSpeech(), at=60)
    assert story.refuse(CHAIR, PutBack(missed), at=70).reason is Reason.ALREADY
    assert newest_inscription(story, "FR").state == "heard"


def test_a_struck_speaker_who_is_put_back_still_missed_a_call() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, CallAbsent(story.id_of("FR")), at=20)
    story.give(CHAIR, PutBack(speech), at=30)
    assert (story.waiting(), newest_inscription(story, "FR").missed) == (["FR", "KE"], 1)


def test_passing_over_cannot_be_undone_after_the_next_call() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "pass"), at=20)
    version = story.meeting.version
    story.give(CHAIR, GiveFloorToNext(), at=30)
    assert story.refuse(CHAIR, Undo(version), at=40).reason is Reason.RESTS_ON_IT


def test_an_absent_right_of_reply_waits_again_after_the_others() -> None:
    story = floor_open()
    for delegation in (FR, KE):
        story.give(delegation, RequestRightOfReply())
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "end"))
    assert story.waiting("morning-replies") == ["KE", "FR"]


def test_an_absence_is_refused_during_a_point_of_order_or_with_an_unknown_outcome() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert story.refuse(CHAIR, CallAbsent(story.id_of("KE"), "skip")).facts == {"field": "then"}
    story.give(KE, RaisePointOfOrder(), at=20)
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id), at=20)
    assert story.refuse(CHAIR, CallAbsent(story.id_of("FR"), "end"), at=25).reason is Reason.POINT_ON


def test_a_stored_absence_without_an_outcome_strikes() -> None:
    assert SpeakerAbsent("i5", "s7").then == "strike"


def test_the_speech_of_an_absent_speaker_uses_no_time() -> None:
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    speech = story.speech.id
    story.give(CHAIR, CallAbsent(story.id_of("FR")), at=25)
    assert story.holder is None
    assert story.meeting.speeches[speech].state == "absent"
    assert story.meeting.speeches[speech].clock.elapsed_ms == 0
    assert story.inscription(story.id_of("FR")).state == "absent"


def test_an_absent_waiting_speaker_does_not_change_the_current_speech() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(DESK, CallAbsent(story.id_of("KE")), at=20)
    assert (story.holder, story.used(at=30), story.waiting()) == ("FR", 20, ["BR"])
    assert story.inscription(story.id_of("KE")).state == "absent"


def test_an_absent_speaker_cannot_be_absent_again() -> None:
    story = floor_open(FR)
    story.give(CHAIR, CallAbsent(story.id_of("FR")))
    assert story.refuse(DESK, CallAbsent(story.id_of("FR"))).reason is Reason.ALREADY


def test_a_heard_speaker_cannot_be_absent() -> None:
    story = floor_open(FR)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, EndSpeech(), at=20)
    assert story.refuse(CHAIR, CallAbsent(story.id_of("FR")), at=30).reason is Reason.NOT_WAITING
