"""Chair and desk note for a delegation what was called out in the room; a delegation acts for itself alone."""

import pytest

from nameplate.meeting import Actor, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder, raised_points
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import floor_open


@pytest.mark.parametrize("by", [CHAIR, DESK])
def test_a_point_of_order_is_noted_for_whoever_raised_the_nameplate(by: Actor) -> None:
    story = floor_open(FR, BR)
    story.press(CHAIR, GiveFloorToNext())
    story.press(by, RaisePointOfOrder("On the item", "close_debate", "KE"))
    assert [(p.seat, p.motion, p.note) for p in raised_points(story.meeting)] == [("KE", "close_debate", "On the item")]


def test_a_right_of_reply_is_noted_for_a_delegation() -> None:
    story = floor_open(FR)
    story.press(DESK, RequestRightOfReply(seat="KE"))
    replies = next(s for s in story.meeting.lists.values() if s.purpose == "replies" and s.waiting)
    assert [(i.seat, i.turn) for i in replies.waiting] == [("KE", 1)]


@pytest.mark.parametrize("command", [RaisePointOfOrder(seat="KE"), RequestRightOfReply(seat="KE")])
def test_a_delegation_cannot_do_that_for_another_and_the_chair_not_for_nobody(
    command: RaisePointOfOrder | RequestRightOfReply,
) -> None:
    story = floor_open(FR)
    assert story.refuse(FR, command).reason is Reason.NOT_YOURS
    assert story.refuse(CHAIR, type(command)(seat="XX")).reason is Reason.UNKNOWN_SEAT
    assert story.refuse(CHAIR, type(command)()).reason is Reason.NO_SEAT
    story.press(KE, command)


def test_the_desk_notes_whom_a_question_is_for_and_what_a_reply_is_about() -> None:
    story = floor_open(FR)
    story.press(CHAIR, GiveFloorToNext())
    panellist = next(seat.id for seat in story.meeting.seats.values() if seat.category == "panellist")
    story.press(DESK, AddInscription("BR", form="question", note=" How? ", to=panellist))
    story.press(DESK, AddInscription("KE", form="reply"))
    waiting = next(s.waiting for s in story.meeting.lists.values() if s.waiting)
    assert [(i.form, i.note, i.to, i.reply_to) for i in waiting] == [
        ("question", "How?", panellist, None),
        ("reply", "", None, story.meeting.floor),
    ]
    assert story.refuse(DESK, AddInscription("FR", form="question", to="nobody")).reason is Reason.UNKNOWN_SEAT
