"""The order of the list: each order is one named function, which never moves what a hand has placed; and who is next.

An order *proposes*: it arranges who waits when a place is added, and can say why a place is where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from .inscriptions import (
    full,
    known_list,
    lists_of_sitting,
    open_list,
    replies_list,
    the_list,
    with_list,
    without_offers,
)
from .reasons import Reason, Refused
from .state import Command, Event, Inscription, Item, Meeting, Presser, SpeakersList, require

Order = Callable[[Meeting, Sequence[Inscription]], list[Inscription]]
NOT_A_TURN = ("point_of_order", "right_of_reply")
AT_THE_END = ("wrap_up", "closing", "break")
"""What may still be planned when rights of reply are heard."""


@dataclass(frozen=True, slots=True)
class NextUp:
    """Who would be called now, and from which item or place on the list."""

    seat: str
    item: str | None = None
    inscription: Inscription | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a place is where it is.

    Codes: placed, passed_over, swapped, priority, not_yet_spoken, kept, heard, received.
    """

    code: str
    facts: Mapping[str, str | int]


def receipt(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
    """In the order in which they asked, or were drawn (rules 68 and 109 of the General Assembly)."""
    return list(rows)


def alternate(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
    """Kinds of speakers in turn, each kind in the order in which it asked. A setting, not a rule."""
    kinds: dict[str, list[Inscription]] = {}
    for row in rows:
        kinds.setdefault(_kind(meeting, row), []).append(row)
    return [row for turn in zip_longest(*kinds.values()) for row in turn if row]


def kept(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
    """Places kept for some kinds near the end of each block of speakers. A setting, not a rule.

    Who was called from the list counts: a block goes on where it is, so that who asks late pushes nobody back.
    """
    called = _called_in_block(meeting, rows[0].list) if rows else []
    left = list(rows)
    arranged: list[Inscription] = []
    while left:
        block = _block(meeting, left, called) or left
        arranged += block
        taken = {row.id for row in block}
        left = [row for row in left if row.id not in taken]
        called = []
    return arranged


def least_heard(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
    """Who spoke less often in this meeting comes first. A setting, not a rule."""
    return sorted(rows, key=lambda row: times_heard(meeting, row.seat))


def least_time(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
    """Who spoke for less time in this meeting comes first. A setting, not a rule."""
    return sorted(rows, key=lambda row: time_heard_ms(meeting, row.seat))


ORDERS: Mapping[str, Order] = {
    "receipt": receipt,
    "alternate": alternate,
    "kept": kept,
    "least_heard": least_heard,
    "least_time": least_time,
}


BY_HEARD = ("least_heard", "least_time")


def arranged(meeting: Meeting, rows: Sequence[Inscription], order: Order | None = None) -> tuple[Inscription, ...]:
    """The rows in order: what was placed by hand keeps its place, priority comes first, the order does the rest."""
    fixed = {place: row for place, row in enumerate(rows) if row.placed}
    free = [row for row in rows if not row.placed]
    first = [row for row in free if row.priority]
    rest = (order or ORDERS[meeting.rules.order])(meeting, [row for row in free if not row.priority])
    queue = iter([*first, *rest])
    return tuple(fixed[place] if place in fixed else next(queue) for place in range(len(rows)))


def order_of(meeting: Meeting, speakers: SpeakersList) -> Order:
    """The order in force on a list; rights of reply come as they are asked for."""
    return ORDERS[meeting.rules.order] if speakers.kind == "speakers" else receipt


def spoken(meeting: Meeting) -> Meeting:
    """The meeting after it changed who has spoken: where the order goes by that, the lists are arranged anew."""
    if meeting.rules.order not in BY_HEARD:
        return meeting
    for speakers in meeting.lists.values():
        if speakers.kind == "speakers":
            meeting = with_list(meeting, speakers.id, waiting=arranged(meeting, speakers.waiting))
    return meeting


def inscribed(meeting: Meeting, new: Inscription) -> Meeting:
    """The meeting with a new place on the list, where the order in force puts it."""
    speakers = known_list(meeting, new.list)
    require(new.seat in meeting.seats and (not new.to or new.to in meeting.seats), "whoever it concerns is known")
    require(full(meeting, speakers, new.seat) is None, "the seat may have another place")
    return with_list(meeting, new.list, waiting=arranged(meeting, [*speakers.waiting, new]))


def why(meeting: Meeting, speakers: SpeakersList, row: Inscription) -> Why:
    """Why a place is where it is. No order of the list arranges who is late or past, or the rights of reply."""
    if row.placed:
        return Why("swapped" if row.swapped else "passed_over" if row.missed else "placed", {})
    if row.priority:
        return Why("priority", {})
    if speakers.kind != "speakers" or all(row.id != other.id for other in speakers.waiting):
        return Why("received", {})
    kind = _kind(meeting, row)
    if meeting.rules.order == "kept" and (most := meeting.rules.kept.get(kind)):
        same = [other.id for other in _of_kind(meeting, speakers.waiting, kind)]
        before = _called_in_block(meeting, speakers.id).count(kind) + same.index(row.id)
        return Why("kept", {"kind": kind, "number": before % most + 1, "most": most})
    if meeting.rules.order in BY_HEARD:
        heard = times_heard(meeting, row.seat)
        return Why("heard" if heard else "not_yet_spoken", {"times": heard})
    return Why("received", {})


def times_heard(meeting: Meeting, seat: str) -> int:
    """How often a seat has spoken in this meeting; points of order and rights of reply are no turn."""
    return sum(s.seat == seat and s.state == "ended" and s.form not in NOT_A_TURN for s in meeting.speeches.values())


def time_heard_ms(meeting: Meeting, seat: str) -> int:
    """For how long a seat has spoken in its turns."""
    own = (s for s in meeting.speeches.values() if s.seat == seat and s.state == "ended" and s.form not in NOT_A_TURN)
    return sum(s.clock.elapsed_ms for s in own)


@dataclass(frozen=True, slots=True)
class SetOrder(Command):
    """Choose the order of the list, which starts from who asked, or was drawn, first; what a hand has placed stays.

    Places cannot be kept in a meeting that keeps none.
    """

    order: str

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        if self.order not in ORDERS:
            return Refused(Reason.INVALID, {"field": "order"})
        if self.order == meeting.rules.order:
            return Refused(Reason.ALREADY)
        keeps = self.order != "kept" or any(meeting.rules.kept.values())
        return (OrderSet(self.order),) if keeps else Refused(Reason.INVALID, {"field": "order"})


@dataclass(frozen=True, slots=True)
class OrderSet(Event):
    """The list is kept in this order."""

    order: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        meeting = replace(meeting, rules=replace(meeting.rules, order=self.order))
        for speakers in meeting.lists.values():
            if speakers.kind == "speakers":
                meeting = without_offers(meeting, *(row.id for row in speakers.waiting))
                rows = arranged(meeting, speakers.waiting, _from_receipt(speakers, ORDERS[self.order]))
                meeting = with_list(meeting, speakers.id, waiting=rows)
        return meeting


def received(speakers: SpeakersList, row: Inscription) -> tuple[int, int, int]:
    """By what places stand in the order in which they asked, or were drawn: a draw comes before who asked after it."""
    drawn = speakers.drawn.order if speakers.drawn else ()
    return (drawn.index(row.id) if row.id in drawn else len(drawn), row.at, int(row.id[1:]))


def by_receipt(speakers: SpeakersList) -> Inscription | None:
    """The first of the list as it stands."""
    return next(iter(speakers.waiting), None)


def next_up(meeting: Meeting) -> NextUp | None:
    """The speaker of the open item who has not spoken in it, else the first on its list, else the next reply."""
    item = meeting.item
    if item and (seat := unheard_speaker(meeting, item)):
        return NextUp(seat, item.id)
    first = _first_on_the_list(meeting, item) or _first_reply(meeting)
    return NextUp(first.seat, item.id if item else None, first) if first else None


def _first_on_the_list(meeting: Meeting, item: Item | None) -> Inscription | None:
    if item and item.list is None:
        return None
    at_hand = the_list(meeting, None)
    speakers = at_hand if isinstance(at_hand, SpeakersList) else open_list(meeting)
    return by_receipt(speakers) if speakers else None


def _first_reply(meeting: Meeting) -> Inscription | None:
    """Rights of reply come at the end: when nobody waits, no list is open, and only the end is still planned."""
    replies = replies_list(meeting)
    if replies is None or not only_the_end_is_planned(meeting):
        return None
    lists = lists_of_sitting(meeting)
    return None if any(s.waiting or s.state == "open" for s in lists) else by_receipt(replies)


def only_the_end_is_planned(meeting: Meeting) -> bool:
    """Whether nothing is still to come in the open sitting but breaks, a wrap-up and the closing."""
    items = meeting.sitting.items if meeting.sitting else ()
    return all(item.kind in AT_THE_END for item in items if item.state == "planned")


def unheard_speaker(meeting: Meeting, item: Item) -> str | None:
    """Whom the programme foresees in this item and who has not had the floor in it; panellists in their order."""
    foreseen = (item.speaker,) if item.speaker else item.speakers
    heard = {s.seat for s in meeting.speeches.values() if s.item == item.id and s.state != "put_back"}
    return next((seat for seat in foreseen if seat not in heard), None)


def _kind(meeting: Meeting, row: Inscription) -> str:
    return meeting.seats[row.seat].category


def _of_kind(meeting: Meeting, rows: Sequence[Inscription], kind: str) -> list[Inscription]:
    return [row for row in rows if _kind(meeting, row) == kind]


def _from_receipt(speakers: SpeakersList, order: Order) -> Order:
    """An order that starts from the order of receipt, whatever the places stand in now."""
    return lambda meeting, rows: order(meeting, sorted(rows, key=lambda row: received(speakers, row)))


def _block(meeting: Meeting, left: Sequence[Inscription], called: Sequence[str]) -> list[Inscription]:
    """Who is next of those left, to the end of the block of which these kinds were called: the kept places last."""
    kinds = {kind: most for kind, most in meeting.rules.kept.items() if most}
    reserved: list[Inscription] = []
    for kind, most in kinds.items():
        reserved += _of_kind(meeting, left, kind)[: max(0, most - called.count(kind))]
    others = [row for row in left if _kind(meeting, row) not in kinds]
    return [*others[: max(0, meeting.rules.block - len(called) - len(reserved))], *reserved]


def _called_in_block(meeting: Meeting, speakers: str) -> list[str]:
    """The kinds that were called from a list since its last block was full."""
    past = meeting.lists[speakers].past
    called = [_kind(meeting, row) for row in past if row.state in ("heard", "speaking")]
    return called[len(called) // meeting.rules.block * meeting.rules.block :]
