"""The domain: what a meeting is and what may happen in it.

Standard library only; no clock, no chance, no input or output.

Each concept file holds its commands (`decide`), its events (`apply`) and its rules.
"""

from __future__ import annotations

from nameplate.meeting.model.command import Actor, Command, Role
from nameplate.meeting.model.meeting import Event, LogEntry, Meeting
from nameplate.meeting.model.refusal import Reason, Refused

from .log_replay import record, replay
from .permissions import PERMISSIONS, allowed
from .programme.meeting_created import MeetingCreated

__all__ = [
    "PERMISSIONS",
    "Actor",
    "Command",
    "Event",
    "LogEntry",
    "Meeting",
    "MeetingCreated",
    "Reason",
    "Refused",
    "Role",
    "decide",
    "perform",
    "record",
    "replay",
]


def decide(meeting: Meeting, command: Command, by: Actor, at: int) -> tuple[Event, ...] | Refused:
    """What follows from a command now: its events, or why not."""
    if not allowed(type(command), by.role):
        return Refused(Reason.FORBIDDEN)
    return command.decide(meeting, by, at)


def perform(meeting: Meeting, command: Command, by: Actor, at: int) -> Meeting | Refused:
    """The meeting after a command, with its events recorded, or why not. `at` may not go back: the later time holds."""
    at = max(at, meeting.at)
    decision = decide(meeting, command, by, at)
    if isinstance(decision, Refused):
        return decision
    first = meeting.version + 1
    for event in decision:
        meeting = record(meeting, event, at, by.name, first)
    return meeting
