"""What happens by itself: when the next such thing is due, and the command that does it."""

from __future__ import annotations

from .opening import CloseList
from .state import Command, Meeting, Presser, Role

CLOCK = Presser("clock", Role.DESK)


def next_due(meeting: Meeting) -> int | None:
    """When something will happen by itself."""
    return min((s.closes_at for s in meeting.lists.values() if s.state == "open" and s.closes_at), default=None)


def due(meeting: Meeting, now: int) -> tuple[Command, str] | None:
    """What is to be done now, and the key under which it is done once, whichever process gets there first."""
    for speakers in meeting.lists.values():
        if speakers.state == "open" and speakers.closes_at is not None and speakers.closes_at <= now:
            return CloseList(speakers.items[0]), f"close {speakers.id} {speakers.closes_at}"
    return None
