"""Draws the order of a list by lot. The event contains the method and the seed, so that anybody can repeat the draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, LotDraw

from .list_lookup import find_list, require_list
from .list_update_helpers import with_changed_list, without_swap_offers
from .orders import arrange

METHODS = ("receipt", "lot", "alphabet")
MAX_SEED_LENGTH = 64


@dataclass(frozen=True, slots=True)
class DrawOrder(Command):
    """Order the waiting inscriptions by receipt, by lot, or by alphabet from a drawn letter.

    If `seed` is left out, the server generates a random seed.
    """

    method: str
    seed: str = field(default="", metadata={"generated": True})
    item: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.method not in METHODS:
            return Refused(Reason.INVALID, {"field": "method"})
        if not 0 < len(self.seed) <= MAX_SEED_LENGTH:
            return Refused(Reason.INVALID, {"field": "seed"})
        speakers = find_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        if not speakers.waiting:
            return Refused(Reason.LIST_EMPTY)
        letter = draw_letter(meeting, speakers.waiting, self.seed) if self.method == "alphabet" else ""
        order = draw_order(meeting, speakers.waiting, self.method, self.seed, letter)
        return (OrderDrawn(speakers.id, self.method, self.seed, letter, tuple(one.id for one in order)),)


@dataclass(frozen=True, slots=True)
class OrderDrawn(Event):
    """The drawn `order` (ids of inscriptions) replaces the order of receipt. Then the order in force is applied."""

    list: str
    method: str
    seed: str
    letter: str
    order: tuple[str, ...]

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = require_list(meeting, self.list)
        by_id = {one.id: one for one in speakers.waiting}
        require(sorted(by_id) == sorted(self.order), "the same inscriptions are waiting")
        waiting = arrange(meeting, [by_id[inscription] for inscription in self.order])
        draw = LotDraw(self.method, self.seed, self.letter, self.order, at)
        meeting = without_swap_offers(meeting, *self.order)
        return with_changed_list(meeting, self.list, waiting=waiting, draw=draw)


def draw_order(
    meeting: Meeting, inscriptions: Sequence[Inscription], method: str, seed: str, letter: str
) -> tuple[Inscription, ...]:
    """The drawn inscriptions, in their new order. Inscriptions with priority, or placed by hand, are not drawn."""

    def order(_: Meeting, free: Sequence[Inscription]) -> list[Inscription]:
        if method == "lot":
            return sorted(free, key=lambda one: sha256(f"{seed}:{one.seat}:{one.id}".encode()).hexdigest())
        if method == "alphabet":
            return sorted(free, key=lambda one: _from_letter(sort_key(meeting, one.seat), letter))
        return sorted(free, key=lambda one: (one.at, int(one.id[1:])))

    return arrange(meeting, inscriptions, order)


def draw_letter(meeting: Meeting, inscriptions: Sequence[Inscription], seed: str) -> str:
    """The letter from which the alphabet begins. The seed chooses it from the initials of the waiting seats."""
    letters = sorted({sort_key(meeting, one.seat)[:1] for one in inscriptions})
    return letters[int(sha256(seed.encode()).hexdigest(), 16) % len(letters)]


def sort_key(meeting: Meeting, seat: str) -> str:
    """The name of a seat in the language of the meeting, without accents and in capitals."""
    found = meeting.seats[seat]
    plain = unicodedata.normalize("NFKD", found.sort or found.name or found.id)
    return "".join(c for c in plain if not unicodedata.combining(c)).upper() or found.id


def _from_letter(key: str, letter: str) -> tuple[bool, str]:
    return (key[:1] < letter, key)
