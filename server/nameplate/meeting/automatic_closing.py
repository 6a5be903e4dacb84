"""Lists that close automatically: the time of the next closing, and the command for it."""

from __future__ import annotations

from collections.abc import Iterator

from nameplate.meeting.model.command import Actor, Command, Role
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.speakers_list.list_opening import CloseList, ListClosed

from .log_replay import moderation_entries

CLOCK = Actor("clock", Role.DESK)


def next_closing_at(meeting: Meeting) -> int | None:
    """The time at which the next list closes automatically, or None."""
    return min((closes_at for _, closes_at, _ in _closings(meeting)), default=None)


def closing_due(meeting: Meeting, now: int) -> tuple[Command, str] | None:
    """The command that is due now, with its idempotency key, or None.

    Several processes may give this command. Because of the key it takes effect only once.
    """
    for speakers, closes_at, item in _closings(meeting):
        if closes_at <= now:
            return CloseList(item), f"close {speakers} {closes_at}"
    return None


def closed_automatically(meeting: Meeting, speakers: str, closes_at: int) -> bool:
    """Whether a list has already closed automatically at that time.

    If the list is open although it closed automatically, somebody has undone the closing. The list then stays open
    until a person closes it.
    """
    if closes_at > meeting.at:
        return False
    by_clock = (e for e in moderation_entries(meeting) if e.by == CLOCK.name and e.at >= closes_at)
    return any(isinstance(e.event, ListClosed) and e.event.list == speakers for e in by_clock)


def _closings(meeting: Meeting) -> Iterator[tuple[str, int, str]]:
    """The lists that will close, each with the time and one of its items. Items of adjourned sittings do not count."""
    to_come = [item.id for sitting in meeting.sittings if sitting.state != "adjourned" for item in sitting.items]
    for speakers in meeting.lists.values():
        item = next((item for item in speakers.items if item in to_come), None)
        closes_at = speakers.closes_at if speakers.state == "open" else None
        if item and closes_at is not None and not closed_automatically(meeting, speakers.id, closes_at):
            yield speakers.id, closes_at, item
