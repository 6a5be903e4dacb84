"""The current sitting, item, list, speaking times and messages of a meeting."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.values import Notice, Sitting, SpeakersList
from nameplate.meeting.notices import visible_notices
from nameplate.meeting.speakers_list.list_lookup import find_current_list
from nameplate.meeting.speeches.speaking_times import current_limits
from nameplate.wording.language import Words, item_title

FLOOR_CATEGORIES = tuple(c for c in CATEGORIES if c not in ("panellist", "concerned_country"))


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the meeting: its sitting, item and list. Times are UTC in milliseconds."""

    meeting: str
    body: str
    room: str
    timezone: str
    sitting: str | None
    sitting_state: str
    start: int
    end: int
    theme: str
    until: str
    item: str | None
    item_title: str
    list_state: str
    waiting: int
    closes_at: int | None
    limits: tuple[Limit, ...]
    limits_since: int | None
    is_rehearsal: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A speaking time in words, with the names of the categories that have this time."""

    ms: int
    categories: str


def status(meeting: Meeting, words: Words) -> Status:
    sitting = shown_sitting(meeting)
    item = meeting.item
    speakers = current_list(meeting)
    return Status(
        meeting=meeting.title,
        body=meeting.body,
        room=meeting.room,
        timezone=meeting.timezone,
        sitting=sitting.id if sitting else None,
        sitting_state=sitting.state if sitting else "planned",
        start=sitting.start if sitting else 0,
        end=sitting.end if sitting else 0,
        theme=sitting.theme if sitting else "",
        until=sitting.until if sitting else "",
        item=item.id if item else None,
        item_title=item_title(words, meeting, item.id) if item else "",
        list_state=list_state(meeting),
        waiting=len(speakers.waiting) if speakers else 0,
        closes_at=_still_to_come(meeting, speakers.closes_at if speakers else None),
        limits=limits(meeting, words),
        limits_since=meeting.limits_since,
        is_rehearsal=meeting.rehearsal > 0,
    )


def is_suspended(meeting: Meeting) -> bool:
    sitting = shown_sitting(meeting)
    return sitting is not None and sitting.state == "suspended"


def _still_to_come(meeting: Meeting, at: int | None) -> int | None:
    """A time (UTC, ms), or None if it is past. An automatic closing that was undone is not repeated."""
    return at if at is not None and at > meeting.at else None


def limits(meeting: Meeting, words: Words) -> tuple[Limit, ...]:
    """The speaking times, longest first. Categories with the same time share one entry."""
    granted = current_limits(meeting)
    by_seconds: dict[int, list[str]] = {}
    for category in FLOOR_CATEGORIES:
        by_seconds.setdefault(granted.get(category, 0), []).append(words.category(category))
    if len(by_seconds) == 1:
        return tuple(Limit(seconds * 1000, words.text("all")) for seconds in by_seconds)
    most = max(by_seconds, key=lambda seconds: len(by_seconds[seconds]))
    others = {most: words.text("all others")}
    named = {seconds: others.get(seconds) or words.listed(names) for seconds, names in by_seconds.items()}
    return tuple(Limit(seconds * 1000, named[seconds]) for seconds in sorted(by_seconds, reverse=True))


def shown_sitting(meeting: Meeting) -> Sitting | None:
    """The open sitting. If no sitting is open, the next sitting. If all sittings are over, the last sitting."""
    planned = next((s for s in meeting.sittings if s.state == "planned"), None)
    return meeting.sitting or planned or next(reversed(meeting.sittings), None)


def current_list(meeting: Meeting) -> SpeakersList | None:
    """The current list. Before a sitting opens, it is the list of the next sitting."""
    found = find_current_list(meeting)
    if isinstance(found, SpeakersList):
        return found
    sitting = shown_sitting(meeting)
    names = [i.list for i in sitting.items if i.list] if sitting else []
    return meeting.lists[names[0]] if names and names[0] else None


def list_state(meeting: Meeting) -> str:
    """The state of the current list. "" if there is no current list."""
    speakers = current_list(meeting)
    return speakers.state if speakers else ""


def notice(meeting: Meeting, to: str) -> Notice | None:
    """The current message to the speaker (`to` is "speaker"), the hall ("hall") or the booth ("booth"), or None."""
    return next((n for n in visible_notices(meeting) if n.to == to), None)
