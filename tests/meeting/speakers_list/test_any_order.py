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
from nameplate.meeting.speakers_list.list_changes import with_changed_list
from nameplate.meeting.speakers_list.lots import METHODS, draw_letter, draw_order, sort_key
from nameplate.meeting.speakers_list.orders import ORDERS, arrange

Rows = Sequence[Inscription]
Arrange = Callable[[Meeting, Rows], tuple[Inscription, ...]]
NAMES = ("Austria", "Côte d'Ivoire", "Croatia", "Germany", "Österreich", "Spain", "Switzerland", "Yemen", "")
KINDS = ("member_state", "observer_state", "nhri", "ngo")
KEPT = ("nhri", "ngo")

always = settings(max_examples=30, deadline=None)


def in_order(name: str) -> Arrange:
    """A list arranged by one of the orders."""
    return lambda meeting, rows: arrange(meeting, rows, ORDERS[name])


def by_draw(method: str, seed: str = "seed") -> Arrange:
    """A list as it is drawn, with the list's own order of receipt."""

    def draw(meeting: Meeting, rows: Rows) -> tuple[Inscription, ...]:
        letter = draw_letter(meeting, rows, seed) if rows else ""
        return draw_order(meeting, rows, method, seed, letter)

    return draw


ARRANGE = {**{name: in_order(name) for name in ORDERS}, **{f"draw {method}": by_draw(method) for method in METHODS}}
every_way = pytest.mark.parametrize("arrange", ARRANGE.values(), ids=ARRANGE)


@st.composite
def lists(draw: st.DrawFn, by_hand: bool = True) -> tuple[Meeting, tuple[Inscription, ...]]:
    """A meeting in which some have spoken and some wait, of all kinds; `by_hand`: some placed, some with priority."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=24))
    seats = [Seat(f"S{n}", kind, sort=NAMES[n % len(NAMES)]) for n, kind in enumerate(kinds)]
    called = draw(st.lists(st.tuples(st.sampled_from(seats), st.integers(0, 180)), max_size=8))
    past = tuple(Inscription(f"i{n}", seat.id, "list", n, state="heard") for n, (seat, _) in enumerate(called, 1))
    speeches = [
        Speech(f"s{n}", seat.id, Clock(180_000, used * 1000), n, inscription=f"i{n}", state="ended")
        for n, (seat, used) in enumerate(called, 1)
    ]
    flags = st.sampled_from((False, False, False, True)) if by_hand else st.just(False)
    waiting = draw(st.lists(st.tuples(st.sampled_from(seats), flags, flags), max_size=24))
    rows = tuple(
        Inscription(f"i{n}", seat.id, "list", n, priority=priority, placed=placed)
        for n, (seat, priority, placed) in enumerate(waiting, 100)
    )
    kept = {kind: draw(st.integers(0, 2)) for kind in KEPT}
    rules = Rules(reserved_per_block=kept, block_size=draw(st.integers(sum(kept.values()) + 1, 8)))
    speakers = SpeakersList("list", ("f1",), "open", waiting=rows, past=past)
    meeting = Meeting(
        rules=rules,
        seats={seat.id: seat for seat in seats},
        lists={"list": speakers},
        speeches=PersistentMap({s.id: s for s in speeches}),
    )
    return meeting, rows


def free(rows: Rows) -> list[Inscription]:
    """Those whom an order may move as it likes: neither placed by hand nor with priority."""
    return [row for row in rows if not (row.placed or row.priority)]


def kinds_of(meeting: Meeting, rows: Rows) -> list[str]:
    """The kinds of those who wait, in order."""
    return [meeting.seats[row.seat].category for row in rows]


@every_way
@always
@given(given=lists())
def test_no_inscription_is_lost_or_doubled(arrange: Arrange, given: tuple[Meeting, Rows]) -> None:
    meeting, rows = given
    assert Counter(arrange(meeting, rows)) == Counter(rows)


@every_way
@always
@given(given=lists())
def test_inscriptions_placed_by_hand_keep_their_position(arrange: Arrange, given: tuple[Meeting, Rows]) -> None:
    meeting, rows = given
    after = arrange(meeting, rows)
    assert [(n, row) for n, row in enumerate(after) if row.placed] == [(n, r) for n, r in enumerate(rows) if r.placed]


@every_way
@always
@given(given=lists())
def test_inscriptions_with_priority_come_first_in_the_order_of_the_list(
    arrange: Arrange, given: tuple[Meeting, Rows]
) -> None:
    meeting, rows = given
    after = [row for row in arrange(meeting, rows) if not row.placed]
    first = [row for row in rows if row.priority and not row.placed]
    assert after[: len(first)] == first


@every_way
@always
@given(given=lists())
def test_arranging_twice_changes_nothing_more(arrange: Arrange, given: tuple[Meeting, Rows]) -> None:
    meeting, rows = given
    once = arrange(meeting, rows)
    assert arrange(meeting, once) == once


EQUAL: dict[str, Callable[[Meeting, Inscription], object]] = {
    "receipt": lambda meeting, row: "",
    "alternate": lambda meeting, row: meeting.seats[row.seat].category,
    "kept": lambda meeting, row: meeting.seats[row.seat].category,
    "least_heard": lambda meeting, row: speeches_by_seat(meeting)[row.seat],
    "least_time": lambda meeting, row: speaking_ms_by_seat(meeting)[row.seat],
}
"""What is equal for an order stands as it was received."""


@pytest.mark.parametrize("order", ORDERS)
@always
@given(given=lists())
def test_equal_inscriptions_are_in_order_of_receipt(order: str, given: tuple[Meeting, Rows]) -> None:
    meeting, rows = given
    after = free(arrange(meeting, rows, ORDERS[order]))
    for key in {EQUAL[order](meeting, row) for row in after}:
        same = [row.at for row in after if EQUAL[order](meeting, row) == key]
        assert same == sorted(same)


@always
@given(given=lists(), priority=st.booleans(), n=st.integers(0, 23))
def test_a_new_inscription_leaves_the_order_of_the_others(given: tuple[Meeting, Rows], priority: bool, n: int) -> None:
    meeting, rows = given
    before = arrange(meeting, rows)
    seat = [*meeting.seats][n % len(meeting.seats)]
    new = Inscription("i999", seat, "list", 999, priority=priority)
    after = arrange(meeting, [*before, new])
    assert [row for row in after if row not in (new, *_placed(rows))] == [r for r in before if r not in _placed(rows)]
    assert priority or after == (*before, new)


@always
@given(given=lists(), priority=st.booleans(), order=st.sampled_from([*ORDERS]))
def test_a_new_inscription_is_where_a_full_arrangement_puts_it(
    given: tuple[Meeting, Rows], priority: bool, order: str
) -> None:
    meeting, rows = given
    meeting = replace(meeting, rules=replace(meeting.rules, order=order, inscriptions_each=99))
    before = arrange(meeting, rows)
    meeting = with_changed_list(meeting, "list", waiting=before)
    new = Inscription("i999", next(iter(meeting.seats)), "list", 999, priority=priority)
    assert with_new_inscription(meeting, new).lists["list"].waiting == arrange(meeting, (*before, new))


@always
@given(given=lists(by_hand=False))
def test_a_full_block_has_at_most_the_reserved_number_while_other_categories_wait(given: tuple[Meeting, Rows]) -> None:
    meeting, rows = given
    meeting = replace(meeting, lists={"list": replace(meeting.lists["list"], past=())})
    rules = meeting.rules
    kinds = kinds_of(meeting, arrange(meeting, rows, ORDERS["kept"]))
    reserved = [kind for kind in KEPT if rules.reserved_per_block[kind]]
    for begin in range(0, len(kinds), rules.block_size):
        block, later = kinds[begin : begin + rules.block_size], kinds[begin + rules.block_size :]
        if any(kind not in reserved for kind in later):
            assert all(block.count(kind) <= rules.reserved_per_block[kind] for kind in reserved)


@always
@given(given=lists(by_hand=False))
def test_reserved_inscriptions_are_in_the_current_block(
    given: tuple[Meeting, Rows],
) -> None:
    meeting, rows = given
    rules, past = meeting.rules, meeting.lists["list"].past
    called = kinds_of(meeting, past)[len(past) // rules.block_size * rules.block_size :]
    owed = {kind: max(0, rules.reserved_per_block[kind] - called.count(kind)) for kind in KEPT}
    mine = {kind: [row for row in rows if meeting.seats[row.seat].category == kind][: owed[kind]] for kind in KEPT}
    end = max(rules.block_size - len(called), sum(map(len, mine.values())))
    after = arrange(meeting, rows, ORDERS["kept"])
    assert all(after.index(row) < end for kept in mine.values() for row in kept)


@pytest.mark.parametrize(("order", "count"), [("least_heard", speeches_by_seat), ("least_time", speaking_ms_by_seat)])
@always
@given(given=lists())
def test_less_heard_seats_come_first(
    order: str, count: Callable[[Meeting], Counter[str]], given: tuple[Meeting, Rows]
) -> None:
    meeting, rows = given
    counts = [count(meeting)[row.seat] for row in free(arrange(meeting, rows, ORDERS[order]))]
    assert counts == sorted(counts)


@always
@given(given=lists())
def test_alternating_categories_are_at_most_one_apart_while_both_wait(given: tuple[Meeting, Rows]) -> None:
    meeting, rows = given
    kinds = kinds_of(meeting, free(arrange(meeting, rows, ORDERS["alternate"])))
    for end in range(len(kinds)):
        so_far, to_come = Counter(kinds[:end]), set(kinds[end:])
        assert len({*map(so_far.__getitem__, to_come)}) <= 2
        assert not to_come or max(so_far[k] for k in to_come) - min(so_far[k] for k in to_come) <= 1


@pytest.mark.parametrize("method", METHODS)
@always
@given(given=lists(by_hand=False), order=st.randoms(use_true_random=False), seed=st.text(min_size=1, max_size=20))
def test_a_draw_does_not_depend_on_the_present_order(
    method: str, given: tuple[Meeting, Rows], order: object, seed: str
) -> None:
    meeting, rows = given
    shuffled = [*rows]
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    first, second = (by_draw(method, seed)(meeting, each) for each in (rows, shuffled))
    letters = [sort_key(meeting, row.seat) for row in first]
    assert first == second or (method == "alphabet" and letters == [sort_key(meeting, r.seat) for r in second])


def test_by_lot_every_seat_reaches_every_position_equally_often() -> None:
    """600 seeds that are always the same; each of 6 seats is on each of 6 places about 100 times."""
    seats = {f"S{n}": Seat(f"S{n}", "member_state") for n in range(6)}
    rows = tuple(Inscription(f"i{n}", f"S{n}", "list", n) for n in range(6))
    meeting = Meeting(seats=seats, lists={"list": SpeakersList("list", ("f1",))})
    found = Counter(
        (place, row.seat)
        for seed in range(600)
        for place, row in enumerate(draw_order(meeting, rows, "lot", str(seed), ""))
    )
    assert len(found) == 36
    assert 60 <= min(found.values()) <= max(found.values()) <= 140


def test_by_alphabet_every_letter_is_drawn_equally_often() -> None:
    """600 seeds that are always the same; each of 6 letters is drawn about 100 times, however many begin with it."""
    names = ("Austria", "Belgium", "Brazil", "Chile", "Denmark", "Estonia", "Ethiopia", "France")
    seats = {f"S{n}": Seat(f"S{n}", "member_state", sort=name) for n, name in enumerate(names)}
    rows = tuple(Inscription(f"i{n}", f"S{n}", "list", n) for n in range(len(names)))
    found = Counter(draw_letter(Meeting(seats=seats), rows, str(seed)) for seed in range(600))
    assert sorted(found) == [*"ABCDEF"]
    assert 60 <= min(found.values()) <= max(found.values()) <= 140


def _placed(rows: Rows) -> list[Inscription]:
    return [row for row in rows if row.placed]
