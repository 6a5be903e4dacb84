"""Drawing the order of a list. Anybody who has the record can draw it again: method and seed are in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, LotDraw

from .inscriptions import with_list, without_offers
from .list_lookup import known_list, the_list
from .orders import arranged

METHODS = ("receipt", "lot", "alphabet")
LONGEST_SEED = 64


@dataclass(frozen=True, slots=True)
class DrawOrder(Command):
    """Order who waits by receipt, by lot, or by alphabet from a drawn letter. Without a `seed` the server draws one."""

    method: str
    seed: str = field(default="", metadata={"drawn": True})
    item: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.method not in METHODS:
            return Refused(Reason.INVALID, {"field": "method"})
        if not 0 < len(self.seed) <= LONGEST_SEED:
            return Refused(Reason.INVALID, {"field": "seed"})
        speakers = the_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        if not speakers.waiting:
            return Refused(Reason.LIST_EMPTY)
        letter = drawn_letter(meeting, speakers.waiting, self.seed) if self.method == "alphabet" else ""
        rows = drawn(meeting, speakers.waiting, self.method, self.seed, letter)
        return (OrderDrawn(speakers.id, self.method, self.seed, letter, tuple(row.id for row in rows)),)


@dataclass(frozen=True, slots=True)
class OrderDrawn(Event):
    """The list stands in the order that was drawn, as far as its own order does not say otherwise."""

    list: str
    method: str
    seed: str
    letter: str
    order: tuple[str, ...]

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = known_list(meeting, self.list)
        known = {row.id: row for row in speakers.waiting}
        require(sorted(known) == sorted(self.order), "the same places wait")
        rows = arranged(meeting, [known[name] for name in self.order])
        draw = LotDraw(self.method, self.seed, self.letter, self.order, at)
        return with_list(without_offers(meeting, *self.order), self.list, waiting=rows, draw=draw)


def drawn(
    meeting: Meeting, rows: Sequence[Inscription], method: str, seed: str, letter: str
) -> tuple[Inscription, ...]:
    """The rows in the order that a draw gives. What was placed by hand and what has priority keeps its rank."""

    def order(_: Meeting, free: Sequence[Inscription]) -> list[Inscription]:
        if method == "lot":
            return sorted(free, key=lambda row: sha256(f"{seed}:{row.seat}:{row.id}".encode()).hexdigest())
        if method == "alphabet":
            return sorted(free, key=lambda row: _from_letter(sort_key(meeting, row.seat), letter))
        return sorted(free, key=lambda row: (row.at, int(row.id[1:])))

    return arranged(meeting, rows, order)


def drawn_letter(meeting: Meeting, rows: Sequence[Inscription], seed: str) -> str:
    """The letter from which the alphabet begins: one of the first letters of those who wait, by the seed."""
    letters = sorted({sort_key(meeting, row.seat)[:1] for row in rows})
    return letters[int(sha256(seed.encode()).hexdigest(), 16) % len(letters)]


def sort_key(meeting: Meeting, seat: str) -> str:
    """A seat's name in the meeting's language as it stands in the alphabet: without accents, in capitals."""
    found = meeting.seats[seat]
    plain = unicodedata.normalize("NFKD", found.sort or found.name or found.id)
    return "".join(c for c in plain if not unicodedata.combining(c)).upper() or found.id


def _from_letter(key: str, letter: str) -> tuple[bool, str]:
    return (key[:1] < letter, key)
