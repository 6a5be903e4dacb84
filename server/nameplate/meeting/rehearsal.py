"""A rehearsal with the real links and screens. When it ends, the meeting is as it was before."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.programme.programme_revision import has_begun

from .log_replay import RehearsalEnded


@dataclass(frozen=True, slots=True)
class BeginRehearsal(Command):
    """Rehearse the meeting. Every screen says so. Only while no sitting was opened and nobody is on a list."""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if meeting.rehearsal:
            return Refused(Reason.ALREADY)
        return Refused(Reason.MEETING_BEGUN) if has_begun(meeting) else (RehearsalBegan(),)


@dataclass(frozen=True, slots=True)
class RehearsalBegan(Event):
    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(not meeting.rehearsal and not has_begun(meeting), "the meeting has not begun")
        return changed(meeting, rehearsal=meeting.version)


@dataclass(frozen=True, slots=True)
class EndRehearsal(Command):
    """End the rehearsal. All that has happened since its begin is taken back; the log keeps it.

    With `keep`, nothing is taken back: what began as a rehearsal is the meeting.
    """

    keep: bool = False

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if not meeting.rehearsal:
            return Refused(Reason.ALREADY)
        return (RehearsalKept(),) if self.keep else (RehearsalEnded(meeting.rehearsal),)


@dataclass(frozen=True, slots=True)
class RehearsalKept(Event):
    """The meeting goes on as it is, and is no rehearsal any more."""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(bool(meeting.rehearsal), "a rehearsal is under way")
        return changed(meeting, rehearsal=0)
