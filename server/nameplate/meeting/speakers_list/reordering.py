"""Moves and defers inscriptions by hand."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription

from .inscription_lookup import find_own_waiting, find_waiting, require_waiting
from .inscription_tuples import index_of, removed
from .list_update_helpers import with_changed_list, without_swap_offers


@dataclass(frozen=True, slots=True)
class MoveInscription(Command):
    """Move an inscription before another one, or to the end.

    The command contains the id of the next inscription and not a place. So requests that arrive at the same time do not
    change the result.
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
    """The inscription is now right before another inscription, or last."""

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
