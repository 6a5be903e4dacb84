"""Drawing the order of a list: by receipt, by lot, or by alphabet from a drawn letter."""

import pytest

from nameplate.meeting import Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import LotDraw, Rules, Seat
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speakers_list.lots import DrawOrder, sort_key
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK, FR
from tests.meeting.panel import MEMBERS, OBSERVERS, ORGANIZATIONS, START, Room, floor_open
from tests.meeting.stories import floor_open as story_open

STATES = tuple(
    Seat(code, "member_state", sort=name)
    for code, name in [
        ("AT", "Austria"),
        ("CH", "Switzerland"),
        ("CI", "Côte d'Ivoire"),
        ("DE", "Germany"),
        ("ES", "Spain"),
        ("HR", "Croatia"),
        ("ZA", "South Africa"),
    ]
)


def seats(room: Room) -> list[str]:
    """The waiting seats, in order."""
    return [one.seat for one in room.meeting.lists["list"].waiting]


def id_of(room: Room, seat: str) -> str:
    """The id of the waiting inscription of a seat."""
    return next(one.id for one in room.meeting.lists["list"].waiting if one.seat == seat)


def test_the_same_seed_gives_the_same_draw() -> None:
    first, second = (floor_open(*MEMBERS[:9]) for _ in range(2))
    for room in (first, second):
        room.give(DrawOrder("lot", "20 March 2015"))
    assert seats(first) == seats(second) != [seat.id for seat in MEMBERS[:9]]
    assert first.meeting.lists["list"].draw == LotDraw(
        "lot", "20 March 2015", "", tuple(one.id for one in first.meeting.lists["list"].waiting), START
    )


def test_the_draw_depends_on_the_seed_and_not_on_the_present_order() -> None:
    room = floor_open(*MEMBERS[:9])
    orders = set()
    for seed in ("a", "b", "a"):
        room.give(DrawOrder("lot", seed))
        orders.add(tuple(seats(room)))
    assert len(orders) == 2


def test_the_alphabet_begins_at_the_drawn_letter_and_wraps_around() -> None:
    """It sorts by the names of States, not by their codes: Switzerland (CH) is under S. Accents do not count."""
    room = Room(more=STATES)
    room.inscribe(*STATES)
    room.give(DrawOrder("alphabet", "first"))
    draw = room.meeting.lists["list"].draw
    assert draw
    alphabet = ["AT", "CI", "HR", "DE", "ZA", "ES", "CH"]
    first = next(n for n, code in enumerate(alphabet) if sort_key(room.meeting, code)[0] == draw.letter)
    assert seats(room) == [*alphabet[first:], *alphabet[:first]]


def test_only_initials_of_the_waiting_are_drawn_and_all_of_them_can_be() -> None:
    room = Room(more=STATES)
    room.inscribe(*STATES)
    letters = set()
    for seed in range(40):
        room.give(DrawOrder("alphabet", str(seed)))
        draw = room.meeting.lists["list"].draw
        letters.add(draw.letter if draw else "")
    assert letters == {"A", "C", "G", "S"}


def test_the_method_receipt_restores_the_order_of_requests() -> None:
    room = floor_open(*MEMBERS[:9])
    for method in ("lot", "receipt"):
        room.give(DrawOrder(method, "x"))
    assert seats(room) == [seat.id for seat in MEMBERS[:9]]


def test_a_draw_moves_neither_inscriptions_placed_by_hand_nor_those_with_priority() -> None:
    room = floor_open(*MEMBERS[:9])
    room.give(MoveInscription(id_of(room, "M8"), id_of(room, "M3")))
    room.give(SetPriority(id_of(room, "M5")))
    for seed in ("a", "b", "c"):
        room.give(DrawOrder("lot", seed))
        assert seats(room)[0] == "M5"
        assert seats(room).index("M8") == 3


def test_a_request_after_the_draw_is_last() -> None:
    room = floor_open(*MEMBERS[:5])
    room.give(DrawOrder("lot", "x"))
    before = seats(room)
    room.inscribe(MEMBERS[7])
    assert seats(room) == [*before, "M7"]


def test_the_order_kept_applies_to_the_draw_and_the_next_request_leaves_the_draw() -> None:
    rules = Rules(order="kept", reserved_per_block={"ngo": 1}, block_size=4)
    room = floor_open(*MEMBERS[:6], *ORGANIZATIONS[:2], rules=rules)
    room.give(DrawOrder("lot", "x"))
    before = seats(room)
    assert [seat[0] for seat in before] == ["M", "M", "M", "N", "M", "M", "M", "N"]
    room.inscribe(OBSERVERS[0])
    assert [seat for seat in seats(room) if seat != "O0"] == before


def test_other_orders_start_from_the_draw_and_receipt_returns_to_it() -> None:
    room = floor_open(*MEMBERS[:4], *OBSERVERS[:4])
    room.give(DrawOrder("lot", "x"))
    before = seats(room)
    room.give(SetOrder("alternate"))
    assert [seat[0] for seat in seats(room)] in (["M", "O"] * 4, ["O", "M"] * 4)
    room.give(SetOrder("receipt"))
    assert seats(room) == before


def test_undo_removes_the_draw_and_its_record() -> None:
    room = floor_open(*MEMBERS[:5])
    room.give(DrawOrder("lot", "x"))
    room.give(Undo())
    assert (seats(room), room.meeting.lists["list"].draw) == ([seat.id for seat in MEMBERS[:5]], None)


def test_an_inscription_that_was_drawn_cannot_be_undone() -> None:
    story = story_open()
    story.give(DESK, AddInscription("KE"))
    version = story.meeting.version
    story.give(FR, RequestFloor())
    story.give(CHAIR, DrawOrder("lot", "x"))
    assert story.refuse(CHAIR, Undo(version)).reason is Reason.RESTS_ON_IT


def test_an_inscription_that_left_is_not_in_the_next_draw() -> None:
    room = floor_open(*MEMBERS[:4])
    room.give(DrawOrder("lot", "x"))
    first = seats(room)[0]
    room.give(GiveFloorToNext())
    room.give(WithdrawRequest(id_of(room, seats(room)[0])))
    room.give(CloseList())
    room.give(DrawOrder("lot", "y"))
    assert len(seats(room)) == 2
    assert first not in seats(room)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (DrawOrder("dice", "x"), "method"),
        (DrawOrder("lot"), "seed"),
        (DrawOrder("lot", "x" * 65), "seed"),
    ],
)
def test_a_draw_with_an_invalid_field_is_refused(command: DrawOrder, field: str) -> None:
    assert story_open(FR).refuse(CHAIR, command).facts == {"field": field}


def test_an_empty_list_is_not_drawn() -> None:
    assert story_open().refuse(CHAIR, DrawOrder("lot", "x")).reason is Reason.LIST_EMPTY
