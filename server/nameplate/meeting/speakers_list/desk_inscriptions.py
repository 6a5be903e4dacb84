"""What the desk decides about places on the list: add, admit late, put first, correct, strike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.frozen import changed
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_seat, guest_seat, unused
from nameplate.meeting.model.values import Inscription

from .inscriptions import (
    find_inscription,
    full,
    instead,
    leave_waiting,
    must_be,
    must_wait,
    new_id,
    unfit,
    waiting,
    with_list,
    without,
    without_offers,
)
from .list_lookup import known_list, the_list
from .orders import Order, arranged, inscribed, order_of, received

SOURCES = ("phone", "nameplate", "paper", "verbal", "remote", "chair")


@dataclass(frozen=True, slots=True)
class AddInscription(Command):
    """The desk inscribes a seat, or a guest by free name, for who raised a nameplate or handed in a slip.

    With `priority` it comes first (groups, dignitaries). A text that is `not_delivered` is noted, not called. A
    question goes `to` a panellist's seat, with a `note`; a `reply` is linked to whoever has the floor.
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
        speakers = the_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        guest = self.guest.strip()
        if bool(self.seat) == bool(guest):
            return Refused(Reason.INVALID, {"field": "seat"})
        seat = find_seat(meeting, self.seat) if self.seat else None
        if isinstance(seat, Refused):
            return seat
        if self.source not in SOURCES:
            return Refused(Reason.INVALID, {"field": "source"})
        if len(guest) > MAX_NOTE_LENGTH or len(self.on_behalf_of) > MAX_NOTE_LENGTH:
            return Refused(Reason.INVALID, {"field": "guest" if len(guest) > MAX_NOTE_LENGTH else "on_behalf_of"})
        if refused := unfit(meeting, self.form, self.note, self.to):
            return refused
        if self.seat and self.form != "not_delivered" and (refused := full(meeting, speakers, self.seat)):
            return refused
        behalf = self.on_behalf_of.strip()
        reply_to = meeting.floor if self.form == "reply" else None
        return (
            InscriptionAdded(
                speakers.id,
                self.seat or None,
                guest,
                self.form,
                behalf,
                self.source,
                self.priority,
                self.note.strip(),
                self.to or None,
                reply_to,
            ),
        )


@dataclass(frozen=True, slots=True)
class InscriptionAdded(Event):
    """The desk gave a seat, or a guest without a seat of its own, a place on the list.

    A text that is not delivered is noted among what is past, whoever hands it in.
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
        seat, speakers = self.seat, known_list(meeting, self.list)
        if seat is None:
            guest = guest_seat(meeting.version, self.guest)
            guest = changed(guest, id=unused(guest.id, meeting.seats))
            seat = guest.id
            meeting = changed(meeting, seats={**meeting.seats, seat: guest})
        new = Inscription(new_id(meeting), seat, self.list, at, self.form, self.on_behalf_of, self.source, self.note)
        require(self.to is None or self.to in meeting.seats, "whom it concerns is known")
        new = changed(new, priority=self.priority, to=self.to, reply_to=self.reply_to)
        if self.form == "not_delivered":
            require(seat in meeting.seats, "the seat is known")
            submitted = changed(new, state="submitted")
            return with_list(meeting, self.list, submitted, past=(*speakers.past, submitted))
        return inscribed(meeting, new)


@dataclass(frozen=True, slots=True)
class AdmitInscription(Command):
    """Let a late request onto the list, after those who were in time."""

    inscription: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_inscription(meeting, self.inscription)
        if found is None:
            return Refused(Reason.UNKNOWN_INSCRIPTION)
        if found.state != "late":
            return Refused(Reason.ALREADY)
        return full(meeting, meeting.lists[found.list], found.seat, late=False) or (InscriptionAdmitted(found.id),)


@dataclass(frozen=True, slots=True)
class InscriptionAdmitted(Event):
    """A late request has a place on the list."""

    inscription: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        late = must_be(meeting, self.inscription, "late")
        speakers = meeting.lists[late.list]
        meeting = with_list(meeting, late.list, late, late=without(speakers.late, late.id))
        return inscribed(meeting, changed(late, state="waiting"))


@dataclass(frozen=True, slots=True)
class SetPriority(Command):
    """Put a group or a dignitary first, or no longer: always a decision of the desk or the chair."""

    inscription: str
    priority: bool = True

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = waiting(meeting, self.inscription)
        if isinstance(found, Refused):
            return found
        same = found.priority == self.priority
        return Refused(Reason.ALREADY) if same else (PrioritySet(found.id, self.priority),)


@dataclass(frozen=True, slots=True)
class PrioritySet(Event):
    """The place has, or no longer has, priority."""

    inscription: str
    priority: bool

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        found = must_wait(meeting, self.inscription)
        moved = changed(found, priority=self.priority, placed=False, swapped=False)
        meeting = without_offers(meeting, found.id)
        rows = instead(meeting.lists[found.list].waiting, moved)
        return with_list(meeting, found.list, moved, waiting=arranged(meeting, rows, _in_turn(found)))


@dataclass(frozen=True, slots=True)
class CorrectInscription(Command):
    """Put right what was noted of a place on the list; what is left out stays.

    With the form `not_delivered` the place is given up: the text is noted, not called. A right of reply keeps its form.
    """

    inscription: str
    form: str | None = None
    on_behalf_of: str | None = None
    guest: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = waiting(meeting, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.form and (refused := unfit(meeting, self.form)):
            return refused
        if self.form and found.turn:
            return Refused(Reason.INVALID, {"field": "form"})
        if self.guest is not None and (meeting.seats[found.seat].category != "other" or not self.guest.strip()):
            return Refused(Reason.INVALID, {"field": "guest"})
        if max(len(self.guest or ""), len(self.on_behalf_of or "")) > MAX_NOTE_LENGTH:
            return Refused(
                Reason.INVALID, {"field": "guest" if len(self.guest or "") > MAX_NOTE_LENGTH else "on_behalf_of"}
            )
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
    """What is noted of a place on the list is now this; a text that is `submitted` gives up the place."""

    inscription: str
    form: str
    on_behalf_of: str
    name: str = private("")
    submitted: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        old = must_wait(meeting, self.inscription)
        seat = meeting.seats[old.seat]
        if seat.category == "other":  # a delegation keeps its own name, also when the words are erased
            meeting = changed(meeting, seats={**meeting.seats, seat.id: changed(seat, name=self.name)})
        new = changed(old, form=self.form, on_behalf_of=self.on_behalf_of)
        meeting = with_list(meeting, old.list, new, waiting=instead(meeting.lists[old.list].waiting, new))
        return leave_waiting(meeting, old.id, "submitted") if self.submitted else meeting


@dataclass(frozen=True, slots=True)
class RemoveInscription(Command):
    """The desk strikes a place from the list, or does not admit a late request."""

    inscription: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = waiting(meeting, self.inscription, late=True)
        return found if isinstance(found, Refused) else (InscriptionRemoved(found.id),)


@dataclass(frozen=True, slots=True)
class InscriptionRemoved(Event):
    """The place was struck, or the late request not admitted."""

    inscription: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        late = must_be(meeting, self.inscription, "waiting", "late").state == "late"
        return leave_waiting(meeting, self.inscription, "refused" if late else "removed")


def _in_turn(found: Inscription) -> Order:
    """The order in force, with one place back where it comes by when it asked."""

    def order(meeting: Meeting, rows: Sequence[Inscription]) -> list[Inscription]:
        speakers = meeting.lists[found.list]
        turn = received(speakers, found)
        rest = [row for row in rows if row.id != found.id]
        ahead = next((n for n, row in enumerate(rest) if received(speakers, row) > turn), len(rest))
        back = [row for row in rows if row.id == found.id]
        return order_of(meeting, speakers)(meeting, [*rest[:ahead], *back, *rest[ahead:]])

    return order
