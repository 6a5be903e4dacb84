"""Points of order and motions: delegations raise them at any time, and the chair hears them and rules on them."""

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import (
    GivePointOfOrder,
    RaisePointOfOrder,
    RulePointOfOrder,
    WithdrawPointOfOrder,
    raised_points,
)
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.heard_speeches import speeches_by_seat
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, created, floor_open


def france_speaks(rules: Rules | None = None) -> Story:
    """France has had the floor since second 10, and Brazil waits."""
    story = floor_open(FR, BR, rules=rules)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    return story


def heard() -> Story:
    """Kenya's point of order has had the floor since second 40. France is interrupted."""
    story = france_speaks()
    story.give(KE, RaisePointOfOrder("The item is another one"), at=30)
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id), at=40)
    return story


def raised(story: Story) -> list[tuple[str, str]]:
    """The raised points in their order: seat and motion."""
    return [(point.seat, point.motion) for point in raised_points(story.meeting)]


def test_a_raised_point_of_order_waits_and_does_not_change_the_clock() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(" The item is another one "), at=30)
    (point,) = raised_points(story.meeting)
    assert (point.seat, point.note, point.state, point.motion) == ("KE", "The item is another one", "raised", "")
    assert (story.holder, story.used(at=40)) == ("FR", 30)


def test_an_interrupted_speaker_continues_with_exactly_the_same_time() -> None:
    story = heard()
    assert (story.holder, story.speech.form, story.granted()) == ("KE", "point_of_order", 60)
    assert story.meeting.speeches[story.meeting.interrupted or ""].state == "interrupted"
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id, "Not well founded"), at=70)
    assert (story.holder, story.used(at=70), story.used(at=100)) == ("FR", 30, 60)
    assert (story.meeting.interrupted, story.meeting.points[0].ruling) == (None, "Not well founded")


def test_a_clock_paused_before_a_point_of_order_stays_paused_after_it() -> None:
    story = france_speaks()
    story.give(CHAIR, PauseClock(), at=20)
    story.give(KE, RaisePointOfOrder(), at=30)
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), at=40)
    story.give(CHAIR, RulePointOfOrder(point), at=70)
    assert (story.holder, story.used(at=100)) == ("FR", 10)


@pytest.mark.parametrize("ending", [EndSpeech(), YieldFloor()])
def test_a_point_can_be_ruled_on_after_its_speech_has_ended(ending: Command) -> None:
    story = heard()
    story.give(CHAIR if isinstance(ending, EndSpeech) else KE, ending, at=50)
    assert (story.holder, story.meeting.points[0].state) == ("FR", "heard")
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=60)
    assert (story.meeting.points[0].state, story.used(at=60)) == ("ruled", 40)


def test_a_point_of_order_is_heard_while_the_floor_is_free() -> None:
    story = floor_open(FR)
    story.give(KE, RaisePointOfOrder())
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point))
    story.give(CHAIR, RulePointOfOrder(point))
    assert (story.holder, story.waiting()) == (None, ["FR"])


def test_a_point_of_order_is_ruled_on_without_being_heard() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(), at=30)
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=40)
    assert (story.holder, story.used(at=50), raised(story)) == ("FR", 40, [])


def test_a_point_of_order_does_not_use_the_inscription_of_its_delegation() -> None:
    story = heard()
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=70)
    assert speeches_by_seat(story.meeting)["KE"] == 0
    story.give(KE, RequestFloor())
    assert story.waiting() == ["BR", "KE"]


def test_a_point_of_order_can_be_raised_with_a_closed_list_or_in_a_suspended_sitting() -> None:
    story = france_speaks()
    story.give(CHAIR, CloseList())
    story.give(CHAIR, SuspendSitting(), at=20)
    story.give(KE, RaisePointOfOrder(), at=30)
    point = story.meeting.points[0].id
    assert story.refuse(CHAIR, GivePointOfOrder(point)).reason is Reason.SITTING_SUSPENDED
    story.give(CHAIR, ResumeSitting(), at=40)
    story.give(CHAIR, GivePointOfOrder(point), at=50)
    assert story.holder == "KE"


@pytest.mark.parametrize("ending", [EndSpeech(), YieldFloor(), RulePointOfOrder("o8")])
def test_a_point_of_order_that_ends_in_a_suspended_sitting_does_not_start_the_clock(ending: Command) -> None:
    story = heard()
    story.give(CHAIR, SuspendSitting(), at=50)
    story.give(KE if isinstance(ending, YieldFloor) else CHAIR, ending, at=60)
    assert (story.holder, story.used(at=100)) == ("FR", 30)
    story.give(CHAIR, ResumeSitting(), at=110)
    story.give(CHAIR, ResumeClock(), at=120)
    assert story.used(at=125) == 35


def test_resuming_a_sitting_cannot_be_undone_after_an_interrupted_speech_continued() -> None:
    story = heard()
    story.give(CHAIR, SuspendSitting(), at=50)
    story.give(CHAIR, ResumeSitting(), at=60)
    version = story.meeting.version
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=70)
    assert story.used(at=80) == 40
    assert story.refuse(CHAIR, Undo(version), at=90).reason is Reason.RESTS_ON_IT


def test_the_end_of_a_point_cannot_be_undone_after_the_interrupted_call_was_put_back() -> None:
    story = heard()
    story.give(CHAIR, YieldFloor(), at=80)
    version, speech = story.meeting.version, story.speech.id
    story.give(CHAIR, PutBack(speech), at=85)
    assert story.refuse(CHAIR, Undo(version), at=90).reason is Reason.RESTS_ON_IT


def test_a_point_of_order_needs_an_open_sitting() -> None:
    assert created().refuse(KE, RaisePointOfOrder()).reason is Reason.SITTING_NOT_OPEN


def test_unknown_ids_and_impossible_values_are_refused() -> None:
    story = france_speaks()
    assert story.refuse(KE, RaisePointOfOrder(motion="vote")).facts == {"field": "motion"}
    assert story.refuse(KE, RaisePointOfOrder("x" * 281)).facts == {"field": "note"}
    assert story.refuse(CHAIR, RaisePointOfOrder()).reason is Reason.NO_SEAT
    for command in (GivePointOfOrder("o99"), RulePointOfOrder("o99")):
        assert story.refuse(CHAIR, command).reason is Reason.UNKNOWN_POINT


def test_while_a_point_is_heard_other_points_and_put_back_are_refused() -> None:
    story = heard()
    interrupted, point = story.meeting.interrupted or "", story.meeting.points[0].id
    story.give(BR, RaisePointOfOrder(), at=45)
    assert story.refuse(CHAIR, GivePointOfOrder(story.meeting.points[1].id)).reason is Reason.POINT_ON
    assert story.refuse(CHAIR, GivePointOfOrder(point)).reason is Reason.ALREADY
    for speech in (interrupted, story.speech.id):
        assert story.refuse(CHAIR, PutBack(speech)).reason is Reason.POINT_ON
    assert story.refuse(CHAIR, RulePointOfOrder(point, "x" * 281)).facts == {"field": "ruling"}
    story.give(CHAIR, RulePointOfOrder(point), at=50)
    assert story.refuse(CHAIR, RulePointOfOrder(point)).reason is Reason.ALREADY


@pytest.mark.parametrize("leaving", [GiveFloor(seat="BR"), AdjournSitting(ending=True)])
def test_leaving_during_a_point_of_order_ends_both_speeches(leaving: Command) -> None:
    story = heard()
    first, second = story.meeting.interrupted or "", story.speech.id
    story.give(CHAIR, leaving, at=55)
    over = [story.meeting.speeches[speech] for speech in (first, second)]
    assert [(s.state, s.clock.elapsed_ms) for s in over] == [("ended", 30_000), ("ended", 15_000)]


def test_the_desk_adds_to_the_list_while_a_point_of_order_is_heard() -> None:
    story = heard()
    story.give(DESK, AddInscription("KE"), at=45)
    assert (story.holder, story.used(at=50), story.waiting()) == ("KE", 10, ["BR", "KE"])


@pytest.mark.parametrize("ending", [EndSpeech(), YieldFloor(), GiveFloorToNext(), GiveFloor(seat="BR")])
def test_a_point_is_heard_when_its_speech_ends_and_another_can_be_raised(ending: Command) -> None:
    story = heard()
    story.give(KE if isinstance(ending, YieldFloor) else CHAIR, ending, at=50)
    assert story.meeting.points[0].state == "heard"
    story.give(KE, RaisePointOfOrder("A second one"), at=60)
    assert raised(story) == [("KE", "")]
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id, "noted"), at=70)
    assert [point.state for point in story.meeting.points] == ["ruled", "raised"]


def test_a_raised_point_lapses_when_the_sitting_is_adjourned() -> None:
    story = floor_open()
    story.give(KE, RaisePointOfOrder())
    point = story.meeting.points[0].id
    story.give(CHAIR, AdjournSitting())
    assert (story.meeting.points[0].state, raised(story)) == ("lapsed", [])
    story.give(CHAIR, OpenSitting("afternoon"))
    for command in (GivePointOfOrder(point), RulePointOfOrder(point)):
        assert story.refuse(CHAIR, command).reason is Reason.ALREADY
    story.give(KE, RaisePointOfOrder())
    assert raised(story) == [("KE", "")]


def test_only_its_own_delegation_withdraws_a_point_before_it_is_heard() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(), at=30)
    point = story.meeting.points[0].id
    assert story.refuse(BR, WithdrawPointOfOrder(point)).reason is Reason.NOT_YOURS
    story.give(KE, WithdrawPointOfOrder(point), at=35)
    assert (story.meeting.points[0].state, raised(story), story.used(at=40)) == ("withdrawn", [], 30)
    for command in (WithdrawPointOfOrder(point), GivePointOfOrder(point), RulePointOfOrder(point)):
        assert story.refuse(CHAIR, command).reason is Reason.ALREADY
    story.give(KE, RaisePointOfOrder(), at=40)
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[1].id), at=50)
    assert story.refuse(KE, WithdrawPointOfOrder(story.meeting.points[1].id)).reason is Reason.ALREADY


def test_the_categories_that_may_raise_points_are_a_setting() -> None:
    story = france_speaks()
    assert story.refuse(DESK, RaisePointOfOrder(seat="lind")).reason is Reason.POINT_NOT_FOR_CATEGORY
    members = france_speaks(Rules(point_categories=("member_state",)))
    assert members.refuse(KE, RaisePointOfOrder(motion="close_debate")).reason is Reason.POINT_NOT_FOR_CATEGORY
    members.give(BR, RaisePointOfOrder())
    assert raised(members) == [("BR", "")]


@pytest.mark.parametrize("command", [GiveFloor(seat="FR"), RulePointOfOrder("o8")])
def test_a_call_of_the_interrupted_speaker_continues_the_same_speech(command: Command) -> None:
    story = heard()
    interrupted = story.meeting.interrupted
    story.give(CHAIR, command, at=70)
    assert (story.speech.id, story.used(at=80), story.meeting.interrupted) == (interrupted, 40, None)
    assert len(story.meeting.speeches) == 2


def test_the_end_of_a_point_cannot_be_undone_after_its_ruling() -> None:
    story = heard()
    story.give(CHAIR, EndSpeech(), at=50)
    version = story.meeting.version
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=60)
    assert story.refuse(CHAIR, Undo(version), at=70).reason is Reason.RESTS_ON_IT
