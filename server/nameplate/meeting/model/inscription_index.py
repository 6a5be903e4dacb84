"""The inscriptions of a meeting by id and by seat, found without a search through the lists.

The index is built from the lists once. After that, a change updates the index at nearly constant cost. Without this,
ten thousand requests in ten seconds would take too much time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .persistent_map import PersistentMap
from .values import Inscription, SpeakersList


@dataclass(frozen=True, slots=True, eq=False)
class InscriptionIndex:
    """The inscriptions of all `lists`. An inscription never changes its seat or its list, and is never deleted."""

    lists: Mapping[str, SpeakersList]
    by_id: PersistentMap[Inscription]
    by_seat: PersistentMap[tuple[str, ...]]

    def get(self, inscription: str) -> Inscription | None:
        """The inscription with this id, in its current state, or None."""
        return self.by_id.get(inscription)

    def for_seat(self, seat: str) -> list[Inscription]:
        """All inscriptions of a seat on all lists: waiting, late and past, oldest first."""
        by_id = self.by_id
        return [by_id[inscription] for inscription in self.by_seat.get(seat) or ()]

    def number_for_seat(self, seat: str) -> int:
        """How many inscriptions `for_seat` has."""
        return len(self.by_seat.get(seat) or ())

    def updated(self, lists: Mapping[str, SpeakersList], inscriptions: Iterable[Inscription]) -> InscriptionIndex:
        """The index of `lists`, in which only these `inscriptions` are new or changed."""
        by_id, by_seat = self.by_id, self.by_seat
        for inscription in inscriptions:
            if by_id.get(inscription.id) is None:
                ids = by_seat.get(inscription.seat) or ()
                by_seat = by_seat.with_value(inscription.seat, (*ids, inscription.id))
            by_id = by_id.with_value(inscription.id, inscription)
        return InscriptionIndex(lists, by_id, by_seat)


def build_index(lists: Mapping[str, SpeakersList]) -> InscriptionIndex:
    """The index of these lists, oldest inscription first: an id is `i` and a version of the log."""
    every = (i for speakers in lists.values() for i in (*speakers.waiting, *speakers.late, *speakers.past))
    by_id = {inscription.id: inscription for inscription in sorted(every, key=lambda one: int(one.id[1:]))}
    by_seat: dict[str, tuple[str, ...]] = {}
    for inscription in by_id.values():
        by_seat[inscription.seat] = (*by_seat.get(inscription.seat, ()), inscription.id)
    return InscriptionIndex(lists, PersistentMap(by_id), PersistentMap(by_seat))
