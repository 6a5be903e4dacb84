"""A sitting with what other stories leave out: points of order, swaps, orders and draws, late requests, corrections."""

from __future__ import annotations

from collections.abc import Iterator

from nameplate.meeting import Meeting
from nameplate.meeting.appearance import SetAppearance
from nameplate.meeting.category_correction import CorrectSeat
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import (
    GivePointOfOrder,
    RaisePointOfOrder,
    RulePointOfOrder,
    WithdrawPointOfOrder,
)
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.items import CloseItem, OpenItem, SkipItem
from nameplate.meeting.programme.participants import AddParticipant
from nameplate.meeting.programme.programme_changes import AddItem, MoveItem
from nameplate.meeting.programme.sittings import AdjournSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.ready_messages import SetReadyMessages
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.lots import DrawOrder
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open

LOGO = "iVBORw0KGgo="
"""Base64 of what each PNG picture begins with."""
RULES = Rules(inscriptions_each=2, reserved_per_block={"observer_state": 1}, block_size=3, clock_by_hand=True)


def busy_sitting() -> Iterator[Meeting]:
    """The meeting after each command."""
    story = floor_open(FR, KE, BR, rules=RULES)
    yield story.meeting
    for part in (_the_list, _the_floor, _points_of_order, _the_end):
        for _ in part(story):
            yield story.meeting


def _the_list(story: Story) -> Iterator[object]:
    for order in ("kept", "least_heard", "least_time", "alternate", "receipt"):
        yield story.give(CHAIR, SetOrder(order), at=story.second + 30)
    yield story.give(CHAIR, DrawOrder("alphabet", "a seed"))
    yield story.give(CHAIR, DrawOrder("receipt", "a seed"))
    yield story.give(FR, SwapInscriptions(story.id_of("FR"), story.id_of("KE")))
    yield story.give(KE, SwapInscriptions(story.id_of("KE"), story.id_of("FR")))
    yield story.give(DESK, SetPriority(story.id_of("BR")))
    yield story.give(DESK, SetPriority(story.id_of("BR"), priority=False))
    yield story.give(DESK, CorrectSeat("KE", "member_state"))
    yield story.give(DESK, AddParticipant("SE", sort="Sweden"))
    yield story.give(DESK, SetReadyMessages("hall", "Please be seated"))
    for look in (SetAppearance("#7a1f5c", LOGO), SetAppearance("#00558c"), SetAppearance(logo=""), SetAppearance("")):
        yield story.give(DESK, look)
    yield story.give(DESK, SetAppearance(logo=LOGO))
    yield story.give(DESK, AddInscription(guest="Ms. Lovelace", source="remote", form="question", note="Why?"))
    yield story.give(DESK, AddInscription(guest="Mr. Babbage", source="chair"))


def _the_floor(story: Story) -> Iterator[object]:
    yield story.give(CHAIR, GiveFloorToNext(), at=story.second + 10)
    yield story.give(CHAIR, ResumeClock(), at=story.second + 20)
    yield story.give(CHAIR, PauseClock(), at=story.second + 20)
    yield story.give(DESK, CorrectFloor("BR"))
    yield story.give(CHAIR, EndSpeech())
    yield story.give(FR, RequestFloor("reply"))
    for then in ("pass", "end", "strike"):
        waiting = story.waiting()[0]
        yield story.give(CHAIR, GiveFloorToNext(), at=story.second + 10)
        yield story.give(CHAIR, CallAbsent(story.id_of(waiting), then))
    yield story.give(CHAIR, CloseList())
    yield story.give(BR, RequestFloor(late=True))
    yield story.give(CHAIR, OpenList(minutes=5))
    yield story.give(CHAIR, AddItem("break", "Coffee", 5))
    added = next(item.id for item in story.meeting.items() if item.kind == "break")
    yield story.give(CHAIR, MoveItem(added, "r1"))
    yield story.give(CHAIR, SkipItem(added))
    for _ in range(3):
        yield story.give(CHAIR, Undo())


def _points_of_order(story: Story) -> Iterator[object]:
    yield story.give(CHAIR, GiveFloorToNext(), at=story.second + 90)
    yield story.give(FR, RaisePointOfOrder("", "adjourn_debate"))
    yield story.give(BR, RaisePointOfOrder("The list"))
    yield story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id))
    yield story.give(CHAIR, RulePointOfOrder(story.meeting.points[0].id, "carried"))
    yield story.give(BR, WithdrawPointOfOrder(story.meeting.points[1].id))
    yield story.give(BR, RaisePointOfOrder())
    yield story.give(CHAIR, RulePointOfOrder(story.meeting.points[-1].id))
    yield story.give(CHAIR, EndSpeech())
    yield story.give(KE, RaisePointOfOrder())
    yield story.give(CHAIR, GivePointOfOrder(story.meeting.points[-1].id))
    yield story.give(CHAIR, EndSpeech())


def _the_end(story: Story) -> Iterator[object]:
    yield story.give(FR, RequestRightOfReply())
    yield story.give(CHAIR, GiveFloor(story.id_of("FR")))
    yield story.give(CHAIR, EndSpeech())
    yield story.give(FR, RequestRightOfReply())
    yield story.give(KE, RaisePointOfOrder())
    yield story.give(CHAIR, SuspendSitting(""))
    yield story.give(CHAIR, ResumeSitting())
    yield story.give(CHAIR, OpenItem("f2", ending=True))
    yield story.give(CHAIR, CloseItem("f2"))
    yield story.give(CHAIR, AdjournSitting(ending=True), at=4 * 3600)
