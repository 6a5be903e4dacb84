"""Two inscriptions exchange positions. Chair and desk can do it at once; a delegation makes an offer."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused

from .inscription_lookup import find_waiting, require_waiting
from .inscription_tuples import index_of
from .list_update_helpers import with_changed_list, without_swap_offers


@dataclass(frozen=True, slots=True)
class SwapInscriptions(Command):
    """Exchange the positions of two inscriptions.

    From the chair or the desk, the command takes effect at once. From a delegation, the command makes an offer. The
    other delegation accepts the offer with the same command. An offer lapses when one of the two inscriptions is moved,
    swapped with a third inscription, drawn again, or leaves the list.
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
    """A delegation has offered another delegation to exchange their positions."""

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
