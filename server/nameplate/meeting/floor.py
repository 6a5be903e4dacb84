"""The floor: exactly one holder, apart from the chair. Giving it ends the speech before and starts the clock.

Who is absent when called, and a call that is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from .clock import elapsed_ms, running, stopped, with_speech
from .inscriptions import (
    find_inscription,
    full,
    leave_waiting,
    left_the_floor,
    must_be,
    return_waiting,
    the_list,
    wait_again,
    waiting,
)
from .interruptions import one_reply_earlier, standing_points
from .modalities import limit_ms
from .next_speaker import NextUp, list_to_close, next_up, planned_items
from .ordering import spoken
from .programme import find_item, needs_open_sitting, opening, sitting_of
from .reasons import Reason, Refused
from .seats import find_seat
from .speeches import endings, is_of_this_sitting, over
from .state import (
    Clock,
    Command,
    DoesNotApply,
    Event,
    Inscription,
    Meeting,
    Presser,
    SpeakersList,
    Speech,
    changed,
    require,
)

THEN = ("strike", "end", "pass")
"""What becomes of one who is absent when called. A setting, not a rule: the chair says it each time."""


@dataclass(frozen=True, slots=True)
class GiveFloor(Command):
    """Call somebody out of turn: a place on the list, any seat, or the speaker of an item, which opens if need be."""

    inscription: str | None = None
    seat: str | None = None
    item: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        if sum(map(bool, (self.inscription, self.seat, self.item))) != 1:
            return Refused(Reason.INVALID, {"field": "seat"})
        if self.item:
            return _give_to_speaker_of(meeting, self.item, at)
        up = self._named(meeting)
        return up if isinstance(up, Refused) else _give(meeting, up, at)

    def _named(self, meeting: Meeting) -> NextUp | Refused:
        here = meeting.item.id if meeting.item else None
        if self.inscription:
            found = waiting(meeting, self.inscription)
            return found if isinstance(found, Refused) else NextUp(found.seat, here, found)
        seat = find_seat(meeting, self.seat or "")
        if isinstance(seat, Refused):
            return seat
        waits = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
        if waits and waits.seat == seat.id:
            return NextUp(seat.id, waits.item)
        return NextUp(seat.id, here, request_on(the_list(meeting, None), seat.id))


@dataclass(frozen=True, slots=True)
class GiveFloorToNext(Command):
    """Call who is next. `after` is the newest speech that the presser saw, on or over ("" for none at all)."""

    after: str | None = None

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        if self.after is not None and not _still_newest(meeting, self.after):
            return Refused(Reason.OVERTAKEN)
        if refused := needs_open_sitting(meeting.sitting):
            return refused
        if raised := standing_points(meeting):
            return Refused(Reason.POINT_RAISED, {"seat": raised[0].seat})
        up = next_up(meeting)
        return _give(meeting, up, at) if up else _nobody_is_next(meeting)


@dataclass(frozen=True, slots=True)
class FloorGiven(Event):
    """A seat has the floor with a limit, and its clock runs from `at` on, or (`by_hand`) when the chair starts it."""

    seat: str
    limit_ms: int
    item: str | None = None
    inscription: str | None = None
    by_hand: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.floor is None, "the floor is free")
        require(meeting.sitting is not None and meeting.sitting.state == "open", "the sitting is open")
        require(self.seat in meeting.seats, "the seat is known")
        require(self.item is None or (meeting.item is not None and meeting.item.id == self.item), "the item is open")
        place = find_inscription(meeting, self.inscription) if self.inscription else None
        if self.inscription:
            meeting = leave_waiting(meeting, self.inscription, "speaking")
        form, behalf = form_and_group(meeting, self.seat, place)
        clock = Clock(self.limit_ms)
        speech = Speech(
            f"s{meeting.version}",
            self.seat,
            clock if self.by_hand else running(clock, at),
            at,
            self.item,
            self.inscription,
            form=form,
            on_behalf_of=behalf,
        )
        return spoken(changed(meeting, floor=speech.id, speeches=meeting.speeches.having(speech.id, speech)))


@dataclass(frozen=True, slots=True)
class CallAbsent(Command):
    """Note that somebody is not in the room; a speech just begun counts nothing.

    `then`: the place is struck, or waits again, at the end of the list or (`pass`) right after the next one.
    """

    inscription: str
    then: str = "strike"

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        if self.then not in THEN:
            return Refused(Reason.INVALID, {"field": "then"})
        found = find_inscription(meeting, self.inscription)
        if found is None:
            return Refused(Reason.UNKNOWN_INSCRIPTION)
        if found.state == "waiting":
            return (SpeakerAbsent(found.id, None, self.then),)
        if found.state == "absent":
            return Refused(Reason.ALREADY)
        if found.state != "speaking":
            return Refused(Reason.NOT_WAITING, {"seat": found.seat})
        if meeting.interrupted:
            return Refused(Reason.POINT_ON)
        refused = full(meeting, meeting.lists[found.list], found.seat, late=False) if self.then != "strike" else None
        return refused or (SpeakerAbsent(found.id, meeting.floor, self.then),)


@dataclass(frozen=True, slots=True)
class SpeakerAbsent(Event):
    """Whoever holds the place was not there. `speech` is set when the floor had been given already.

    A place that waits again (`then`) does so by a decision of the chair, so no order of the list moves it.
    """

    inscription: str
    speech: str | None = None
    then: str = "strike"

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        found = must_be(meeting, self.inscription, "speaking" if self.speech else "waiting")
        if self.speech:
            require(meeting.floor == self.speech, "the speech has the floor")
            clock = stopped(meeting.speeches[self.speech].clock, 0)
            meeting = with_speech(meeting, self.speech, state="absent", clock=clock, ended_at=at)
            meeting = changed(meeting, floor=None)
        if self.then != "strike":
            return spoken(wait_again(meeting, found.id, last=self.then == "end"))
        strike = left_the_floor if self.speech else leave_waiting
        meeting = strike(meeting, found.id, "absent", missed=found.missed + 1)
        return spoken(one_reply_earlier(meeting, found) if found.turn else meeting)


@dataclass(frozen=True, slots=True)
class PutBack(Command):
    """Take a call back: who was called waits again, first on the list, and the speech does not count."""

    speech: str

    def decide(self, meeting: Meeting, by: Presser, at: int) -> tuple[Event, ...] | Refused:
        speech = meeting.speeches.get(self.speech)
        if speech is None:
            return Refused(Reason.UNKNOWN_SPEECH)
        if speech.state == "put_back":
            return Refused(Reason.ALREADY)
        if speech.point or speech.state == "interrupted":
            return Refused(Reason.POINT_ON)
        if meeting.sitting is None:
            return Refused(Reason.SITTING_NOT_OPEN)
        if not is_of_this_sitting(meeting, speech):
            return Refused(Reason.SITTING_OVER)
        place = find_inscription(meeting, speech.inscription) if speech.inscription else None
        if place and (place.state == "waiting" or _called_again(meeting, speech)):
            return Refused(Reason.ALREADY)
        if place is None and meeting.floor != speech.id:
            return Refused(Reason.ALREADY)
        if place and (refused := full(meeting, meeting.lists[place.list], speech.seat, late=False)):
            return refused
        used = elapsed_ms(speech.clock, at) if meeting.floor == speech.id else speech.clock.elapsed_ms
        return (SpeechPutBack(speech.id, used),)


@dataclass(frozen=True, slots=True)
class SpeechPutBack(Event):
    """The call was taken back."""

    speech: str
    elapsed_ms: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        speech = meeting.speeches.get(self.speech)
        if speech is None or speech.state == "put_back":
            raise DoesNotApply("the call was taken back already")
        require(speech.state != "interrupted" and not speech.point, "no point of order is heard meanwhile")
        if speech.inscription:
            meeting = return_waiting(meeting, speech.inscription)
        floor = None if meeting.floor == speech.id else meeting.floor
        clock = stopped(speech.clock, self.elapsed_ms)
        ended = speech.ended_at or at
        meeting = with_speech(meeting, speech.id, state="put_back", clock=clock, ended_at=ended)
        return changed(spoken(meeting), floor=floor)


def _still_newest(meeting: Meeting, after: str) -> bool:
    newest = meeting.last_speech.id if meeting.last_speech else ""
    return after == newest or (after == "" and meeting.floor is None)


def _called_again(meeting: Meeting, speech: Speech) -> bool:
    """Whether a later speech comes from the same place: who was absent waited again, and was called."""
    calls = [s.id for s in meeting.speeches.values() if s.inscription == speech.inscription]
    return speech.inscription is not None and calls[-1] != speech.id


def request_on(speakers: SpeakersList | Refused, seat: str) -> Inscription | None:
    """The inscription of a seat that a call from a list takes: a waiting one, else a late request."""
    rows = (*speakers.waiting, *speakers.late) if isinstance(speakers, SpeakersList) else ()
    return next((row for row in rows if row.seat == seat), None)


def form_and_group(meeting: Meeting, seat: str, place: Inscription | None) -> tuple[str, str]:
    """The form of a speech, and the group for which it is made: as inscribed, else as the programme says."""
    if place:
        return place.form, place.on_behalf_of
    item = meeting.item
    return "statement", item.on_behalf_of if item and item.speaker == seat else ""


def _nobody_is_next(meeting: Meeting) -> Refused:
    """Why there is nobody to call: nobody waits on the list, or the next item is to be opened first."""
    planned, item = planned_items(meeting), meeting.item
    if planned and not list_to_close(meeting) and (item is None or item.list is None):
        return Refused(Reason.ITEM_NOT_OPEN, {"item": planned[0].id})
    return Refused(Reason.LIST_EMPTY)


def _give_to_speaker_of(meeting: Meeting, item: str, at: int) -> tuple[Event, ...] | Refused:
    found = find_item(meeting, item)
    if isinstance(found, Refused):
        return found
    if refused := needs_open_sitting(sitting_of(meeting, found)):
        return refused
    if found.state in ("closed", "skipped"):
        return Refused(Reason.ITEM_OVER)
    if found.speaker is None:
        return Refused(Reason.NO_SPEAKER)
    return _give(meeting, NextUp(found.speaker, found.id), at)


def _give(meeting: Meeting, up: NextUp, at: int) -> tuple[Event, ...] | Refused:
    """The events of a call. A planned item opens; an interrupted speaker goes on with the same clock."""
    if refused := needs_open_sitting(meeting.sitting):
        return refused
    speech = meeting.speech
    waits = meeting.speeches[meeting.interrupted] if meeting.interrupted else None
    if speech and waits and _is_the_call_of(waits, up):
        return over(meeting, speech, at)
    if speech and _is_the_call_of(speech, up):
        return Refused(Reason.HAS_FLOOR, {"seat": up.seat})
    item = next((i for i in meeting.items() if i.id == up.item), None)
    opened = opening(meeting, item) if item and item.state == "planned" else ()
    limit = limit_ms(meeting, meeting.seats[up.seat], item, up.inscription)
    inscription = up.inscription.id if up.inscription else None
    given = FloorGiven(up.seat, limit, up.item, inscription, meeting.rules.clock_by_hand)
    return (*endings(meeting, at), *opened, given)


def _is_the_call_of(speech: Speech, up: NextUp) -> bool:
    """Whether a call would only repeat the one of a speech."""
    return up.inscription is None and (speech.seat, speech.item) == (up.seat, up.item)
