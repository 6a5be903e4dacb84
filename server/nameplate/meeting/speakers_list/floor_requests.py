"""A delegation requests the floor from its phone, and withdraws its request.

A list may have several floor blocks in a sitting. An inscription that is not called in one floor block stays on the
list for the next floor block.
"""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, SpeakersList

from .desk_inscriptions import InscriptionAdded
from .inscription_checks import check_may_inscribe, check_request_fields
from .inscription_lookup import find_own_waiting, new_inscription_id
from .inscription_moves import move_to_past, with_new_inscription
from .list_lookup import find_current_list, list_taking_requests, require_list
from .list_update_helpers import with_changed_list


@dataclass(frozen=True, slots=True)
class RequestFloor(Command):
    """A delegation requests the floor. The chair, and the panellist in the seat `to`, can read the `note`.

    A `reply` is linked to the current speaker. With `late`, the list may be closed: the chair decides whether to admit
    the request. With the form `not_delivered`, a text is recorded, and nobody is called to speak. This is possible on
    an open and on a closed list.
    """

    form: str = "statement"
    note: str = ""
    to: str | None = None
    late: bool = False

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if by.seat is None or by.seat not in meeting.seats:
            return Refused(Reason.NO_SEAT)
        if refused := check_request_fields(meeting, self.form, self.note, self.to):
            return refused
        if self.form == "not_delivered":
            return self._submit(meeting, by.seat)
        speakers = list_taking_requests(meeting)
        late = speakers is None and self.late
        if late:
            current = find_current_list(meeting)
            speakers = current if isinstance(current, SpeakersList) and current.state == "closed" else None
        if speakers is None:
            return Refused(Reason.LIST_CLOSED if meeting.lists else Reason.NO_LIST)
        replaced = _late_request_to_replace(meeting, speakers, by.seat) if not late else ()
        if not replaced and (refused := check_may_inscribe(meeting, speakers, by.seat)):
            return refused
        reply_to = meeting.floor if self.form == "reply" else None
        return (*replaced, FloorRequested(speakers.id, by.seat, self.form, self.note, self.to or None, late, reply_to))

    def _submit(self, meeting: Meeting, seat: str) -> tuple[Event, ...] | Refused:
        speakers = list_taking_requests(meeting) or find_current_list(meeting)
        if isinstance(speakers, Refused):
            return speakers
        return (InscriptionAdded(speakers.id, seat, form=self.form, source="phone", note=self.note),)


@dataclass(frozen=True, slots=True)
class FloorRequested(Event):
    """A delegation has an inscription on the list. A `late` inscription must be admitted before it can be called."""

    list: str
    seat: str
    form: str = "statement"
    note: str = private("")
    to: str | None = None
    late: bool = False
    reply_to: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = require_list(meeting, self.list)
        require(self.seat in meeting.seats, "the seat is known")
        require(speakers.state == ("closed" if self.late else "open"), "the list is open, or closed for a late request")
        new = Inscription(
            new_inscription_id(meeting),
            self.seat,
            self.list,
            at,
            self.form,
            note=self.note,
            to=self.to,
            source="remote" if meeting.seats[self.seat].remote else "phone",
            reply_to=self.reply_to,
            state="late" if self.late else "waiting",
        )
        require(not self.to or self.to in meeting.seats, "the seat that it is addressed to is known")
        if self.late:
            return with_changed_list(meeting, self.list, new, late=(*speakers.late, new))
        return with_new_inscription(meeting, new)


@dataclass(frozen=True, slots=True)
class WithdrawRequest(Command):
    """A delegation withdraws its inscription, from an open or a closed list."""

    inscription: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_own_waiting(meeting, by, self.inscription, late=True)
        return found if isinstance(found, Refused) else (RequestWithdrawn(found.id),)


@dataclass(frozen=True, slots=True)
class RequestWithdrawn(Event):
    """The delegation withdrew its inscription."""

    inscription: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return move_to_past(meeting, self.inscription, "withdrawn")


def _late_request_to_replace(meeting: Meeting, speakers: SpeakersList, seat: str) -> tuple[Event, ...]:
    """Events that withdraw the late request of a seat, if only this request prevents a new one on a reopened list."""
    late = next((i for i in speakers.late if i.seat == seat), None)
    prevents = (
        late
        and check_may_inscribe(meeting, speakers, seat)
        and not check_may_inscribe(meeting, speakers, seat, late=False)
    )
    return (RequestWithdrawn(late.id),) if late and prevents else ()
