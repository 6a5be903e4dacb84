"""Corrects which seat has the floor."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import find_seat
from nameplate.meeting.speakers_list.inscription_checks import may_inscribe
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.inscription_moves import move_to_past, return_to_head, update_called
from nameplate.meeting.speakers_list.list_lookup import find_current_list
from nameplate.meeting.speakers_list.orders import rearrange_after_speech
from nameplate.meeting.speeches.clock import current_speech, with_speech

from .giving_floor import form_and_group_of_speech, inscription_to_call


@dataclass(frozen=True, slots=True)
class CorrectFloor(Command):
    """Give the current speech to the seat that really speaks. The clock and the limit do not change.

    The seat that was called by mistake waits again, first on the list. If it has requested the floor again in the
    meantime, only that newer inscription waits.
    """

    seat: str
    speech: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speech = current_speech(meeting, self.speech)
        if isinstance(speech, Refused):
            return speech
        if speech.point:
            return Refused(Reason.POINT_ON)
        seat = find_seat(meeting, self.seat)
        if isinstance(seat, Refused):
            return seat
        if seat.id == speech.seat:
            return Refused(Reason.HAS_FLOOR, {"seat": seat.id})
        called = find_inscription(meeting, speech.inscription) if speech.inscription else None
        own = inscription_to_call(meeting.lists[called.list] if called else find_current_list(meeting), seat.id)
        return (FloorCorrected(speech.id, seat.id, own.id if own else None, speech.seat),)


@dataclass(frozen=True, slots=True)
class FloorCorrected(Event):
    """The current speech belongs to `seat`, and uses its `inscription` if it has one. `was` is the earlier seat."""

    speech: str
    seat: str
    inscription: str | None = None
    was: str = ""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.floor == self.speech, "the speech has the floor")
        require(self.seat in meeting.seats, "the seat is known")
        speech = meeting.speeches[self.speech]
        called = find_inscription(meeting, speech.inscription) if speech.inscription else None
        if called and may_inscribe(meeting, meeting.lists[called.list], called.seat, late=False):
            meeting = return_to_head(meeting, called.id)
        elif called:
            meeting = update_called(meeting, called.id, "removed")
        inscription = find_inscription(meeting, self.inscription) if self.inscription else None
        if self.inscription:
            meeting = move_to_past(meeting, self.inscription, "speaking")
        form, group = form_and_group_of_speech(meeting, self.seat, inscription)
        if inscription is None and speech.form == "right_of_reply":
            form = speech.form
        changes = {"seat": self.seat, "inscription": self.inscription, "form": form, "on_behalf_of": group}
        return rearrange_after_speech(with_speech(meeting, speech.id, **changes))
