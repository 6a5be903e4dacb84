"""Chair and desk note a point of order or a right of reply for a delegation."""

import pytest

from nameplate.meeting import Actor, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder, raised_points
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open


@pytest.mark.parametrize("by", [CHAIR, DESK])
def test_a_point_of_order_is_noted_for_a_delegation(by: Actor) -> None:
    story = floor_open(FR, BR)
    story.give(CHAIR, GiveFloorToNext())
    story.give(by, RaisePointOfOrder("On the item", "close_debate", "KE"))
    assert [(p.seat, p.motion, p.note) for p in raised_points(story.meeting)] == [("KE", "close_debate", "On the item")]


def test_a_right_of_reply_is_noted_for_a_delegation() -> None:
    story = floor_open(FR)
    story.give(DESK, RequestRightOfReply(seat="KE"))
    replies = next(s for s in story.meeting.lists.values() if s.purpose == "replies" and s.waiting)
    assert [(i.seat, i.turn) for i in replies.waiting] == [("KE", 1)]


@pytest.mark.parametrize("command", [RaisePointOfOrder(seat="KE"), RequestRightOfReply(seat="KE")])
def test_a_delegation_acts_for_itself_alone_and_the_chair_for_a_known_seat(
    command: RaisePointOfOrder | RequestRightOfReply,
) -> None:
    story = floor_open(FR)
    assert story.refuse(FR, command).reason is Reason.NOT_YOURS
    assert story.refuse(CHAIR, type(command)(seat="XX")).reason is Reason.UNKNOWN_SEAT
    assert story.refuse(CHAIR, type(command)()).reason is Reason.NO_SEAT
    story.give(KE, command)
