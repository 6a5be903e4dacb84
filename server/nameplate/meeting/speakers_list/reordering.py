"""Inscriptions are moved, swapped and deferred by hand."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription

from .inscription_lookup import find_own_waiting, find_waiting, require_waiting
from .inscription_tuples import index_of, removed
from .list_changes import with_changed_list, without_swap_offers


@dataclass(frozen=True, slots=True)
class MoveInscription(Command):
    """Move an inscription before another one, or to the end.

    It names the neighbour and not a number, so that requests which arrive meanwhile do not change its meaning.
    """

    inscription: str
    before: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_waiting(meeting, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.before:
            neighbour = find_waiting(meeting, self.before)
            if isinstance(neighbour, Refused):
                return Refused(Reason.OVERTAKEN) if neighbour.reason is Reason.NOT_WAITING else neighbour
            if neighbour.list != found.list:
                return Refused(Reason.INVALID, {"field": "before"})
        waiting = meeting.lists[found.list].waiting
        behind = waiting[index_of(waiting, found.id) + 1 :]
        same = (self.before or None) in (found.id, behind[0].id if behind else None)
        return Refused(Reason.ALREADY) if same else (InscriptionMoved(found.id, self.before or None),)


@dataclass(frozen=True, slots=True)
class InscriptionMoved(Event):
    """The inscription is now right before another one, or last."""

    inscription: str
    before: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        found = require_waiting(meeting, self.inscription)
        if self.before:
            require(require_waiting(meeting, self.before).list == found.list, "both are on one list")
        meeting, waiting = without_swap_offers(meeting, found.id), meeting.lists[found.list].waiting
        moved = changed(found, placed=True, swapped=False)
        return with_changed_list(meeting, found.list, moved, waiting=_moved(waiting, moved, self.before))


@dataclass(frozen=True, slots=True)
class SwapInscriptions(Command):
    """Exchange the positions of two inscriptions.

    Chair and desk exchange them at once. A delegation makes an offer, which the other delegation accepts by the same
    command. An offer lapses when one of the two is moved, swapped with another, drawn again, or leaves the list.
    """

    a: str
    b: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        first, second = find_waiting(meeting, self.a), find_waiting(meeting, self.b)
        if isinstance(first, Refused):
            return first
        if isinstance(second, Refused):
            return second
        if first.list != second.list:
            return Refused(Reason.INVALID, {"field": "b"})
        if first.id == second.id:
            return Refused(Reason.ALREADY)
        if by.owns(first.seat) and by.owns(second.seat):
            return (InscriptionsSwapped(first.id, second.id),)
        mine, other = (first, second) if by.owns(first.seat) else (second, first)
        if not by.owns(mine.seat):
            return Refused(Reason.NOT_YOURS)
        if meeting.lists[mine.list].purpose != "speakers":
            return Refused(Reason.INVALID, {"field": "a"})
        if (other.id, mine.id) in meeting.swaps:
            return (InscriptionsSwapped(mine.id, other.id),)
        return Refused(Reason.ALREADY) if (mine.id, other.id) in meeting.swaps else (SwapOffered(mine.id, other.id),)


@dataclass(frozen=True, slots=True)
class SwapOffered(Event):
    """One delegation offers another to swap their inscriptions."""

    mine: str
    other: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        mine, other = require_waiting(meeting, self.mine), require_waiting(meeting, self.other)
        require(mine.list == other.list, "both are on one list")
        return changed(meeting, swaps=(*meeting.swaps, (self.mine, self.other)))


@dataclass(frozen=True, slots=True)
class InscriptionsSwapped(Event):
    """Two inscriptions have exchanged their positions. Both count as placed by hand."""

    a: str
    b: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        first, second = require_waiting(meeting, self.a), require_waiting(meeting, self.b)
        require(first.list == second.list, "both are on one list")
        waiting = [*meeting.lists[first.list].waiting]
        swapped = changed(first, placed=True, swapped=True), changed(second, placed=True, swapped=True)
        meeting = without_swap_offers(meeting, first.id, second.id)
        one, other = (index_of(waiting, inscription.id) for inscription in swapped)
        waiting[other], waiting[one] = swapped
        return with_changed_list(meeting, first.list, *swapped, waiting=tuple(waiting))


@dataclass(frozen=True, slots=True)
class DeferInscription(Command):
    """Move an inscription back by a number of `places`."""

    inscription: str
    places: int

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_own_waiting(meeting, by, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.places < 1:
            return Refused(Reason.INVALID, {"field": "places"})
        waiting = meeting.lists[found.list].waiting
        behind = waiting[index_of(waiting, found.id) + 1 :][self.places :]
        if waiting[-1].id == found.id:
            return Refused(Reason.ALREADY)
        return (InscriptionMoved(found.id, behind[0].id if behind else None),)


def _moved(waiting: tuple[Inscription, ...], moved: Inscription, before: str | None) -> tuple[Inscription, ...]:
    rest = removed(waiting, moved.id)
    at = index_of(rest, before) if before else len(rest)
    return (*rest[:at], moved, *rest[at:])
