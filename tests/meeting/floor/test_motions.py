"""Motions: delegations raise them like points of order, and they have the precedence of the rules."""

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import (
    MOTIONS,
    GivePointOfOrder,
    PointOfOrderRaised,
    RaisePointOfOrder,
    RulePointOfOrder,
    raised_points,
)
from nameplate.meeting.model.values import Rules
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, FR, KE
from tests.meeting.stories import Story, floor_open, state


def france_speaks(rules: Rules | None = None) -> Story:
    """France has had the floor since second 10, and Brazil waits."""
    story = floor_open(FR, BR, rules=rules)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    return story


def raised(story: Story) -> list[tuple[str, str]]:
    """The raised points in their order: seat and motion."""
    return [(point.seat, point.motion) for point in raised_points(story.meeting)]


def test_a_point_of_order_comes_first_then_motions_in_the_order_of_rule_77() -> None:
    """Rules 77 and 119 of the General Assembly: suspend, adjourn the meeting, adjourn the debate, close the debate."""
    story = france_speaks()
    for motion in reversed(MOTIONS):
        story.give(KE, RaisePointOfOrder(motion=motion))
    assert raised(story) == [("KE", motion) for motion in MOTIONS]
    assert MOTIONS == ("", "suspend_meeting", "adjourn_meeting", "adjourn_debate", "close_debate")


def test_motions_of_equal_rank_come_in_the_order_in_which_they_were_raised() -> None:
    story = france_speaks()
    for delegation in (KE, BR):
        story.give(delegation, RaisePointOfOrder(motion="adjourn_debate"))
    story.give(FR, RaisePointOfOrder())
    assert raised(story) == [("FR", ""), ("KE", "adjourn_debate"), ("BR", "adjourn_debate")]


def test_a_motion_is_heard_like_a_point_of_order_and_changes_nothing_by_itself() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(motion="suspend_meeting"), at=30)
    point = story.meeting.points[0].id
    story.give(CHAIR, GivePointOfOrder(point), at=40)
    assert (story.holder, story.speech.form) == ("KE", "point_of_order")
    story.give(CHAIR, RulePointOfOrder(point, "Adopted without a vote"), at=50)
    assert (story.holder, story.sitting("morning").state) == ("FR", "open")


def test_a_delegation_raises_each_motion_only_once_until_it_is_ruled_on() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(motion="close_debate"))
    assert story.refuse(KE, RaisePointOfOrder(motion="close_debate")).reason is Reason.ALREADY
    story.give(KE, RaisePointOfOrder())
    assert story.refuse(KE, RaisePointOfOrder()).reason is Reason.ALREADY
    story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id))
    story.give(KE, RaisePointOfOrder(motion="close_debate"))


def test_hearing_a_motion_can_be_undone_but_not_the_motion_itself() -> None:
    story = france_speaks()
    story.give(KE, RaisePointOfOrder(motion="adjourn_meeting"), at=20)
    before = state(story.meeting)
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id), at=30)
    assert story.refuse(CHAIR, Undo(story.meeting.version - 2)).reason is Reason.DELEGATIONS_OWN
    story.give(CHAIR, Undo(), at=40)
    assert state(story.meeting) == before
    assert story.used(at=50) == 40


def test_a_stored_point_without_a_motion_is_a_point_of_order() -> None:
    assert PointOfOrderRaised("KE", "As it was").motion == ""
