"""What happens by itself: when the next such thing is due, and the command that does it."""

from __future__ import annotations

from collections.abc import Iterator

from nameplate.meeting.model.command import Actor, Command, Role
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.speakers_list.list_opening import CloseList, ListClosed

from .log_replay import moderation_entries

CLOCK = Actor("clock", Role.DESK)


def next_due(meeting: Meeting) -> int | None:
    """When something will happen by itself."""
    return min((closes_at for _, closes_at, _ in _closings(meeting)), default=None)


def due(meeting: Meeting, now: int) -> tuple[Command, str] | None:
    """What is to be done now, and the key under which it is done once, whichever process gets there first."""
    for speakers, closes_at, item in _closings(meeting):
        if closes_at <= now:
            return CloseList(item), f"close {speakers} {closes_at}"
    return None


def _closings(meeting: Meeting) -> Iterator[tuple[str, int, str]]:
    """Which lists will close by themselves, when, and an item of each that is not over with its sitting."""
    to_come = [item.id for sitting in meeting.sittings if sitting.state != "adjourned" for item in sitting.items]
    for speakers in meeting.lists.values():
        item = next((item for item in speakers.items if item in to_come), None)
        closes_at = speakers.closes_at if speakers.state == "open" else None
        if item and closes_at is not None and not closed_already(meeting, speakers.id, closes_at):
            yield speakers.id, closes_at, item


def closed_already(meeting: Meeting, speakers: str, closes_at: int) -> bool:
    """Whether a list has closed by itself then, and somebody took that back: it stays open until it is closed."""
    if closes_at > meeting.at:
        return False
    by_itself = (e for e in moderation_entries(meeting) if e.by == CLOCK.name and e.at >= closes_at)
    return any(isinstance(e.event, ListClosed) and e.event.list == speakers for e in by_itself)
