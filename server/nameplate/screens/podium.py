"""The podium screen: the speaker's clock, large; the chair's message; what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.state import Notice

from . import hall, parts
from .words import Words


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor and what the chair says to the speaker."""

    holder: parts.Holder | None
    notice: Notice | None


def regions(meeting: Meeting, words: Words, recovered: str | None = None) -> dict[str, object]:
    """The regions of the podium screen."""
    return {
        "status": parts.status(meeting, words),
        "floor": Floor(parts.holder(meeting, words), parts.notice(meeting, "speaker")),
        "next": hall.coming(meeting, words),
    }
