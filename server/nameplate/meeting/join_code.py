"""The join code on the hall's screens."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused


@dataclass(frozen=True, slots=True)
class ShowJoinCode(Command):
    """Show the join code on the hall's screens, or hide it."""

    shown: bool = True

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        return Refused(Reason.ALREADY) if meeting.join_shown == self.shown else (JoinCodeShown(self.shown),)


@dataclass(frozen=True, slots=True)
class JoinCodeShown(Event):
    shown: bool

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        return changed(meeting, join_shown=self.shown)
