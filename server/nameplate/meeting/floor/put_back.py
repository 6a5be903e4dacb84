"""Takes a call back."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import DoesNotApply, Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Speech
from nameplate.meeting.speakers_list.inscription_checks import check_may_inscribe
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.inscription_moves import return_to_head
from nameplate.meeting.speakers_list.orders import rearrange_after_speech
from nameplate.meeting.speeches.clock import elapsed_ms, stopped, with_speech
from nameplate.meeting.speeches.speech_end import is_in_current_sitting


@dataclass(frozen=True, slots=True)
class PutBack(Command):
    """Take back a call. The called speaker waits again, first on the list. The speech does not count."""

    speech: str

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speech = meeting.speeches.get(self.speech)
        if speech is None:
            return Refused(Reason.UNKNOWN_SPEECH)
        if speech.state == "put_back":
            return Refused(Reason.ALREADY)
        if speech.point or speech.state == "interrupted":
            return Refused(Reason.POINT_ON)
        if meeting.sitting is None:
            return Refused(Reason.SITTING_NOT_OPEN)
        if not is_in_current_sitting(meeting, speech):
            return Refused(Reason.SITTING_OVER)
        inscription = find_inscription(meeting, speech.inscription) if speech.inscription else None
        if inscription and (inscription.state == "waiting" or _was_called_again(meeting, speech)):
            return Refused(Reason.ALREADY)
        if inscription is None and meeting.floor != speech.id:
            return Refused(Reason.ALREADY)
        if inscription and (
            refused := check_may_inscribe(meeting, meeting.lists[inscription.list], speech.seat, late=False)
        ):
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
            meeting = return_to_head(meeting, speech.inscription)
        floor = None if meeting.floor == speech.id else meeting.floor
        clock = stopped(speech.clock, self.elapsed_ms)
        ended = speech.ended_at or at
        meeting = with_speech(meeting, speech.id, state="put_back", clock=clock, ended_at=ended)
        return changed(rearrange_after_speech(meeting), floor=floor)


def _was_called_again(meeting: Meeting, speech: Speech) -> bool:
    """Whether a later speech uses the same inscription: an absent speaker waited again and was called again."""
    calls = [s.id for s in meeting.speeches.values() if s.inscription == speech.inscription]
    return speech.inscription is not None and calls[-1] != speech.id
