"""Properties that hold for every order and every draw, whatever list they are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting import Meeting
from nameplate.meeting.model.persistent_map import PersistentMap
from nameplate.meeting.model.values import Clock, Inscription, Rules, Seat, SpeakersList, Speech
from nameplate.meeting.speakers_list.heard_speeches import speaking_ms_by_seat, speeches_by_seat
from nameplate.meeting.speakers_list.inscription_moves import with_new_inscription
from nameplate.meeting.speakers_list.list_update_helpers import with_changed_list
from nameplate.meeting.speakers_list.lots import METHODS, draw_letter, draw_order, sort_key
from nameplate.meeting.speakers_list.orders import ORDERS, arrange

Inscriptions = Sequence[Inscription]
Arrange = Callable[[Meeting, Inscriptions], tuple[Inscription, ...]]
NAMES = ("Austria", "Côte d'Ivoire", "Croatia", "Germany", "Österreich", "Spain", "Switzerland", "Yemen", "")
CATEGORIES = ("member_state", "observer_state", "nhri", "ngo")
RESERVED = ("nhri", "ngo")

always = settings(max_examples=30, deadline=None)


def in_order(name: str) -> Arrange:
    """Arrange by this order."""
    return lambda meeting, inscriptions: arrange(meeting, inscriptions, ORDERS[name])


def by_draw(method: str, seed: str = "seed") -> Arrange:
    """Arrange by a draw with this method and seed."""

    def draw(meeting: Meeting, inscriptions: Inscriptions) -> tuple[Inscription, ...]:
        letter = draw_letter(meeting, inscriptions, seed) if inscriptions else ""
        return draw_order(meeting, inscriptions, method, seed, letter)

    return draw


ARRANGE = {**{name: in_order(name) for name in ORDERS}, **{f"draw {method}": by_draw(method) for method in METHODS}}
every_way = pytest.mark.parametrize("arrange", ARRANGE.values(), ids=ARRANGE)


@st.composite
def lists(draw: st.DrawFn, by_hand: bool = True) -> tuple[Meeting, tuple[Inscription, ...]]:
    """A meeting with past speeches, and its waiting inscriptions. `by_hand`: some are placed or have priority."""
    categories = draw(st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=24))
    seats = [Seat(f"S{n}", category, sort=NAMES[n % len(NAMES)]) for n, category in enumerate(categories)]
    called = draw(st.lists(st.tuples(st.sampled_from(seats), st.integers(0, 180)), max_size=8))
    past = tuple(Inscription(f"i{n}", seat.id, "list", n, state="heard") for n, (seat, _) in enumerate(called, 1))
    speeches = [
        Speech(f"s{n}", seat.id, Clock(180_000, used * 1000), n, inscription=f"i{n}", state="ended")
        for n, (seat, used) in enumerate(called, 1)
    ]
    flags = st.sampled_from((False, False, False, True)) if by_hand else st.just(False)
    waiting = draw(st.lists(st.tuples(st.sampled_from(seats), flags, flags), max_size=24))
    inscriptions = tuple(
        Inscription(f"i{n}", seat.id, "list", n, priority=priority, placed=placed)
        for n, (seat, priority, placed) in enumerate(waiting, 100)
    )
    reserved_per_block = {category: draw(st.integers(0, 2)) for category in RESERVED}
    rules = Rules(
        reserved_per_block=reserved_per_block, block_size=draw(st.integers(sum(reserved_per_block.values()) + 1, 8))
    )
    speakers = SpeakersList("list", ("f1",), "open", waiting=inscriptions, past=past)
    meeting = Meeting(
        rules=rules,
        seats={seat.id: seat for seat in seats},
        lists={"list": speakers},
        speeches=PersistentMap({s.id: s for s in speeches}),
    )
    return meeting, inscriptions


def free(inscriptions: Inscriptions) -> list[Inscription]:
    """The inscriptions that an order may move: neither placed by hand nor with priority."""
    return [one for one in inscriptions if not (one.placed or one.priority)]


def categories_of(meeting: Meeting, inscriptions: Inscriptions) -> list[str]:
    """The categories of the inscriptions, in order."""
    return [meeting.seats[one.seat].category for one in inscriptions]


@every_way
@always
@given(given=lists())
def test_no_inscription_is_lost_or_doubled(arrange: Arrange, given: tuple[Meeting, Inscriptions]) -> None:
    meeting, inscriptions = given
    assert Counter(arrange(meeting, inscriptions)) == Counter(inscriptions)


@every_way
@always
@given(given=lists())
def test_inscriptions_placed_by_hand_keep_their_position(arrange: Arrange, given: tuple[Meeting, Inscriptions]) -> None:
    meeting, inscriptions = given
    after = arrange(meeting, inscriptions)
    assert [(n, one) for n, one in enumerate(after) if one.placed] == [
        (n, r) for n, r in enumerate(inscriptions) if r.placed
    ]


@every_way
@always
@given(given=lists())
def test_inscriptions_with_priority_come_first_in_the_order_of_the_list(
    arrange: Arrange, given: tuple[Meeting, Inscriptions]
) -> None:
    meeting, inscriptions = given
    after = [one for one in arrange(meeting, inscriptions) if not one.placed]
    first = [one for one in inscriptions if one.priority and not one.placed]
    assert after[: len(first)] == first


@every_way
@always
@given(given=lists())
def test_arranging_twice_changes_nothing_more(arrange: Arrange, given: tuple[Meeting, Inscriptions]) -> None:
    meeting, inscriptions = given
    once = arrange(meeting, inscriptions)
    assert arrange(meeting, once) == once


EQUAL: dict[str, Callable[[Meeting, Inscription], object]] = {
    "receipt": lambda meeting, one: "",
    "alternate": lambda meeting, one: meeting.seats[one.seat].category,
    "kept": lambda meeting, one: meeting.seats[one.seat].category,
    "least_heard": lambda meeting, one: speeches_by_seat(meeting)[one.seat],
    "least_time": lambda meeting, one: speaking_ms_by_seat(meeting)[one.seat],
}
"""What each order compares: inscriptions that are equal in it stay in order of receipt."""


@pytest.mark.parametrize("order", ORDERS)
@always
@given(given=lists())
def test_equal_inscriptions_are_in_order_of_receipt(order: str, given: tuple[Meeting, Inscriptions]) -> None:
    meeting, inscriptions = given
    after = free(arrange(meeting, inscriptions, ORDERS[order]))
    for key in {EQUAL[order](meeting, one) for one in after}:
        same = [one.at for one in after if EQUAL[order](meeting, one) == key]
        assert same == sorted(same)


@always
@given(given=lists(), priority=st.booleans(), n=st.integers(0, 23))
def test_a_new_inscription_leaves_the_order_of_the_others(
    given: tuple[Meeting, Inscriptions], priority: bool, n: int
) -> None:
    meeting, inscriptions = given
    before = arrange(meeting, inscriptions)
    seat = [*meeting.seats][n % len(meeting.seats)]
    new = Inscription("i999", seat, "list", 999, priority=priority)
    after = arrange(meeting, [*before, new])
    assert [one for one in after if one not in (new, *_placed(inscriptions))] == [
        r for r in before if r not in _placed(inscriptions)
    ]
    assert priority or after == (*before, new)


@always
@given(given=lists(), priority=st.booleans(), order=st.sampled_from([*ORDERS]))
def test_a_new_inscription_is_where_a_full_arrangement_puts_it(
    given: tuple[Meeting, Inscriptions], priority: bool, order: str
) -> None:
    meeting, inscriptions = given
    meeting = replace(meeting, rules=replace(meeting.rules, order=order, inscriptions_each=99))
    before = arrange(meeting, inscriptions)
    meeting = with_changed_list(meeting, "list", waiting=before)
    new = Inscription("i999", next(iter(meeting.seats)), "list", 999, priority=priority)
    assert with_new_inscription(meeting, new).lists["list"].waiting == arrange(meeting, (*before, new))


@always
@given(given=lists(by_hand=False))
def test_a_full_block_has_at_most_the_reserved_number_while_other_categories_wait(
    given: tuple[Meeting, Inscriptions],
) -> None:
    meeting, inscriptions = given
    meeting = replace(meeting, lists={"list": replace(meeting.lists["list"], past=())})
    rules = meeting.rules
    categories = categories_of(meeting, arrange(meeting, inscriptions, ORDERS["kept"]))
    reserved = [category for category in RESERVED if rules.reserved_per_block[category]]
    for begin in range(0, len(categories), rules.block_size):
        block, later = categories[begin : begin + rules.block_size], categories[begin + rules.block_size :]
        if any(category not in reserved for category in later):
            assert all(block.count(category) <= rules.reserved_per_block[category] for category in reserved)


@always
@given(given=lists(by_hand=False))
def test_reserved_inscriptions_are_in_the_current_block(
    given: tuple[Meeting, Inscriptions],
) -> None:
    meeting, inscriptions = given
    rules, past = meeting.rules, meeting.lists["list"].past
    called = categories_of(meeting, past)[len(past) // rules.block_size * rules.block_size :]
    owed = {category: max(0, rules.reserved_per_block[category] - called.count(category)) for category in RESERVED}
    mine = {
        category: [one for one in inscriptions if meeting.seats[one.seat].category == category][: owed[category]]
        for category in RESERVED
    }
    end = max(rules.block_size - len(called), sum(map(len, mine.values())))
    after = arrange(meeting, inscriptions, ORDERS["kept"])
    assert all(after.index(one) < end for own in mine.values() for one in own)


@pytest.mark.parametrize(("order", "count"), [("least_heard", speeches_by_seat), ("least_time", speaking_ms_by_seat)])
@always
@given(given=lists())
def test_less_heard_seats_come_first(
    order: str, count: Callable[[Meeting], Counter[str]], given: tuple[Meeting, Inscriptions]
) -> None:
    meeting, inscriptions = given
    counts = [count(meeting)[one.seat] for one in free(arrange(meeting, inscriptions, ORDERS[order]))]
    assert counts == sorted(counts)


@always
@given(given=lists())
def test_alternating_categories_are_at_most_one_apart_while_both_wait(given: tuple[Meeting, Inscriptions]) -> None:
    meeting, inscriptions = given
    categories = categories_of(meeting, free(arrange(meeting, inscriptions, ORDERS["alternate"])))
    for end in range(len(categories)):
        so_far, to_come = Counter(categories[:end]), set(categories[end:])
        assert len({*map(so_far.__getitem__, to_come)}) <= 2
        assert not to_come or max(so_far[k] for k in to_come) - min(so_far[k] for k in to_come) <= 1


@pytest.mark.parametrize("method", METHODS)
@always
@given(given=lists(by_hand=False), order=st.randoms(use_true_random=False), seed=st.text(min_size=1, max_size=20))
def test_a_draw_does_not_depend_on_the_present_order(
    method: str, given: tuple[Meeting, Inscriptions], order: object, seed: str
) -> None:
    meeting, inscriptions = given
    shuffled = [*inscriptions]
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    first, second = (by_draw(method, seed)(meeting, each) for each in (inscriptions, shuffled))
    letters = [sort_key(meeting, one.seat) for one in first]
    assert first == second or (method == "alphabet" and letters == [sort_key(meeting, r.seat) for r in second])


def test_by_lot_every_seat_reaches_every_position_equally_often() -> None:
    """With 600 fixed seeds, each of 6 seats is at each of 6 positions about 100 times."""
    seats = {f"S{n}": Seat(f"S{n}", "member_state") for n in range(6)}
    inscriptions = tuple(Inscription(f"i{n}", f"S{n}", "list", n) for n in range(6))
    meeting = Meeting(seats=seats, lists={"list": SpeakersList("list", ("f1",))})
    found = Counter(
        (place, one.seat)
        for seed in range(600)
        for place, one in enumerate(draw_order(meeting, inscriptions, "lot", str(seed), ""))
    )
    assert len(found) == 36
    assert 60 <= min(found.values()) <= max(found.values()) <= 140


def test_by_alphabet_every_letter_is_drawn_equally_often() -> None:
    """With 600 fixed seeds, each of 6 letters is drawn about 100 times, however many names begin with it."""
    names = ("Austria", "Belgium", "Brazil", "Chile", "Denmark", "Estonia", "Ethiopia", "France")
    seats = {f"S{n}": Seat(f"S{n}", "member_state", sort=name) for n, name in enumerate(names)}
    inscriptions = tuple(Inscription(f"i{n}", f"S{n}", "list", n) for n in range(len(names)))
    found = Counter(draw_letter(Meeting(seats=seats), inscriptions, str(seed)) for seed in range(600))
    assert sorted(found) == [*"ABCDEF"]
    assert 60 <= min(found.values()) <= max(found.values()) <= 140


def _placed(inscriptions: Inscriptions) -> list[Inscription]:
    return [one for one in inscriptions if one.placed]
