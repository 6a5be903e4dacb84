"""The domain: what a meeting is, and what may happen in it.

It uses the standard library only: no clock, no random numbers, no input or output.
Each file holds the commands of one concept (`decide`), their events (`apply`) and its rules.
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
    """The events of a command that is given now, or its refusal."""
    if not allowed(type(command), by.role):
        return Refused(Reason.FORBIDDEN)
    return command.decide(meeting, by, at)


def perform(meeting: Meeting, command: Command, by: Actor, at: int) -> Meeting | Refused:
    """The meeting with the events of a command recorded, or its refusal.

    An `at` before the time of the newest event is replaced by that time.
    """
    at = max(at, meeting.at)
    decision = decide(meeting, command, by, at)
    if isinstance(decision, Refused):
        return decision
    first = meeting.version + 1
    for event in decision:
        meeting = record(meeting, event, at, by.name, first)
    return meeting
