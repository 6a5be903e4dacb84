"""A called speaker who is not in the room."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.speakers_list.inscription_checks import check_may_inscribe
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription, require_in_state
from nameplate.meeting.speakers_list.inscription_moves import move_to_past, requeue_missed, update_called
from nameplate.meeting.speakers_list.orders import rearrange_after_speech
from nameplate.meeting.speeches.clock import stopped, with_speech

from .right_of_reply import renumber_replies

ABSENCE_OUTCOMES = ("strike", "end", "pass")
"""The choices for the inscription of an absent speaker: remove it, or let it wait last or after the next speaker.

The chair chooses each time. There is no rule.
"""


@dataclass(frozen=True, slots=True)
class CallAbsent(Command):
    """Record that a waiting or current speaker is absent. The time of the current speech does not count.

    `then` is the choice for the inscription. `strike` removes it. With `end` it waits at the end of the list. With
    `pass` it waits after the next speaker.
    """

    inscription: str
    then: str = "strike"

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.then not in ABSENCE_OUTCOMES:
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
        refused = (
            check_may_inscribe(meeting, meeting.lists[found.list], found.seat, late=False)
            if self.then != "strike"
            else None
        )
        return refused or (SpeakerAbsent(found.id, meeting.floor, self.then),)


@dataclass(frozen=True, slots=True)
class SpeakerAbsent(Event):
    """The speaker of an inscription was absent. `speech` is set if the floor had been given already.

    An inscription that waits again counts as placed by hand, so no order moves it.
    """

    inscription: str
    speech: str | None = None
    then: str = "strike"

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        found = require_in_state(meeting, self.inscription, "speaking" if self.speech else "waiting")
        if self.speech:
            require(meeting.floor == self.speech, "the speech has the floor")
            clock = stopped(meeting.speeches[self.speech].clock, 0)
            meeting = with_speech(meeting, self.speech, state="absent", clock=clock, ended_at=at)
            meeting = changed(meeting, floor=None)
        if self.then != "strike":
            return rearrange_after_speech(requeue_missed(meeting, found.id, last=self.then == "end"))
        strike = update_called if self.speech else move_to_past
        meeting = strike(meeting, found.id, "absent", missed=found.missed + 1)
        return rearrange_after_speech(renumber_replies(meeting, found) if found.turn else meeting)
