"""A timer beside the speaker's clock, for a break or a minute of silence. It does not change who has the floor."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import AuxiliaryTimer

MAX_TIMER_MINUTES, MAX_TIMER_TEXT_LENGTH = 240, 60


@dataclass(frozen=True, slots=True)
class StartAuxiliaryTimer(Command):
    """Show a timer with a text in the hall and on the podium. It replaces an earlier one."""

    text: str
    minutes: int

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        text = self.text.strip()
        if not 0 < len(text) <= MAX_TIMER_TEXT_LENGTH:
            return Refused(Reason.INVALID, {"field": "text"})
        if not 1 <= self.minutes <= MAX_TIMER_MINUTES:
            return Refused(Reason.INVALID, {"field": "minutes"})
        return (AuxiliaryTimerStarted(self.minutes, text),)


@dataclass(frozen=True, slots=True)
class AuxiliaryTimerStarted(Event):
    """The timer runs from `at` on. At the end of its time it stays until it is stopped."""

    minutes: int
    text: str = private("")

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return changed(meeting, auxiliary_timer=AuxiliaryTimer(self.text, at + self.minutes * 60_000))


@dataclass(frozen=True, slots=True)
class StopAuxiliaryTimer(Command):
    """Remove the timer from the screens."""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        return (AuxiliaryTimerStopped(),) if meeting.auxiliary_timer else Refused(Reason.ALREADY)


@dataclass(frozen=True, slots=True)
class AuxiliaryTimerStopped(Event):
    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.auxiliary_timer is not None, "the timer runs")
        return changed(meeting, auxiliary_timer=None)
