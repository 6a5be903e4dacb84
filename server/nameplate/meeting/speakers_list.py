"""The list of speakers: who asks for the floor, in which order, until when.

Who was not reached in one floor block stays on the list for the next block of the same sitting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .inscriptions import (
    leave_waiting,
    must_wait,
    open_list,
    own_inscription,
    place_of,
    the_list,
    waiting,
    with_list,
    with_waiting,
)
from .seats import guest_seat
from .state import (
    Command,
    Event,
    Inscription,
    Meeting,
    Presser,
    Reason,
    Refused,
    private,
    require,
)

FORMS = ("statement", "question", "reply", "joint_statement", "video", "not_delivered")
SOURCES = ("phone", "nameplate", "paper", "verbal", "remote", "chair")
WORDS = 280


@dataclass(frozen=True, slots=True)
class OpenList(Command):
    """Let delegations inscribe: on the list of the item named, else of the item that is open. Reopens a closed one."""

    item: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        speakers = the_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        return Refused(Reason.ALREADY) if speakers.state == "open" else (ListOpened(speakers.id),)


@dataclass(frozen=True, slots=True)
class ListOpened(Event):
    """Delegations may inscribe."""

    list: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.lists[self.list].state != "open", "the list is not open")
        return with_list(meeting, self.list, state="open")


@dataclass(frozen=True, slots=True)
class CloseList(Command):
    """Take no more requests. The desk may still add; withdrawing stays possible."""

    item: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        speakers = the_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        return (ListClosed(speakers.id),) if speakers.state == "open" else Refused(Reason.ALREADY)


@dataclass(frozen=True, slots=True)
class ListClosed(Event):
    """No more requests are taken."""

    list: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.lists[self.list].state == "open", "the list is open")
        return with_list(meeting, self.list, state="closed")


@dataclass(frozen=True, slots=True)
class RequestFloor(Command):
    """A delegation asks for the floor. `note` is for the chair and whom it concerns; `to` names a panellist's seat."""

    form: str = "statement"
    note: str = ""
    to: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        if by.seat is None or by.seat not in meeting.seats:
            return Refused(Reason.NO_SEAT)
        if refused := _check(meeting, self.form, self.note, self.to):
            return refused
        speakers = open_list(meeting)
        if speakers is None:
            return Refused(Reason.LIST_CLOSED if meeting.lists else Reason.NO_LIST)
        if place := place_of(speakers, by.seat):
            return Refused(Reason.ALREADY_INSCRIBED, {"place": place})
        return (FloorRequested(speakers.id, by.seat, self.form, self.note, self.to),)


@dataclass(frozen=True, slots=True)
class FloorRequested(Event):
    """A delegation has a place at the end of the list."""

    list: str
    seat: str
    form: str = "statement"
    note: str = private("")
    to: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.lists[self.list].state == "open", "the list is open")
        new = Inscription(_new_id(meeting), self.seat, self.list, at, self.form, note=self.note, to=self.to)
        return _inscribed(meeting, new)


@dataclass(frozen=True, slots=True)
class AddInscription(Command):
    """The desk inscribes a seat, or a guest by free name, for who raised a nameplate or handed in a slip."""

    seat: str | None = None
    guest: str = ""
    form: str = "statement"
    on_behalf_of: str = ""
    source: str = "nameplate"
    item: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        speakers = the_list(meeting, self.item)
        if isinstance(speakers, Refused):
            return speakers
        guest = self.guest.strip()
        if bool(self.seat) == bool(guest):
            return Refused(Reason.INVALID, {"field": "seat"})
        if self.seat and self.seat not in meeting.seats:
            return Refused(Reason.UNKNOWN_SEAT, {"given": self.seat})
        if self.source not in SOURCES:
            return Refused(Reason.INVALID, {"field": "source"})
        if len(guest) > WORDS or len(self.on_behalf_of) > WORDS:
            return Refused(Reason.INVALID, {"field": "guest" if len(guest) > WORDS else "on_behalf_of"})
        if refused := _check(meeting, self.form):
            return refused
        if self.seat and (place := place_of(speakers, self.seat)):
            return Refused(Reason.ALREADY_INSCRIBED, {"place": place})
        return (
            InscriptionAdded(speakers.id, self.seat or None, guest, self.form, self.on_behalf_of.strip(), self.source),
        )


@dataclass(frozen=True, slots=True)
class InscriptionAdded(Event):
    """The desk gave a seat, or a guest without a seat of its own, a place at the end of the list."""

    list: str
    seat: str | None
    guest: str = private("")
    form: str = "statement"
    on_behalf_of: str = ""
    source: str = "nameplate"

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        seat = self.seat
        if seat is None:
            guest = guest_seat(meeting.version, self.guest)
            seat = guest.id
            meeting = replace(meeting, seats={**meeting.seats, seat: guest})
        new = Inscription(_new_id(meeting), seat, self.list, at, self.form, self.on_behalf_of, self.source)
        return _inscribed(meeting, new)


@dataclass(frozen=True, slots=True)
class CorrectInscription(Command):
    """Put right what was noted of a place on the list; what is left out stays."""

    inscription: str
    form: str | None = None
    on_behalf_of: str | None = None
    guest: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        found = waiting(meeting, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.form and (refused := _check(meeting, self.form)):
            return refused
        if self.guest is not None and (meeting.seats[found.seat].category != "other" or not self.guest.strip()):
            return Refused(Reason.INVALID, {"field": "guest"})
        if max(len(self.guest or ""), len(self.on_behalf_of or "")) > WORDS:
            return Refused(Reason.INVALID, {"field": "guest" if len(self.guest or "") > WORDS else "on_behalf_of"})
        event = InscriptionCorrected(
            found.id,
            self.form or found.form,
            found.on_behalf_of if self.on_behalf_of is None else self.on_behalf_of.strip(),
            meeting.seats[found.seat].name if self.guest is None else self.guest.strip(),
        )
        same = (found.form, found.on_behalf_of, meeting.seats[found.seat].name)
        return Refused(Reason.ALREADY) if (event.form, event.on_behalf_of, event.name) == same else (event,)


@dataclass(frozen=True, slots=True)
class InscriptionCorrected(Event):
    """What is noted of a place on the list is now this."""

    inscription: str
    form: str
    on_behalf_of: str
    name: str = private("")

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        old = must_wait(meeting, self.inscription)
        seat = meeting.seats[old.seat]
        if seat.category == "other":  # a delegation keeps its own name, also when the words are erased
            meeting = replace(meeting, seats={**meeting.seats, seat.id: replace(seat, name=self.name)})
        return with_waiting(
            meeting,
            old.list,
            lambda rows: [
                replace(i, form=self.form, on_behalf_of=self.on_behalf_of) if i.id == old.id else i for i in rows
            ],
        )


@dataclass(frozen=True, slots=True)
class WithdrawRequest(Command):
    """A delegation takes itself off the list, also when the list is closed."""

    inscription: str

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        found = own_inscription(meeting, by, self.inscription)
        return found if isinstance(found, Refused) else (RequestWithdrawn(found.id),)


@dataclass(frozen=True, slots=True)
class RequestWithdrawn(Event):
    """The delegation gave up its place."""

    inscription: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        must_wait(meeting, self.inscription)
        return leave_waiting(meeting, self.inscription, "withdrawn")


@dataclass(frozen=True, slots=True)
class RemoveInscription(Command):
    """The desk strikes a place from the list."""

    inscription: str

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        found = waiting(meeting, self.inscription)
        return found if isinstance(found, Refused) else (InscriptionRemoved(found.id),)


@dataclass(frozen=True, slots=True)
class InscriptionRemoved(Event):
    """The place was struck."""

    inscription: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        must_wait(meeting, self.inscription)
        return leave_waiting(meeting, self.inscription, "removed")


def _check(meeting: Meeting, form: str, note: str = "", to: str | None = None) -> Refused | None:
    if form not in FORMS:
        return Refused(Reason.INVALID, {"field": "form"})
    if len(note) > WORDS:
        return Refused(Reason.INVALID, {"field": "note"})
    return Refused(Reason.UNKNOWN_SEAT, {"given": to}) if to and to not in meeting.seats else None


def _new_id(meeting: Meeting) -> str:
    return f"i{meeting.version}"


def _inscribed(meeting: Meeting, new: Inscription) -> Meeting:
    speakers = meeting.lists[new.list]
    require(not place_of(speakers, new.seat), "the seat has no place yet")
    return with_list(meeting, new.list, waiting=(*speakers.waiting, new))
