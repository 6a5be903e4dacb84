"""Why an inscription is at its position."""

import pytest

from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Rules
from nameplate.meeting.speakers_list.desk_inscriptions import SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speakers_list.order_reasons import order_reason
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.panel import MEMBERS, ORGANIZATIONS, initials, reserving
from tests.meeting.panel import floor_open as panel_open
from tests.meeting.stories import Story, floor_open


def test_a_category_with_none_reserved_has_no_such_reason() -> None:
    room = panel_open(ORGANIZATIONS[0], *MEMBERS[:2], rules=reserving(ngo=0))
    assert initials(room) == "NMM"
    speakers = room.meeting.lists["list"]
    assert order_reason(room.meeting, speakers, speakers.waiting[0]).code == "received"


def test_the_reason_kept_gives_the_number_in_the_block_and_counts_those_called() -> None:
    room = panel_open(*MEMBERS[:3], *ORGANIZATIONS[:3], rules=reserving(ngo=2))
    room.hear([60, 60, 60], gap=0)
    speakers = room.meeting.lists["list"]
    assert initials(room) == "NMN"
    assert [order_reason(room.meeting, speakers, one).facts.get("number") for one in speakers.waiting] == [2, None, 1]


@pytest.mark.parametrize("order", ORDERS)
def test_past_and_late_inscriptions_have_the_reason_received(order: str) -> None:
    story = floor_open(FR, KE, rules=Rules(order=order, reserved_per_block={"member_state": 1}, inscriptions_each=2))
    story.give(FR, RequestRightOfReply())
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, CloseList())
    story.give(BR, RequestFloor(late=True))
    for speakers in story.meeting.lists.values():
        replies = speakers.waiting if speakers.purpose == "replies" else ()
        for inscription in (*speakers.past, *speakers.late, *replies):
            assert order_reason(story.meeting, speakers, inscription).code == "received"


def reason_code(story: Story, seat: str) -> str:
    """The reason of the inscription of a seat on the first list."""
    return order_reason(story.meeting, story.meeting.lists["first"], story.inscription(story.id_of(seat))).code


def test_the_reason_says_passed_over_swapped_or_placed() -> None:
    story = floor_open(FR, KE, BR)
    story.give(CHAIR, CallAbsent(story.id_of("FR"), "pass"))
    assert (story.waiting(), reason_code(story, "FR")) == (["KE", "FR", "BR"], "passed_over")
    story.give(DESK, SwapInscriptions(story.id_of("KE"), story.id_of("BR")))
    assert (reason_code(story, "KE"), reason_code(story, "BR")) == ("swapped", "swapped")
    story.give(DESK, MoveInscription(story.id_of("KE"), story.id_of("FR")))
    assert (reason_code(story, "KE"), reason_code(story, "BR")) == ("placed", "swapped")
    story.give(CHAIR, GiveFloor(story.id_of("BR")), at=10)
    story.give(CHAIR, PutBack(story.speech.id), at=20)
    story.give(DESK, SetPriority(story.id_of("KE")))
    assert (reason_code(story, "KE"), reason_code(story, "BR")) == ("priority", "placed")
