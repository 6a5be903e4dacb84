"""The order of the list: each order is one named function, which never moves what a hand has placed.

An order *proposes*: it arranges who waits when a place is added, and can say why a place is where it is.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, SpeakersList, Speech

from .inscriptions import and_last, index_of, may_join, with_list, without_offers
from .list_lookup import known_list

Order = Callable[[Meeting, Sequence[Inscription]], list[Inscription]]
NOT_A_TURN = ("point_of_order", "right_of_reply")
HEARD = ("ended", "on", "interrupted")
"""States of a speech that counts as a turn: a delegation that has the floor is not called again for its next place."""


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
    most = {kind: number for kind, number in meeting.rules.reserved_per_block.items() if number}
    called = _called_in_block(meeting, rows[0].list) if rows else []
    waiting = {kind: deque(_of_kind(meeting, rows, kind)) for kind in most}
    others = deque(row for row in rows if _kind(meeting, row) not in most)
    arranged: list[Inscription] = []
    while len(arranged) < len(rows):
        reserved = [row for kind in most for row in _taken(waiting[kind], most[kind] - called.count(kind))]
        free = _taken(others, meeting.rules.block_size - len(called) - len(reserved))
        if not free and not reserved:
            return [*rows]
        arranged += [*free, *reserved]
        called = []
    return arranged


def least_heard(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
    """Who spoke less often in this meeting comes first. A setting, not a rule."""
    heard = Counter(speech.seat for speech in _turns(meeting))
    return sorted(rows, key=lambda row: heard[row.seat])


def least_time(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
    """Who spoke for less time in this meeting comes first. A setting, not a rule."""
    heard: Counter[str] = Counter()
    for speech in _turns(meeting):
        heard[speech.seat] += _spoken_ms(speech)
    return sorted(rows, key=lambda row: heard[row.seat])


def by_reply(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
    """First rights of reply before second ones (rules 73 and 115: each delegation at most two), else by receipt."""
    return sorted(rows, key=lambda row: row.turn)


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
    """The order in force on a list."""
    return ORDERS[meeting.rules.order] if speakers.purpose == "speakers" else by_reply


def spoken(meeting: Meeting) -> Meeting:
    """The meeting with its lists arranged anew, where their order depends on who has spoken."""
    if meeting.rules.order not in BY_HEARD:
        return meeting
    for speakers in meeting.lists.values():
        if speakers.purpose == "speakers":
            meeting = with_list(meeting, speakers.id, waiting=arranged(meeting, speakers.waiting))
    return meeting


def inscribed(meeting: Meeting, new: Inscription) -> Meeting:
    """The meeting with a new place on the list, where the order in force puts it."""
    speakers = known_list(meeting, new.list)
    require(new.seat in meeting.seats and (not new.to or new.to in meeting.seats), "whoever it concerns is known")
    require(may_join(meeting, speakers, new.seat, late=False, but=new.id), "the seat may have another place")
    return with_list(meeting, new.list, new, waiting=_joined(meeting, speakers.waiting, new))


def _joined(meeting: Meeting, rows: tuple[Inscription, ...], new: Inscription) -> tuple[Inscription, ...]:
    """The rows, which stand in the order in force, with a new one; in order of receipt it comes last, as in `arranged`.

    That is what thousands do in the first seconds of a race, so that it costs no more than to copy the list.
    """
    by_receipt = ORDERS[meeting.rules.order] is receipt and not new.priority
    return and_last(rows, new) if by_receipt else arranged(meeting, (*rows, new))


def why(meeting: Meeting, speakers: SpeakersList, row: Inscription) -> Why:
    """Why a place is where it is. No order of the list arranges who is late or past, or the rights of reply."""
    if row.state != "waiting":
        return _by_hand(row) or Why("received", {})
    ahead = speakers.waiting[: index_of(speakers.waiting, row.id) + 1]
    *_, found = whys(meeting, speakers, ahead)
    return found


def whys(meeting: Meeting, speakers: SpeakersList, rows: Sequence[Inscription]) -> Iterator[Why]:
    """Why each of the first so many who wait is where it is."""
    order = meeting.rules.order if speakers.purpose == "speakers" else "receipt"
    before = Counter(_called_in_block(meeting, speakers.id) if order == "kept" else ())
    heard = Counter(speech.seat for speech in _turns(meeting)) if order in BY_HEARD else before
    for row in rows:
        kind = _kind(meeting, row)
        yield _by_hand(row) or _by_order(meeting, order, kind, before[kind], heard[row.seat])
        before[kind] += 1


def _by_hand(row: Inscription) -> Why | None:
    """Somebody decided that the place is where it is."""
    if row.placed:
        return Why("swapped" if row.swapped else "passed_over" if row.missed else "placed", {})
    return Why("priority", {}) if row.priority else None


def _by_order(meeting: Meeting, order: str, kind: str, before: int, heard: int) -> Why:
    """What the order of the list goes by: how many of a kind came before, or how often the seat was heard."""
    if order == "kept" and (most := meeting.rules.reserved_per_block.get(kind)):
        return Why("kept", {"kind": kind, "number": before % most + 1, "most": most})
    if order in BY_HEARD:
        return Why("heard" if heard else "not_yet_spoken", {"times": heard})
    return Why("received", {})


def times_heard(meeting: Meeting, seat: str) -> int:
    """How often a seat has spoken in this meeting; points of order and rights of reply are no turn."""
    return sum(speech.seat == seat for speech in _turns(meeting))


def time_heard_ms(meeting: Meeting, seat: str) -> int:
    """Milliseconds that a seat has spoken in its turns; who has the floor counts with the whole limit."""
    return sum(_spoken_ms(speech) for speech in _turns(meeting) if speech.seat == seat)


def _turns(meeting: Meeting) -> Iterator[Speech]:
    return (s for s in meeting.speeches.values() if s.state in HEARD and s.form not in NOT_A_TURN)


def _spoken_ms(speech: Speech) -> int:
    return speech.clock.elapsed_ms if speech.state == "ended" else speech.clock.limit_ms


@dataclass(frozen=True, slots=True)
class SetOrder(Command):
    """Choose the order of the list, which starts from who asked, or was drawn, first; what a hand has placed stays.

    Places cannot be kept in a meeting that keeps none.
    """

    order: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.order not in ORDERS:
            return Refused(Reason.INVALID, {"field": "order"})
        if self.order == meeting.rules.order:
            return Refused(Reason.ALREADY)
        keeps = self.order != "kept" or any(meeting.rules.reserved_per_block.values())
        return (OrderSet(self.order),) if keeps else Refused(Reason.INVALID, {"field": "order"})


@dataclass(frozen=True, slots=True)
class OrderSet(Event):
    """The list is kept in this order."""

    order: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        meeting = changed(meeting, rules=changed(meeting.rules, order=self.order))
        for speakers in meeting.lists.values():
            if speakers.purpose == "speakers":
                meeting = without_offers(meeting, *(row.id for row in speakers.waiting))
                rows = arranged(meeting, speakers.waiting, from_receipt(speakers, ORDERS[self.order]))
                meeting = with_list(meeting, speakers.id, waiting=rows)
        return meeting


def received(speakers: SpeakersList, row: Inscription) -> tuple[int, int, int]:
    """By what places stand in the order in which they asked, or were drawn: a draw comes before who asked after it."""
    drawn = speakers.draw.order if speakers.draw else ()
    return (drawn.index(row.id) if row.id in drawn else len(drawn), row.at, int(row.id[1:]))


def _kind(meeting: Meeting, row: Inscription) -> str:
    return meeting.seats[row.seat].category


def _of_kind(meeting: Meeting, rows: Sequence[Inscription], kind: str) -> list[Inscription]:
    return [row for row in rows if _kind(meeting, row) == kind]


def from_receipt(speakers: SpeakersList, order: Order) -> Order:
    """An order that starts from the order of receipt, whatever the places stand in now."""
    return lambda meeting, rows: order(meeting, sorted(rows, key=lambda row: received(speakers, row)))


def _taken(queue: deque[Inscription], most: int) -> list[Inscription]:
    """The first so many of a queue, or all, which leave it."""
    return [queue.popleft() for _ in range(min(most, len(queue)))]


def _called_in_block(meeting: Meeting, speakers: str) -> list[str]:
    """The kinds that were called from a list since its last block was full."""
    past = meeting.lists[speakers].past
    called = [_kind(meeting, row) for row in past if row.state in ("heard", "speaking")]
    return called[len(called) // meeting.rules.block_size * meeting.rules.block_size :]
