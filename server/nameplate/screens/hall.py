"""The hall screen: who speaks, for how long, who is next, readable at twenty metres."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from . import shared_views
from .announcements import announcements
from .render_context import RenderContext

MOST = 5
MOST_BESIDE_JOIN = 2


@dataclass(frozen=True, slots=True)
class Coming:
    """The next few, how many more there are, and the state of the list."""

    places: tuple[shared_views.Place, ...]
    more: int
    list_state: str
    closes_at: int | None
    limits: tuple[shared_views.Limit, ...]


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor; while nobody has it, what the room is here for."""

    holder: shared_views.Holder | None
    welcome: shared_views.Status | None


@dataclass(frozen=True, slots=True)
class Join:
    """The join code, when the chair wants it on the screen."""

    code: str
    shown: bool


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    """The regions of the hall screen."""
    meeting, words = context.meeting, context.words
    return {
        "status": shared_views.status(meeting, words),
        "floor": floor(meeting, words),
        "next": coming(context),
        "notice": shared_views.notice(meeting, "hall"),
        "announced": announcements(meeting, words),
        "join": Join(meeting.code, meeting.join_shown),
    }


def floor(meeting: Meeting, words: Words) -> Floor:
    """Who has the floor."""
    holder = shared_views.holder(meeting, words)
    return Floor(holder, None if holder else shared_views.status(meeting, words))


def coming(context: RenderContext) -> Coming:
    """Who comes next."""
    meeting, words = context.meeting, context.words
    every = shared_views.coming(context)
    beyond = shared_views.beyond(meeting) if meeting.item and meeting.item.list else ()
    status = shared_views.status(meeting, words)
    most = MOST_BESIDE_JOIN if meeting.join_shown else MOST
    more = max(0, len(every) + len(beyond) - most)
    return Coming(every[:most], more, status.list_state, status.closes_at, status.limits)
