"""Two delegations swap their inscriptions: one offers, the other accepts; and when an offer lapses."""

from collections.abc import Callable

import pytest

from nameplate.meeting import Actor, Command, Reason
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.model.values import Rules
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription, SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.lots import DrawOrder
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.speakers_list.reordering import DeferInscription, MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.undo import Undo
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open, state


def offered() -> Story:
    """France, which is first, offers a swap to Brazil, which is last."""
    story = floor_open(FR, KE, BR)
    story.give(FR, SwapInscriptions(story.id_of("FR"), story.id_of("BR")))
    return story


def accept(story: Story) -> Command:
    """The command by which Brazil accepts."""
    return SwapInscriptions(story.id_of("BR"), story.id_of("FR"))


def test_an_offer_changes_nothing_until_it_is_accepted() -> None:
    story = offered()
    assert story.waiting() == ["FR", "KE", "BR"]
    assert story.refuse(FR, SwapInscriptions(story.id_of("FR"), story.id_of("BR"))).reason is Reason.ALREADY
    story.give(BR, accept(story))
    assert (story.waiting(), story.meeting.swaps) == (["BR", "KE", "FR"], ())


def test_only_the_addressee_accepts_an_offer() -> None:
    story = offered()
    assert story.refuse(KE, accept(story)).reason is Reason.NOT_YOURS


@pytest.mark.parametrize(
    ("by", "change"),
    [
        (FR, lambda story: WithdrawRequest(story.id_of("FR"))),
        (BR, lambda story: WithdrawRequest(story.id_of("BR"))),
        (DESK, lambda story: RemoveInscription(story.id_of("FR"))),
        (DESK, lambda story: CorrectInscription(story.id_of("BR"), form="not_delivered")),
        (CHAIR, lambda story: GiveFloorToNext()),
        (CHAIR, lambda story: GiveFloor(seat="BR")),
        (CHAIR, lambda story: CallAbsent(story.id_of("BR"))),
        (CHAIR, lambda story: CallAbsent(story.id_of("FR"), "pass")),
        (CHAIR, lambda story: CallAbsent(story.id_of("FR"), "end")),
        (DESK, lambda story: MoveInscription(story.id_of("BR"), story.id_of("KE"))),
        (FR, lambda story: DeferInscription(story.id_of("FR"), 1)),
        (DESK, lambda story: SwapInscriptions(story.id_of("FR"), story.id_of("KE"))),
        (DESK, lambda story: SetPriority(story.id_of("BR"))),
        (DESK, lambda story: DrawOrder("lot", "x")),
        (DESK, lambda story: SetOrder("alternate")),
        (CHAIR, lambda story: AdjournSitting()),
    ],
)
def test_an_offer_lapses_when_one_of_the_two_is_moved_or_leaves(by: Actor, change: Callable[[Story], Command]) -> None:
    story = offered()
    before = state(story.meeting)
    story.give(by, change(story), at=10)
    assert story.meeting.swaps == ()
    if by in (CHAIR, DESK):
        story.give(by, Undo(), at=20)
        assert state(story.meeting) == before


def test_a_lapsed_offer_does_not_return_with_the_inscription() -> None:
    story = offered()
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, PutBack(story.speech.id), at=20)
    assert (story.waiting(), story.meeting.swaps) == (["FR", "KE", "BR"], ())
    story.give(BR, accept(story), at=30)
    assert story.waiting() == ["FR", "KE", "BR"], "it is Brazil's offer now"


@pytest.mark.parametrize(
    ("by", "change"),
    [
        (KE, lambda story: WithdrawRequest(story.id_of("KE"))),
        (CHAIR, lambda story: CallAbsent(story.id_of("KE"), "end")),
        (DESK, lambda story: AddInscription("lind")),
    ],
)
def test_an_offer_stays_while_others_join_and_leave(by: Actor, change: Callable[[Story], Command]) -> None:
    story = offered()
    story.give(by, change(story))
    story.give(BR, accept(story))
    assert [seat for seat in story.waiting() if seat in ("FR", "BR")] == ["BR", "FR"]


@pytest.mark.parametrize("order", ORDERS)
def test_no_order_reverses_a_swap(order: str) -> None:
    story = floor_open(
        FR,
        KE,
        BR,
        rules=Rules(order=order, reserved_per_block={"observer_state": 1}, block_size=2, inscriptions_each=2),
    )
    first, last = story.waiting()[0], story.waiting()[-1]
    story.give(DESK, SwapInscriptions(story.id_of(first), story.id_of(last)))
    swapped = story.waiting()
    assert (swapped[0], swapped[-1]) == (last, first)
    story.give(FR, RequestFloor())
    story.give(DESK, SetOrder("receipt" if order != "receipt" else "alternate"))
    assert (story.waiting()[0], story.waiting()[2]) == (last, first)


def test_priority_that_was_swapped_away_does_not_return_with_the_next_request() -> None:
    story = floor_open(FR, KE)
    story.give(DESK, AddInscription("BR", priority=True))
    story.give(DESK, SwapInscriptions(story.id_of("BR"), story.id_of("KE")))
    assert story.waiting() == ["KE", "FR", "BR"]
    story.give(DESK, AddInscription(guest="A mayor"))
    assert story.waiting()[:3] == ["KE", "FR", "BR"]


def test_a_delegation_swaps_its_own_two_inscriptions_at_once() -> None:
    story = floor_open(FR, KE, rules=Rules(inscriptions_each=2))
    story.give(FR, RequestFloor("question"))
    waiting = story.meeting.lists["first"].waiting
    story.give(FR, SwapInscriptions(waiting[0].id, waiting[2].id))
    assert [one.form for one in story.meeting.lists["first"].waiting] == ["question", "statement", "statement"]
