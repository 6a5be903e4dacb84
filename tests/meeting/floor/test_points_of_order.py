"""Points of order and the motions that have precedence: raised at any time, heard at once, ruled on by the chair."""

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import (
    MOTIONS,
    GivePointOfOrder,
    PointOfOrderRaised,
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
from tests.meeting.stories import Story, created, floor_open, state


def france_speaks(rules: Rules | None = None) -> Story:
    """France has the floor since the tenth second; Brazil waits."""
    story = floor_open(FR, BR, rules=rules)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    return story


def heard() -> Story:
    """Kenya's point of order is heard since second 40; France is interrupted."""
    story = france_speaks()
    story.give(KE, RaisePointOfOrder("The item is another one"), at=30)
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id), at=40)
    return story


def raised(story: Story) -> list[tuple[str, str]]:
    """Who waits for the chair, with what."""
    return [(point.seat, point.motion) for point in raised_points(story.meeting)]


def test_a_point_of_order_waits_for_the_chair_and_disturbs_no_clock() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(" The item is another one "), at=30)
    (point,) = raised_points(story.meeting)
    assert (point.seat, point.note, point.state, point.motion) == ("KE", "The item is another one", "raised", "")
    assert (story.holder, story.used(at=40)) == ("FR", 30)


def test_who_has_the_floor_is_interrupted_and_goes_on_to_the_millisecond() -> None:
    story = heard()
    assert (story.holder, story.speech.form, story.granted()) == ("KE", "point_of_order", 60)
    assert story.meeting.speeches[story.meeting.interrupted or ""].state == "interrupted"
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id, "Not well founded"), at=70)
    assert (story.holder, story.used(at=70), story.used(at=100)) == ("FR", 30, 60)
    assert (story.meeting.interrupted, story.meeting.points[0].ruling) == (None, "Not well founded")


def test_who_was_interrupted_while_paused_is_still_paused_after_it() -> None:
    story = france_speaks()
    story.give(CHAIR, PauseClock(), at=20)
    story.give(KE, RaisePointOfOrder(), at=30)
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), at=40)
    story.give(CHAIR, RulePointOfOrder(point), at=70)
    assert (story.holder, story.used(at=100)) == ("FR", 10)


@pytest.mark.parametrize("ending", [EndSpeech(), YieldFloor()])
def test_who_raised_it_gives_the_floor_back_and_the_ruling_comes_after(ending: Command) -> None:
    story = heard()
    story.give(CHAIR if isinstance(ending, EndSpeech) else KE, ending, at=50)
    assert (story.holder, story.meeting.points[0].state) == ("FR", "heard")
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=60)
    assert (story.meeting.points[0].state, story.used(at=60)) == ("ruled", 40)


def test_a_point_of_order_is_heard_also_when_nobody_has_the_floor() -> None:
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


def test_a_point_of_order_is_no_turn_on_the_list() -> None:
    story = heard()
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=70)
    assert speeches_by_seat(story.meeting)["KE"] == 0
    story.give(KE, RequestFloor())
    assert story.waiting() == ["BR", "KE"]


def test_a_point_of_order_is_raised_on_a_closed_list_and_while_the_sitting_is_suspended() -> None:
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
def test_a_point_of_order_that_is_over_while_the_sitting_is_suspended_starts_no_clock(ending: Command) -> None:
    story = heard()
    story.give(CHAIR, SuspendSitting(), at=50)
    story.give(KE if isinstance(ending, YieldFloor) else CHAIR, ending, at=60)
    assert (story.holder, story.used(at=100)) == ("FR", 30)
    story.give(CHAIR, ResumeSitting(), at=110)
    story.give(CHAIR, ResumeClock(), at=120)
    assert story.used(at=125) == 35


def test_a_sitting_in_which_who_was_interrupted_went_on_stays_resumed() -> None:
    story = heard()
    story.give(CHAIR, SuspendSitting(), at=50)
    story.give(CHAIR, ResumeSitting(), at=60)
    version = story.meeting.version
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=70)
    assert story.used(at=80) == 40
    assert story.refuse(CHAIR, Undo(version), at=90).reason is Reason.RESTS_ON_IT


def test_a_call_that_was_taken_back_after_the_point_stays_over_so_the_point_is_not_heard_again() -> None:
    story = heard()
    story.give(CHAIR, YieldFloor(), at=80)
    version, speech = story.meeting.version, story.speech.id
    story.give(CHAIR, PutBack(speech), at=85)
    assert story.refuse(CHAIR, Undo(version), at=90).reason is Reason.RESTS_ON_IT


def test_without_a_sitting_there_is_no_order_to_be_kept() -> None:
    assert created().refuse(KE, RaisePointOfOrder()).reason is Reason.SITTING_NOT_OPEN


def test_motions_stand_in_the_order_of_rule_77_after_a_point_of_order_proper_however_they_were_raised() -> None:
    """Rules 77 and 119 of the General Assembly: suspend, adjourn the meeting, adjourn the debate, close the debate."""
    story = france_speaks()
    for motion in reversed(MOTIONS):
        story.give(KE, RaisePointOfOrder(motion=motion))
    assert raised(story) == [("KE", motion) for motion in MOTIONS]
    assert MOTIONS == ("", "suspend_meeting", "adjourn_meeting", "adjourn_debate", "close_debate")


def test_of_equal_rank_the_one_that_was_raised_first_comes_first() -> None:
    story = france_speaks()
    for delegation in (KE, BR):
        story.give(delegation, RaisePointOfOrder(motion="adjourn_debate"))
    story.give(FR, RaisePointOfOrder())
    assert raised(story) == [("FR", ""), ("KE", "adjourn_debate"), ("BR", "adjourn_debate")]


def test_a_motion_is_heard_like_a_point_of_order_and_no_vote_is_taken() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(motion="suspend_meeting"), at=30)
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), at=40)
    assert (story.holder, story.speech.form) == ("KE", "point_of_order")
    story.give(CHAIR, RulePointOfOrder(point, "Adopted without a vote"), at=50)
    assert (story.holder, story.sitting("morning").state) == ("FR", "open")


def test_the_same_point_is_raised_once_until_it_is_ruled_on_but_a_point_of_order_may_come_beside_a_motion() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(motion="close_debate"))
    assert story.refuse(KE, RaisePointOfOrder(motion="close_debate")).reason is Reason.ALREADY
    story.give(KE, RaisePointOfOrder())
    assert story.refuse(KE, RaisePointOfOrder()).reason is Reason.ALREADY
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id))
    story.give(KE, RaisePointOfOrder(motion="close_debate"))


def test_a_motion_is_undone_only_as_a_whole_with_what_rests_on_it() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(motion="adjourn_meeting"), at=20)
    before = state(story.meeting)
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id), at=30)
    assert story.refuse(CHAIR, Undo(story.meeting.version - 2)).reason is Reason.DELEGATIONS_OWN
    story.give(CHAIR, Undo(), at=40)
    assert state(story.meeting) == before
    assert story.used(at=50) == 40


def test_what_makes_no_sense_is_refused() -> None:
    story = france_speaks()
    assert story.refuse(KE, RaisePointOfOrder(motion="vote")).facts == {"field": "motion"}
    assert story.refuse(KE, RaisePointOfOrder("x" * 281)).facts == {"field": "note"}
    assert story.refuse(CHAIR, RaisePointOfOrder()).reason is Reason.NO_SEAT
    for command in (GivePointOfOrder("o99"), RulePointOfOrder("o99")):
        assert story.refuse(CHAIR, command).reason is Reason.UNKNOWN_POINT


def test_while_one_is_heard_no_other_is_and_nothing_is_taken_from_who_was_interrupted() -> None:
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
def test_the_room_goes_on_and_both_speeches_are_over(leaving: Command) -> None:
    story = heard()
    first, second = story.meeting.interrupted or "", story.speech.id
    story.give(CHAIR, leaving, at=55)
    over = [story.meeting.speeches[speech] for speech in (first, second)]
    assert [(s.state, s.clock.elapsed_ms) for s in over] == [("ended", 30_000), ("ended", 15_000)]


def test_the_desk_adds_to_the_list_while_a_point_of_order_is_heard() -> None:
    story = heard()
    story.give(DESK, AddInscription("KE"), at=45)
    assert (story.holder, story.used(at=50), story.waiting()) == ("KE", 10, ["BR", "KE"])


def test_a_point_of_order_that_was_stored_before_there_were_motions_is_one_proper() -> None:
    assert PointOfOrderRaised("KE", "As it was").motion == ""


@pytest.mark.parametrize("ending", [EndSpeech(), YieldFloor(), GiveFloorToNext(), GiveFloor(seat="BR")])
def test_a_point_that_was_heard_is_over_when_its_speech_is_and_the_next_one_is_taken(ending: Command) -> None:
    story = heard()
    story.give(KE if isinstance(ending, YieldFloor) else CHAIR, ending, at=50)
    assert story.meeting.points[0].state == "heard"
    story.give(KE, RaisePointOfOrder("A second one"), at=60)
    assert raised(story) == [("KE", "")]
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id, "noted"), at=70)
    assert [point.state for point in story.meeting.points] == ["ruled", "raised"]


def test_a_point_that_waits_lapses_when_the_sitting_is_adjourned() -> None:
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


def test_a_delegation_takes_back_its_point_before_it_is_heard_and_no_other_does() -> None:
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


def test_who_may_raise_a_point_is_a_setting_and_states_may_by_default() -> None:
    story = france_speaks()
    assert story.refuse(DESK, RaisePointOfOrder(seat="lind")).reason is Reason.POINT_NOT_FOR_CATEGORY
    members = france_speaks(Rules(point_categories=("member_state",)))
    assert members.refuse(KE, RaisePointOfOrder(motion="close_debate")).reason is Reason.POINT_NOT_FOR_CATEGORY
    members.give(BR, RaisePointOfOrder())
    assert raised(members) == [("BR", "")]


@pytest.mark.parametrize("command", [GiveFloor(seat="FR"), RulePointOfOrder("o8")])
def test_the_interrupted_speaker_who_is_given_the_floor_goes_on_with_the_same_clock(command: Command) -> None:
    story = heard()
    interrupted = story.meeting.interrupted
    story.give(CHAIR, command, at=70)
    assert (story.speech.id, story.used(at=80), story.meeting.interrupted) == (interrupted, 40, None)
    assert len(story.meeting.speeches) == 2


def test_the_end_of_a_point_that_was_ruled_on_after_it_is_not_undone() -> None:
    story = heard()
    story.give(CHAIR, EndSpeech(), at=50)
    version = story.meeting.version
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id), at=60)
    assert story.refuse(CHAIR, Undo(version), at=70).reason is Reason.RESTS_ON_IT
