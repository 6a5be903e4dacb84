"""The orders of a list. Each order is a function that sorts waiting inscriptions. `arrange` applies an order.

No order moves an inscription that was placed by hand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, SpeakersList

from .heard_speeches import speaking_ms_by_seat, speeches_by_seat
from .list_update_helpers import with_changed_list

Order = Callable[[Meeting, Sequence[Inscription]], list[Inscription]]


def receipt(meeting: Meeting, inscriptions: Sequence[Inscription]) -> list[Inscription]:
    """The order in which requests arrived, or the last draw (rules 68 and 109 of the General Assembly)."""
    return list(inscriptions)


def alternate(meeting: Meeting, inscriptions: Sequence[Inscription]) -> list[Inscription]:
    """The categories alternate. Within a category, order of receipt. A setting, not a rule."""
    categories: dict[str, list[Inscription]] = {}
    for inscription in inscriptions:
        categories.setdefault(category_of(meeting, inscription), []).append(inscription)
    return [one for round_ in zip_longest(*categories.values()) for one in round_ if one]


def reserved(meeting: Meeting, inscriptions: Sequence[Inscription]) -> list[Inscription]:
    """The last places of each group of speakers are reserved for some categories. A setting, not a rule.

    Speakers who were already called count as part of the current group. So a later request does not move others back.
    """
    per_block = {category: number for category, number in meeting.rules.reserved_per_block.items() if number}
    called = called_in_block(meeting, inscriptions[0].list) if inscriptions else []
    queues = {category: deque(_of_category(meeting, inscriptions, category)) for category in per_block}
    others = deque(one for one in inscriptions if category_of(meeting, one) not in per_block)
    ordered: list[Inscription] = []
    while len(ordered) < len(inscriptions):
        last = [
            one
            for category, number in per_block.items()
            for one in _pop_first(queues[category], number - called.count(category))
        ]
        first = _pop_first(others, meeting.rules.block_size - len(called) - len(last))
        if not first and not last:
            return [*inscriptions]
        ordered += [*first, *last]
        called = []
    return ordered


def least_heard(meeting: Meeting, inscriptions: Sequence[Inscription]) -> list[Inscription]:
    """Seats with fewer speeches in this meeting first. A setting, not a rule."""
    speeches = speeches_by_seat(meeting)
    return sorted(inscriptions, key=lambda one: speeches[one.seat])


def least_time(meeting: Meeting, inscriptions: Sequence[Inscription]) -> list[Inscription]:
    """Seats with less speaking time in this meeting first. A setting, not a rule."""
    spoken_ms = speaking_ms_by_seat(meeting)
    return sorted(inscriptions, key=lambda one: spoken_ms[one.seat])


def by_reply_number(meeting: Meeting, inscriptions: Sequence[Inscription]) -> list[Inscription]:
    """First rights of reply, then second rights of reply, each in order of receipt (rules 73 and 115: at most two)."""
    return sorted(inscriptions, key=lambda one: one.turn)


ORDERS: Mapping[str, Order] = {
    "receipt": receipt,
    "alternate": alternate,
    "kept": reserved,
    "least_heard": least_heard,
    "least_time": least_time,
}
BY_CATEGORY = ("alternate", "kept")
"""The orders that depend on the categories of seats."""
BY_HEARD = ("least_heard", "least_time")
"""The orders that depend on the speeches so far."""


def arrange(
    meeting: Meeting, inscriptions: Sequence[Inscription], order: Order | None = None
) -> tuple[Inscription, ...]:
    """The inscriptions in the given order, or in the order of the meeting.

    Inscriptions that were placed by hand keep their position. Of all others, inscriptions with priority come first.
    """
    placed = {position: one for position, one in enumerate(inscriptions) if one.placed}
    free = [one for one in inscriptions if not one.placed]
    first = [one for one in free if one.priority]
    rest = (order or ORDERS[meeting.rules.order])(meeting, [one for one in free if not one.priority])
    queue = iter([*first, *rest])
    return tuple(placed[n] if n in placed else next(queue) for n in range(len(inscriptions)))


def order_in_force(meeting: Meeting, speakers: SpeakersList) -> Order:
    """The order of a list: `by_reply_number` for rights of reply, otherwise the order that is set for the meeting."""
    return ORDERS[meeting.rules.order] if speakers.purpose == "speakers" else by_reply_number


def rearrange_after_speech(meeting: Meeting) -> Meeting:
    """The meeting with its lists sorted again, if their order depends on the speeches so far."""
    if meeting.rules.order not in BY_HEARD:
        return meeting
    for speakers in meeting.lists.values():
        if speakers.purpose == "speakers":
            meeting = with_changed_list(meeting, speakers.id, waiting=arrange(meeting, speakers.waiting))
    return meeting


def starting_from_receipt(speakers: SpeakersList, order: Order) -> Order:
    """An order that first puts the inscriptions in order of receipt, and then applies the given order."""
    return lambda meeting, inscriptions: order(
        meeting, sorted(inscriptions, key=lambda one: receipt_key(speakers, one))
    )


def receipt_key(speakers: SpeakersList, inscription: Inscription) -> tuple[int, int, int]:
    """The sort key of the order of receipt. The inscriptions of the last draw come first, in drawn order."""
    drawn = speakers.draw.order if speakers.draw else ()
    position = drawn.index(inscription.id) if inscription.id in drawn else len(drawn)
    return (position, inscription.at, int(inscription.id[1:]))


def category_of(meeting: Meeting, inscription: Inscription) -> str:
    """The category of the seat of an inscription."""
    return meeting.seats[inscription.seat].category


def called_in_block(meeting: Meeting, speakers: str) -> list[str]:
    """The categories of the speakers called from a list since its last full group of speakers, in order."""
    past = meeting.lists[speakers].past
    called = [category_of(meeting, one) for one in past if one.state in ("heard", "speaking")]
    return called[len(called) // meeting.rules.block_size * meeting.rules.block_size :]


def _of_category(meeting: Meeting, inscriptions: Sequence[Inscription], category: str) -> list[Inscription]:
    return [one for one in inscriptions if category_of(meeting, one) == category]


def _pop_first(queue: deque[Inscription], most: int) -> list[Inscription]:
    """Remove the first inscriptions of a queue, at most `most`, and return them."""
    return [queue.popleft() for _ in range(min(most, len(queue)))]
