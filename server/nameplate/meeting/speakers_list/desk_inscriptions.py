"""The commands of the desk for inscriptions: add, admit a late request, set priority, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_seat, guest_seat, unused_id
from nameplate.meeting.model.values import Inscription

from .inscription_checks import check_may_inscribe, check_request_fields
from .inscription_lookup import find_inscription, find_waiting, new_inscription_id, require_in_state, require_waiting
from .inscription_moves import move_to_past, with_new_inscription
from .inscription_tuples import removed, replaced
from .list_lookup import find_list, require_list
from .list_update_helpers import with_changed_list, without_swap_offers
from .orders import Order, arrange, order_in_force, receipt_key

SOURCES = ("phone", "nameplate", "paper", "verbal", "remote", "chair", "microphone")
"""The ways in which a request can reach the desk."""
ADVANCE = "advance"
"""The source of an inscription that a delegation has made before the sitting."""


@dataclass(frozen=True, slots=True)
class AddInscription(Command):
    """The desk adds an inscription for a seat, or for a guest by name, after a raised nameplate or a slip of paper.

    An inscription with `priority` is placed first (groups, dignitaries). With the form `not_delivered`, a text is
    recorded, and nobody is called to speak. `to` is the seat of the panellist to whom a question is addressed, and
    `note` is its text. A `reply` is linked to the current speaker.
    """

    seat: str | None = None
    guest: str = ""
    form: str = "statement"
    on_behalf_of: str = ""
    source: str = "nameplate"
    item: str | None = None
    priority: bool = False
    note: str = ""
    to: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speakers = find_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        if refused := self._check_fields(meeting):
            return refused
        check_seat = self.seat if self.form != "not_delivered" else None
        if check_seat and (refused := check_may_inscribe(meeting, speakers, check_seat)):
            return refused
        return (
            InscriptionAdded(
                speakers.id,
                self.seat or None,
                self.guest.strip(),
                self.form,
                self.on_behalf_of.strip(),
                self._source(meeting),
                self.priority,
                self.note.strip(),
                self.to or None,
                meeting.floor if self.form == "reply" else None,
            ),
        )

    def _source(self, meeting: Meeting) -> str:
        """A remote delegation cannot raise its nameplate in the room."""
        seat = meeting.seats.get(self.seat or "")
        return "remote" if seat and seat.remote and self.source == "nameplate" else self.source

    def _check_fields(self, meeting: Meeting) -> Refused | None:
        guest = self.guest.strip()
        if bool(self.seat) == bool(guest):
            return Refused(Reason.INVALID, {"field": "seat"})
        seat = find_seat(meeting, self.seat) if self.seat else None
        if isinstance(seat, Refused):
            return seat
        if self.source not in SOURCES:
            return Refused(Reason.INVALID, {"field": "source"})
        for field, text in (("guest", guest), ("on_behalf_of", self.on_behalf_of)):
            if len(text) > MAX_NOTE_LENGTH:
                return Refused(Reason.INVALID, {"field": field})
        return check_request_fields(meeting, self.form, self.note, self.to)


@dataclass(frozen=True, slots=True)
class InscriptionAdded(Event):
    """The desk has added an inscription for a seat, or for a guest. A guest gets a new seat.

    A text with the form `not_delivered` never waits: it is put among the past inscriptions of the list at once. When a
    delegation submits such a text itself, the same event is used.
    """

    list: str
    seat: str | None
    guest: str = private("")
    form: str = "statement"
    on_behalf_of: str = ""
    source: str = "nameplate"
    priority: bool = False
    note: str = private("")
    to: str | None = None
    reply_to: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        seat, speakers = self.seat, require_list(meeting, self.list)
        if seat is None:
            guest = guest_seat(meeting.version, self.guest)
            guest = changed(guest, id=unused_id(guest.id, meeting.seats))
            seat = guest.id
            meeting = changed(meeting, seats={**meeting.seats, seat: guest})
        new = Inscription(
            new_inscription_id(meeting), seat, self.list, at, self.form, self.on_behalf_of, self.source, self.note
        )
        require(self.to is None or self.to in meeting.seats, "the seat that it is addressed to is known")
        new = changed(new, priority=self.priority, to=self.to, reply_to=self.reply_to)
        if self.form == "not_delivered":
            require(seat in meeting.seats, "the seat is known")
            submitted = changed(new, state="submitted")
            return with_changed_list(meeting, self.list, submitted, past=(*speakers.past, submitted))
        return with_new_inscription(meeting, new)


@dataclass(frozen=True, slots=True)
class AdmitInscription(Command):
    """Admit a late request to the list, or confirm an advance inscription.

    A late request is placed after the requests that arrived in time. An advance inscription gets the place of the time
    at which it was made. With a dignitary, it gets priority.
    """

    inscription: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_inscription(meeting, self.inscription)
        if found is None:
            return Refused(Reason.UNKNOWN_INSCRIPTION)
        if found.state != "late":
            return Refused(Reason.ALREADY)
        refused = check_may_inscribe(meeting, meeting.lists[found.list], found.seat, late=False)
        return refused or (admission(found),)


@dataclass(frozen=True, slots=True)
class InscriptionAdmitted(Event):
    """A late request, or an inscription made in `advance`, is now waiting on the list."""

    inscription: str
    advance: bool = False
    priority: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        late = require_in_state(meeting, self.inscription, "late")
        speakers = meeting.lists[late.list]
        meeting = with_changed_list(meeting, late.list, late, late=removed(speakers.late, late.id))
        admitted = changed(late, state="waiting", priority=self.priority)
        meeting = with_new_inscription(meeting, admitted)
        if not self.advance:
            return meeting
        waiting = arrange(meeting, meeting.lists[late.list].waiting, _order_with_one_by_receipt(admitted))
        return with_changed_list(meeting, late.list, admitted, waiting=waiting)


def admission(late: Inscription) -> InscriptionAdmitted:
    """The event that admits a late request, or confirms an advance inscription."""
    return InscriptionAdmitted(late.id, late.source == ADVANCE, bool(late.dignitary))


@dataclass(frozen=True, slots=True)
class SetPriority(Command):
    """Give an inscription priority, or remove its priority. Only the desk and the chair may do this."""

    inscription: str
    priority: bool = True

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_waiting(meeting, self.inscription)
        if isinstance(found, Refused):
            return found
        same = found.priority == self.priority
        return Refused(Reason.ALREADY) if same else (PrioritySet(found.id, self.priority),)


@dataclass(frozen=True, slots=True)
class PrioritySet(Event):
    """The inscription has priority, or no longer has priority. In both cases it is no longer placed by hand."""

    inscription: str
    priority: bool

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        found = require_waiting(meeting, self.inscription)
        updated = changed(found, priority=self.priority, placed=False, swapped=False)
        meeting = without_swap_offers(meeting, found.id)
        waiting = replaced(meeting.lists[found.list].waiting, updated)
        waiting = arrange(meeting, waiting, _order_with_one_by_receipt(found))
        return with_changed_list(meeting, found.list, updated, waiting=waiting)


@dataclass(frozen=True, slots=True)
class RemoveInscription(Command):
    """Remove an inscription from the list, or decline a late request or an advance inscription."""

    inscription: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_waiting(meeting, self.inscription, late=True)
        return found if isinstance(found, Refused) else (InscriptionRemoved(found.id),)


@dataclass(frozen=True, slots=True)
class InscriptionRemoved(Event):
    """The inscription was removed from the list, or the late request was declined."""

    inscription: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        late = require_in_state(meeting, self.inscription, "waiting", "late").state == "late"
        return move_to_past(meeting, self.inscription, "refused" if late else "removed")


def _order_with_one_by_receipt(found: Inscription) -> Order:
    """The order in force. Before the order is applied, this inscription is put at its position in order of receipt."""

    def order(meeting: Meeting, inscriptions: Sequence[Inscription]) -> list[Inscription]:
        speakers = meeting.lists[found.list]
        key = receipt_key(speakers, found)
        rest = [one for one in inscriptions if one.id != found.id]
        ahead = next((n for n, one in enumerate(rest) if receipt_key(speakers, one) > key), len(rest))
        back = [one for one in inscriptions if one.id == found.id]
        return order_in_force(meeting, speakers)(meeting, [*rest[:ahead], *back, *rest[ahead:]])

    return order
