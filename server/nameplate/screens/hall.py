"""The hall screen: the speaker, the clock and the next speakers, readable at twenty metres."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from . import meeting_status
from .announcements import announcements
from .floor_holder import FloorHolder, current_holder
from .inscription_views import InscriptionView, hidden_inscriptions, upcoming_speakers
from .meeting_status import Limit, Status, notice
from .render_context import RenderContext

MOST = 5
MOST_BESIDE_JOIN = 2


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next speakers, the number of further ones, and the state of the list."""

    speakers: tuple[InscriptionView, ...]
    more: int
    list_state: str
    closes_at: int | None
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class HallFloor:
    """The speaker who has the floor. While nobody has the floor, `welcome` describes the meeting."""

    holder: FloorHolder | None
    welcome: Status | None


@dataclass(frozen=True, slots=True)
class Join:
    """The join code. `shown` says that the chair has chosen to show it."""

    code: str
    shown: bool


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting, words = context.meeting, context.words
    return {
        "status": meeting_status.status(meeting, words),
        "floor": floor(meeting, words),
        "next": upcoming(context),
        "notice": notice(meeting, "hall"),
        "announced": announcements(meeting, words),
        "join": Join(meeting.code, meeting.join_shown),
    }


def floor(meeting: Meeting, words: Words) -> HallFloor:
    holder = current_holder(meeting, words)
    return HallFloor(holder, None if holder else meeting_status.status(meeting, words))


def upcoming(context: RenderContext) -> Upcoming:
    meeting, words = context.meeting, context.words
    every = upcoming_speakers(context)
    beyond = hidden_inscriptions(meeting) if meeting.item and meeting.item.list else ()
    status = meeting_status.status(meeting, words)
    most = MOST_BESIDE_JOIN if meeting.join_shown else MOST
    more = max(0, len(every) + len(beyond) - most)
    return Upcoming(every[:most], more, status.list_state, status.closes_at, status.limits)
