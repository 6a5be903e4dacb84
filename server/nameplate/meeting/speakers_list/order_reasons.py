"""Why an inscription is at its position on the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription, SpeakersList

from .heard_speeches import speeches_by_seat
from .inscription_tuples import index_of
from .orders import BY_HEARD, called_in_block, category_of


@dataclass(frozen=True, slots=True)
class OrderReason:
    """Why an inscription is at its position: a code, and the values for the sentence about it.

    Codes: placed, passed_over, swapped, priority, not_yet_spoken, kept, heard, received.
    """

    code: str
    facts: Mapping[str, str | int]


def order_reason(meeting: Meeting, speakers: SpeakersList, inscription: Inscription) -> OrderReason:
    """The reason for the position of one inscription. The order in force sorts only waiting inscriptions."""
    if inscription.state != "waiting":
        return _by_hand(inscription) or OrderReason("received", {})
    ahead = speakers.waiting[: index_of(speakers.waiting, inscription.id) + 1]
    *_, found = order_reasons(meeting, speakers, ahead)
    return found


def order_reasons(
    meeting: Meeting, speakers: SpeakersList, inscriptions: Sequence[Inscription]
) -> Iterator[OrderReason]:
    """The reasons for `inscriptions`, which are the first waiting inscriptions of a list, or all of them.

    The order that the chair sets does not apply to rights of reply.
    """
    order = meeting.rules.order if speakers.purpose == "speakers" else "receipt"
    before = Counter(called_in_block(meeting, speakers.id) if order == "kept" else ())
    speeches = speeches_by_seat(meeting) if order in BY_HEARD else Counter[str]()
    for inscription in inscriptions:
        category = category_of(meeting, inscription)
        yield _by_hand(inscription) or _by_order(meeting, order, category, before[category], speeches[inscription.seat])
        before[category] += 1


def _by_hand(inscription: Inscription) -> OrderReason | None:
    """The reason if a person chose the position, otherwise None."""
    if inscription.placed:
        return OrderReason("swapped" if inscription.swapped else "passed_over" if inscription.missed else "placed", {})
    return OrderReason("priority", {}) if inscription.priority else None


def _by_order(meeting: Meeting, order: str, category: str, before: int, speeches: int) -> OrderReason:
    """The reason if the position follows from the order.

    `before` is the number of earlier inscriptions of the category. `speeches` is the number of speeches of the seat.
    """
    if order == "kept" and (most := meeting.rules.reserved_per_block.get(category)):
        return OrderReason("kept", {"category": category, "number": before % most + 1, "most": most})
    if order in BY_HEARD:
        return OrderReason("heard" if speeches else "not_yet_spoken", {"times": speeches})
    return OrderReason("received", {})
