"""The end of a speech: by the chair, by the speaker, or because the meeting moves on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Speech
from nameplate.meeting.speakers_list.inscription_moves import update_called
from nameplate.meeting.speakers_list.orders import rearrange_after_speech

from .clock import ClockPaused, current_speech, elapsed_ms, started, stopped, with_speech


@dataclass(frozen=True, slots=True)
class EndSpeech(Command):
    """End the current speech. After that, nobody has the floor, or the interrupted speech continues."""

    speech: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speech = current_speech(meeting, self.speech)
        return speech if isinstance(speech, Refused) else end_current_speech(meeting, speech, at)


@dataclass(frozen=True, slots=True)
class YieldFloor(Command):
    """The speaker gives the floor back to the chair."""

    speech: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        speech = current_speech(meeting, self.speech)
        if isinstance(speech, Refused):
            return speech
        if not by.owns(speech.seat):
            return Refused(Reason.NOT_YOURS)
        return end_current_speech(meeting, speech, at)


@dataclass(frozen=True, slots=True)
class SpeechEnded(Event):
    """The speech has ended with `elapsed_ms` used. Nobody has the floor, or the interrupted speech continues."""

    speech: str
    elapsed_ms: int

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.floor == self.speech, "the speech has the floor")
        speech = meeting.speeches[self.speech]
        meeting = update_called(meeting, speech.inscription, "heard")
        if speech.point:
            meeting = with_point_of_order(meeting, speech.point, state="heard")
        clock = stopped(speech.clock, self.elapsed_ms)
        meeting = with_speech(meeting, speech.id, clock=clock, state="ended", ended_at=at)
        meeting = changed(rearrange_after_speech(meeting), floor=None)
        return _resume_interrupted_speech(meeting, at) if meeting.interrupted else meeting


def is_in_current_sitting(meeting: Meeting, speech: Speech) -> bool:
    """Whether a speech belongs to the sitting that is open or suspended now."""
    sitting = meeting.sitting
    if sitting is None or speech.began_at < (sitting.opened_at or 0):
        return False
    return speech.item is None or any(item.id == speech.item for item in sitting.items)


def end_current_speech(meeting: Meeting, speech: Speech, at: int) -> tuple[Event, ...]:
    """The events that end the current speech. An interrupted one continues; in a suspended sitting its clock pauses."""
    ended = SpeechEnded(speech.id, elapsed_ms(speech.clock, at))
    suspended = meeting.sitting is not None and meeting.sitting.state == "suspended"
    if meeting.interrupted is None or not (meeting.resumes and suspended):
        return (ended,)
    return (ended, ClockPaused(meeting.interrupted, meeting.speeches[meeting.interrupted].clock.elapsed_ms))


def free_the_floor(meeting: Meeting, ending: bool, at: int) -> tuple[Event, ...] | Refused:
    """The events that end the current speech, if there is one. A refusal if there is a speech and `ending` is false."""
    speech = meeting.speech
    if speech is None:
        return ()
    return end_all_speeches(meeting, at) if ending else Refused(Reason.FLOOR_TAKEN, {"seat": speech.seat})


def end_all_speeches(meeting: Meeting, at: int) -> tuple[Event, ...]:
    """The events that end the current speech and the interrupted speech."""
    speech = meeting.speech
    if speech is None:
        return ()
    ended = SpeechEnded(speech.id, elapsed_ms(speech.clock, at))
    if meeting.interrupted is None:
        return (ended,)
    interrupted = meeting.speeches[meeting.interrupted]
    return (ended, SpeechEnded(interrupted.id, interrupted.clock.elapsed_ms))


def with_point_of_order(meeting: Meeting, point: str, **changes: Any) -> Meeting:
    """The meeting with some fields of one point of order changed."""
    return changed(meeting, points=tuple(changed(p, **changes) if p.id == point else p for p in meeting.points))


def _resume_interrupted_speech(meeting: Meeting, at: int) -> Meeting:
    """Give the floor back to the interrupted speech. Its clock runs if it ran before."""
    speech = meeting.speeches[meeting.interrupted or ""]
    clock = started(speech.clock, at) if meeting.resumes else speech.clock
    meeting = with_speech(meeting, speech.id, clock=clock, state="on")
    return changed(meeting, floor=speech.id, interrupted=None, resumes=False)
