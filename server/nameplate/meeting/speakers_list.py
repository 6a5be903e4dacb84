"""The list of speakers: who asks for the floor, in which order, until when.

Who was not reached in one floor block stays on the list for the next block of the same sitting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from .seats import guest_seat
from .state import (
    Command,
    DoesNotApply,
    Event,
    Inscription,
    Meeting,
    Presser,
    Reason,
    Refused,
    SpeakersList,
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
        return _with_waiting(
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
        found = _own(meeting, by, self.inscription)
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


@dataclass(frozen=True, slots=True)
class MoveInscription(Command):
    """Put a place before another one, or last. Named by neighbour, so that who joins meanwhile does not disturb it."""

    inscription: str
    before: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        found = waiting(meeting, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.before:
            neighbour = waiting(meeting, self.before)
            if isinstance(neighbour, Refused):
                return Refused(Reason.OVERTAKEN) if neighbour.reason is Reason.NOT_WAITING else neighbour
            if neighbour.list != found.list:
                return Refused(Reason.INVALID, {"field": "before"})
        event = InscriptionMoved(found.id, self.before or None)
        rows = meeting.lists[found.list].waiting
        return Refused(Reason.ALREADY) if _moved(rows, found, event.before) == rows else (event,)


@dataclass(frozen=True, slots=True)
class InscriptionMoved(Event):
    """The place is now right before another one, or last."""

    inscription: str
    before: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        found = must_wait(meeting, self.inscription)
        if self.before:
            require(must_wait(meeting, self.before).list == found.list, "both are on one list")
        return _with_waiting(meeting, found.list, lambda rows: _moved(rows, found, self.before))


@dataclass(frozen=True, slots=True)
class SwapInscriptions(Command):
    """Exchange the places of two who agreed to it."""

    a: str
    b: str

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        first, second = waiting(meeting, self.a), waiting(meeting, self.b)
        if isinstance(first, Refused):
            return first
        if isinstance(second, Refused):
            return second
        if first.list != second.list:
            return Refused(Reason.INVALID, {"field": "b"})
        return Refused(Reason.ALREADY) if first.id == second.id else (InscriptionsSwapped(first.id, second.id),)


@dataclass(frozen=True, slots=True)
class InscriptionsSwapped(Event):
    """Two have exchanged their places."""

    a: str
    b: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        first, second = must_wait(meeting, self.a), must_wait(meeting, self.b)
        require(first.list == second.list, "both are on one list")
        other = {first.id: second, second.id: first}
        return _with_waiting(meeting, first.list, lambda rows: [other.get(i.id, i) for i in rows])


@dataclass(frozen=True, slots=True)
class DeferInscription(Command):
    """Let some others go first: move back by a number of places."""

    inscription: str
    places: int

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        found = _own(meeting, by, self.inscription)
        if isinstance(found, Refused):
            return found
        if self.places < 1:
            return Refused(Reason.INVALID, {"field": "places"})
        rows = meeting.lists[found.list].waiting
        behind = rows[rows.index(found) + 1 :][self.places :]
        if rows[-1].id == found.id:
            return Refused(Reason.ALREADY)
        return (InscriptionMoved(found.id, behind[0].id if behind else None),)


def the_list(meeting: Meeting, item: str | None) -> SpeakersList | Refused:
    """The list that is meant: of the item named, else of the open item, else the next one of the open sitting."""
    if item:
        found = next((i for i in meeting.items() if i.id == item), None)
        if found is None:
            return Refused(Reason.UNKNOWN_ITEM)
        if any(s.state == "adjourned" and found in s.items for s in meeting.sittings):
            return Refused(Reason.SITTING_OVER)
        return meeting.lists[found.list] if found.list else Refused(Reason.NO_LIST)
    if meeting.item and meeting.item.list:
        return meeting.lists[meeting.item.list]
    if meeting.sitting is None:
        return Refused(Reason.SITTING_NOT_OPEN)
    ahead = [i.list for i in meeting.sitting.items if i.list]
    to_come = [i.list for i in meeting.sitting.items if i.list and i.state in ("planned", "open")]
    here = (to_come or ahead[-1:])[:1]
    return meeting.lists[here[0]] if here and here[0] else Refused(Reason.NO_LIST)


def open_list(meeting: Meeting) -> SpeakersList | None:
    """The list that takes requests now: the one at hand if it is open; where none is at hand, any that is open."""
    at_hand = the_list(meeting, None)
    if isinstance(at_hand, SpeakersList):
        return at_hand if at_hand.state == "open" else None
    return next((speakers for speakers in meeting.lists.values() if speakers.state == "open"), None)


def place_of(speakers: SpeakersList, seat: str) -> int:
    """The place of a seat among those waiting, from 1; 0 when it has none."""
    return next((place for place, i in enumerate(speakers.waiting, 1) if i.seat == seat), 0)


def find_inscription(meeting: Meeting, inscription: str) -> Inscription | None:
    """The inscription of that id, waiting or past."""
    every = (i for speakers in meeting.lists.values() for i in (*speakers.waiting, *speakers.past))
    return next((i for i in every if i.id == inscription), None)


def waiting(meeting: Meeting, inscription: str) -> Inscription | Refused:
    """The inscription of that id, refused unless it waits."""
    found = find_inscription(meeting, inscription)
    if found is None:
        return Refused(Reason.UNKNOWN_INSCRIPTION)
    return found if found.state == "waiting" else Refused(Reason.NOT_WAITING, {"seat": found.seat})


def must_wait(meeting: Meeting, inscription: str) -> Inscription:
    """The waiting inscription of that id, in the fold."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state != "waiting":
        raise DoesNotApply(f"{inscription} does not wait")
    return found


def leave_waiting(meeting: Meeting, inscription: str, state: str) -> Meeting:
    """The meeting with a waiting inscription moved to the past in its new state."""
    found = must_wait(meeting, inscription)
    speakers = meeting.lists[found.list]
    rest = tuple(i for i in speakers.waiting if i.id != inscription)
    return with_list(meeting, found.list, waiting=rest, past=(*speakers.past, replace(found, state=state)))


def return_waiting(meeting: Meeting, inscription: str) -> Meeting:
    """The meeting with an inscription back at the head of its list."""
    found = find_inscription(meeting, inscription)
    if found is None or found.state == "waiting":
        raise DoesNotApply(f"{inscription} was not called")
    speakers = meeting.lists[found.list]
    require(not place_of(speakers, found.seat), "the seat has no other place")
    past = tuple(i for i in speakers.past if i.id != inscription)
    return with_list(meeting, found.list, waiting=(replace(found, state="waiting"), *speakers.waiting), past=past)


def left_the_floor(meeting: Meeting, inscription: str | None, state: str) -> Meeting:
    """The meeting with the inscription behind a speech in the state in which the speech leaves it."""
    found = inscription and find_inscription(meeting, inscription)
    if not found:
        return meeting
    speakers = meeting.lists[found.list]
    past = tuple(replace(i, state=state) if i.id == found.id else i for i in speakers.past)
    return with_list(meeting, found.list, past=past)


def with_list(meeting: Meeting, speakers: str, **changes: Any) -> Meeting:
    """The meeting with one list changed."""
    changed = replace(meeting.lists[speakers], **changes)
    return replace(meeting, lists={**meeting.lists, speakers: changed})


def _check(meeting: Meeting, form: str, note: str = "", to: str | None = None) -> Refused | None:
    if form not in FORMS:
        return Refused(Reason.INVALID, {"field": "form"})
    if len(note) > WORDS:
        return Refused(Reason.INVALID, {"field": "note"})
    return Refused(Reason.UNKNOWN_SEAT, {"given": to}) if to and to not in meeting.seats else None


def _own(meeting: Meeting, by: Presser, inscription: str) -> Inscription | Refused:
    found = waiting(meeting, inscription)
    if isinstance(found, Inscription) and not by.owns(found.seat):
        return Refused(Reason.NOT_YOURS)
    return found


def _new_id(meeting: Meeting) -> str:
    return f"i{meeting.version}"


def _inscribed(meeting: Meeting, new: Inscription) -> Meeting:
    speakers = meeting.lists[new.list]
    require(not place_of(speakers, new.seat), "the seat has no place yet")
    return with_list(meeting, new.list, waiting=(*speakers.waiting, new))


def _with_waiting(
    meeting: Meeting,
    speakers: str,
    change: Callable[[tuple[Inscription, ...]], tuple[Inscription, ...] | list[Inscription]],
) -> Meeting:
    return with_list(meeting, speakers, waiting=tuple(change(meeting.lists[speakers].waiting)))


def _moved(rows: tuple[Inscription, ...], moved: Inscription, before: str | None) -> tuple[Inscription, ...]:
    rest = [i for i in rows if i.id != moved.id]
    index = next((n for n, i in enumerate(rest) if i.id == before), len(rest))
    if before == moved.id:
        return rows
    return (*rest[:index], moved, *rest[index:])
