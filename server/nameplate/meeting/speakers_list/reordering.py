"""The order of the list by hand: move, swap, defer."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription

from .inscriptions import index_of, must_wait, own_inscription, waiting, with_list, without, without_offers


@dataclass(frozen=True, slots=True)
class MoveInscription(Command):
    """Put a place before another one, or last. Named by neighbour, so that who joins meanwhile does not disturb it."""

    inscription: str
    before: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = waiting(meeting, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.before:
            neighbour = waiting(meeting, self.before)
            if isinstance(neighbour, Refused):
                return Refused(Reason.OVERTAKEN) if neighbour.reason is Reason.NOT_WAITING else neighbour
            if neighbour.list != found.list:
                return Refused(Reason.INVALID, {"field": "before"})
        rows = meeting.lists[found.list].waiting
        behind = rows[index_of(rows, found.id) + 1 :]
        same = (self.before or None) in (found.id, behind[0].id if behind else None)
        return Refused(Reason.ALREADY) if same else (InscriptionMoved(found.id, self.before or None),)


@dataclass(frozen=True, slots=True)
class InscriptionMoved(Event):
    """The place is now right before another one, or last."""

    inscription: str
    before: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        found = must_wait(meeting, self.inscription)
        if self.before:
            require(must_wait(meeting, self.before).list == found.list, "both are on one list")
        meeting, rows = without_offers(meeting, found.id), meeting.lists[found.list].waiting
        moved = changed(found, placed=True, swapped=False)
        return with_list(meeting, found.list, moved, waiting=_moved(rows, moved, self.before))


@dataclass(frozen=True, slots=True)
class SwapInscriptions(Command):
    """Exchange the places of two: at once at the desk; from a delegation an offer, which the other's own accepts.

    An offer lapses when one of the two is moved, exchanged with another, drawn anew, or leaves the list.
    """

    a: str
    b: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        first, second = waiting(meeting, self.a), waiting(meeting, self.b)
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
    """One delegation offers another to exchange places."""

    mine: str
    other: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(must_wait(meeting, self.mine).list == must_wait(meeting, self.other).list, "both are on one list")
        return changed(meeting, swaps=(*meeting.swaps, (self.mine, self.other)))


@dataclass(frozen=True, slots=True)
class InscriptionsSwapped(Event):
    """Two have exchanged their places, by hand."""

    a: str
    b: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        first, second = must_wait(meeting, self.a), must_wait(meeting, self.b)
        require(first.list == second.list, "both are on one list")
        rows = [*meeting.lists[first.list].waiting]
        swapped = changed(first, placed=True, swapped=True), changed(second, placed=True, swapped=True)
        meeting = without_offers(meeting, first.id, second.id)
        one, other = (index_of(rows, place.id) for place in swapped)
        rows[other], rows[one] = swapped
        return with_list(meeting, first.list, *swapped, waiting=tuple(rows))


@dataclass(frozen=True, slots=True)
class DeferInscription(Command):
    """Let some others go first: move back by a number of places."""

    inscription: str
    places: int

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = own_inscription(meeting, by, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.places < 1:
            return Refused(Reason.INVALID, {"field": "places"})
        rows = meeting.lists[found.list].waiting
        behind = rows[index_of(rows, found.id) + 1 :][self.places :]
        if rows[-1].id == found.id:
            return Refused(Reason.ALREADY)
        return (InscriptionMoved(found.id, behind[0].id if behind else None),)


def _moved(rows: tuple[Inscription, ...], moved: Inscription, before: str | None) -> tuple[Inscription, ...]:
    rest = without(rows, moved.id)
    at = index_of(rest, before) if before else len(rest)
    return (*rest[:at], moved, *rest[at:])
