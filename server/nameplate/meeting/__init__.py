"""The domain: the state of a meeting, and its commands, events and rules.

It uses only the standard library, and no clock, no random numbers, no input and no output. Each file contains one
concept: its commands (with `decide`), its events (with `apply`) and its rules.
"""

from __future__ import annotations

from nameplate.meeting.model.command import Actor, Command, Role
from nameplate.meeting.model.meeting import Event, LogEntry, Meeting
from nameplate.meeting.model.refusal import Reason, Refused

from .log_replay import extend, record, replay
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
    "extend",
    "perform",
    "record",
    "replay",
]


def decide(meeting: Meeting, command: Command, by: Actor, at: int) -> tuple[Event, ...] | Refused:
    """The events of a command that is given at `at` (ms, UTC), or its refusal."""
    if not allowed(type(command), by.role):
        return Refused(Reason.FORBIDDEN)
    return command.decide(meeting, by, at)


def perform(meeting: Meeting, command: Command, by: Actor, at: int) -> Meeting | Refused:
    """The meeting with the events of a command recorded, or its refusal.

    If `at` is earlier than the newest event, the time of the newest event is used instead.
    """
    at = max(at, meeting.at)
    decision = decide(meeting, command, by, at)
    if isinstance(decision, Refused):
        return decision
    first = meeting.version + 1
    for event in decision:
        meeting = record(meeting, event, at, by.name, first)
    return meeting
