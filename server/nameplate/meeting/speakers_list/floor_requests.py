"""The list of speakers: a delegation asks for the floor, and gives up its place.

Who was not reached in one floor block stays on the list for the next block of the same sitting.
"""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, SpeakersList

from .desk_inscriptions import InscriptionAdded
from .inscriptions import full, leave_waiting, new_id, own_inscription, unfit, with_list
from .list_lookup import known_list, open_list, the_list
from .orders import inscribed


@dataclass(frozen=True, slots=True)
class RequestFloor(Command):
    """A delegation asks for the floor. `note` is for the chair and whom it concerns; `to` names a panellist's seat.

    A `reply` is linked to whoever has the floor. With `late` it asks on a closed list, for the chair to admit or not.
    A text that is `not_delivered` is noted, not called, whether the list is open or not.
    """

    form: str = "statement"
    note: str = ""
    to: str | None = None
    late: bool = False

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if by.seat is None or by.seat not in meeting.seats:
            return Refused(Reason.NO_SEAT)
        if refused := unfit(meeting, self.form, self.note, self.to):
            return refused
        if self.form == "not_delivered":
            return self._submit(meeting, by.seat)
        speakers = open_list(meeting)
        late = speakers is None and self.late
        if late:
            at_hand = the_list(meeting, None)
            speakers = at_hand if isinstance(at_hand, SpeakersList) and at_hand.state == "closed" else None
        if speakers is None:
            return Refused(Reason.LIST_CLOSED if meeting.lists else Reason.NO_LIST)
        instead = _late_before(meeting, speakers, by.seat) if not late else ()
        if not instead and (refused := full(meeting, speakers, by.seat)):
            return refused
        reply_to = meeting.floor if self.form == "reply" else None
        return (*instead, FloorRequested(speakers.id, by.seat, self.form, self.note, self.to or None, late, reply_to))

    def _submit(self, meeting: Meeting, seat: str) -> tuple[Event, ...] | Refused:
        speakers = open_list(meeting) or the_list(meeting, None)
        if isinstance(speakers, Refused):
            return speakers
        return (InscriptionAdded(speakers.id, seat, form=self.form, source="phone", note=self.note),)


@dataclass(frozen=True, slots=True)
class FloorRequested(Event):
    """A delegation has a place on the list, or, when it was `late`, asks to be admitted to it."""

    list: str
    seat: str
    form: str = "statement"
    note: str = private("")
    to: str | None = None
    late: bool = False
    reply_to: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speakers = known_list(meeting, self.list)
        require(self.seat in meeting.seats, "the seat is known")
        require(speakers.state == ("closed" if self.late else "open"), "the list is open, or closed for who is late")
        new = Inscription(
            new_id(meeting),
            self.seat,
            self.list,
            at,
            self.form,
            note=self.note,
            to=self.to,
            reply_to=self.reply_to,
            state="late" if self.late else "waiting",
        )
        require(not self.to or self.to in meeting.seats, "whom it concerns is known")
        if self.late:
            return with_list(meeting, self.list, new, late=(*speakers.late, new))
        return inscribed(meeting, new)


@dataclass(frozen=True, slots=True)
class WithdrawRequest(Command):
    """A delegation takes itself off the list, also when the list is closed."""

    inscription: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = own_inscription(meeting, by, self.inscription, late=True)
        return found if isinstance(found, Refused) else (RequestWithdrawn(found.id),)


@dataclass(frozen=True, slots=True)
class RequestWithdrawn(Event):
    """The delegation gave up its place."""

    inscription: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return leave_waiting(meeting, self.inscription, "withdrawn")


def _late_before(meeting: Meeting, speakers: SpeakersList, seat: str) -> tuple[Event, ...]:
    """What makes way for who asked too late and asks again now that the list is open again: the late request goes."""
    late = next((i for i in speakers.late if i.seat == seat), None)
    stuck = late and full(meeting, speakers, seat) and not full(meeting, speakers, seat, late=False)
    return (RequestWithdrawn(late.id),) if late and stuck else ()
