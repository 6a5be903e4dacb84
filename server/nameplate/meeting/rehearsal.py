"""A rehearsal with the real links and screens. When it ends, the meeting is as it was before."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, require
from nameplate.meeting.model.refusal import Reason, Refused

from .log_replay import RehearsalEnded


@dataclass(frozen=True, slots=True)
class BeginRehearsal(Command):
    """Rehearse the meeting. Every screen says so. Only while no sitting and no list was opened."""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if meeting.rehearsal:
            return Refused(Reason.ALREADY)
        return (RehearsalBegan(),) if may_rehearse(meeting) else Refused(Reason.MEETING_BEGUN)


@dataclass(frozen=True, slots=True)
class RehearsalBegan(Event):
    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(not meeting.rehearsal and may_rehearse(meeting), "no sitting and no list was opened")
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


def may_rehearse(meeting: Meeting) -> bool:
    """Whether no sitting and no list of speakers was opened. Inscriptions made in advance outlive a rehearsal."""
    lists = (each for each in meeting.lists.values() if each.purpose == "speakers")
    return all(s.state == "planned" for s in meeting.sittings) and all(each.state == "unopened" for each in lists)
