"""The places of a meeting by id and by seat, found without going through its lists, however long they are.

They are made from the lists when somebody asks, and carried along where a change says which places it concerns: that is
what makes ten thousand requests in ten seconds cheap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .persistent_map import PersistentMap
from .values import Inscription, SpeakersList


@dataclass(frozen=True, slots=True, eq=False)
class InscriptionIndex:
    """The places of all `lists`. A place never goes to another seat or list, and is never thrown away."""

    lists: Mapping[str, SpeakersList]
    by_id: PersistentMap[Inscription]
    by_seat: PersistentMap[tuple[str, ...]]

    def named(self, inscription: str) -> Inscription | None:
        """The place of that id, as it stands now."""
        return self.by_id.get(inscription)

    def of_seat(self, seat: str) -> list[Inscription]:
        """All places of a seat on whatever list, waiting, late and past, in the order in which they were asked for."""
        named = self.by_id
        return [named[name] for name in self.by_seat.get(seat) or ()]

    def having(self, lists: Mapping[str, SpeakersList], changed: Iterable[Inscription]) -> InscriptionIndex:
        """The places of `lists`, which differ in those that were `changed` or are new, and in their order."""
        by_id, by_seat = self.by_id, self.by_seat
        for place in changed:
            if by_id.get(place.id) is None:
                by_seat = by_seat.having(place.seat, (*(by_seat.get(place.seat) or ()), place.id))
            by_id = by_id.having(place.id, place)
        return InscriptionIndex(lists, by_id, by_seat)


def index_of_lists(lists: Mapping[str, SpeakersList]) -> InscriptionIndex:
    every = (i for speakers in lists.values() for i in (*speakers.waiting, *speakers.late, *speakers.past))
    by_id = {place.id: place for place in sorted(every, key=lambda place: int(place.id[1:]))}
    by_seat: dict[str, tuple[str, ...]] = {}
    for place in by_id.values():
        by_seat[place.seat] = (*by_seat.get(place.seat, ()), place.id)
    return InscriptionIndex(lists, PersistentMap(by_id), PersistentMap(by_seat))
