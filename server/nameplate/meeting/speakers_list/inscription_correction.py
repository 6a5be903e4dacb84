"""The desk corrects the fields of an inscription."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private
from nameplate.meeting.model.refusal import Reason, Refused

from .inscription_checks import check_request_fields
from .inscription_lookup import find_waiting, require_waiting
from .inscription_moves import move_to_past
from .inscription_tuples import replaced
from .list_update_helpers import with_changed_list


@dataclass(frozen=True, slots=True)
class CorrectInscription(Command):
    """Correct the form, the group or the guest's name of a waiting inscription. A field left out does not change.

    With the form `not_delivered` the inscription leaves the list: the text is recorded, and nobody is called to speak.
    The form of a right of reply cannot change.
    """

    inscription: str
    form: str | None = None
    on_behalf_of: str | None = None
    guest: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_waiting(meeting, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.form and (refused := check_request_fields(meeting, self.form)):
            return refused
        if self.form and found.turn:
            return Refused(Reason.INVALID, {"field": "form"})
        if self.guest is not None and (meeting.seats[found.seat].category != "other" or not self.guest.strip()):
            return Refused(Reason.INVALID, {"field": "guest"})
        for field, text in (("guest", self.guest), ("on_behalf_of", self.on_behalf_of)):
            if len(text or "") > MAX_NOTE_LENGTH:
                return Refused(Reason.INVALID, {"field": field})
        event = InscriptionCorrected(
            found.id,
            self.form or found.form,
            found.on_behalf_of if self.on_behalf_of is None else self.on_behalf_of.strip(),
            meeting.seats[found.seat].name if self.guest is None else self.guest.strip(),
            self.form == "not_delivered",
        )
        same = (found.form, found.on_behalf_of, meeting.seats[found.seat].name)
        return Refused(Reason.ALREADY) if (event.form, event.on_behalf_of, event.name) == same else (event,)


@dataclass(frozen=True, slots=True)
class InscriptionCorrected(Event):
    """The inscription has this form, group and name. With `submitted`, the inscription has left the list."""

    inscription: str
    form: str
    on_behalf_of: str
    name: str = private("")
    submitted: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        old = require_waiting(meeting, self.inscription)
        seat = meeting.seats[old.seat]
        if seat.category == "other":  # delegations keep their names, even after the private text was erased
            meeting = changed(meeting, seats={**meeting.seats, seat.id: changed(seat, name=self.name)})
        new = changed(old, form=self.form, on_behalf_of=self.on_behalf_of)
        waiting = replaced(meeting.lists[old.list].waiting, new)
        meeting = with_changed_list(meeting, old.list, new, waiting=waiting)
        return move_to_past(meeting, old.id, "submitted") if self.submitted else meeting
