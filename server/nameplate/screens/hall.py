"""The hall screen: the speaker, the clock and the next speakers, readable at twenty metres."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate

from nameplate.meeting import Meeting
from nameplate.wording.language import Words, item_title

from . import meeting_status
from .announcements import announcements
from .appearance import logo_stamp
from .floor_holder import FloorHolder, current_holder
from .inscription_views import InscriptionView, hidden_inscriptions, upcoming_speakers, with_the_last_one
from .meeting_status import Limit, Status, notice, shown_sitting
from .render_context import RenderContext

MOST = 5
"""The largest number of rows. The next items of the programme fill the rows that the next speakers leave."""
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class ComingItem:
    """An item that has not begun. `at` is its planned time (UTC, ms), or None when the sitting is under way."""

    id: str
    at: int | None
    title: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next speakers, the number of further ones, the state of the list, and the items that come after.

    While no sitting is open, there are no speakers, and `items` is the programme of the next sitting.
    """

    speakers: tuple[InscriptionView, ...]
    more: int
    list_state: str
    closes_at: int | None
    limits: tuple[Limit, ...]
    items: tuple[ComingItem, ...]
    sitting_state: str
    end: int


@dataclass(frozen=True, slots=True)
class HallFloor:
    """The speaker who has the floor. While nobody speaks, `welcome` describes the meeting.

    While the sitting is suspended, both are given: the speaker continues when the sitting resumes.
    """

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
        "auxiliary_timer": meeting.auxiliary_timer,
        "logo": logo_stamp(meeting),
        "join": Join(meeting.code, meeting.join_shown),
    }


def floor(meeting: Meeting, words: Words) -> HallFloor:
    holder = current_holder(meeting, words)
    speaks = holder and not meeting_status.is_suspended(meeting)
    return HallFloor(holder, None if speaks else meeting_status.status(meeting, words))


def upcoming(context: RenderContext) -> Upcoming:
    meeting, words = context.meeting, context.words
    every = upcoming_speakers(context)
    beyond = hidden_inscriptions(meeting) if meeting.item and meeting.item.list else ()
    status = meeting_status.status(meeting, words)
    total = len(every) + len(beyond)
    most = with_the_last_one(total, MOST)
    more = max(0, total - most)
    speakers = every[:most]
    named = {speaker.seat for speaker in speakers}
    items = coming_items(meeting, words, without=named if status.sitting_state != "planned" else frozenset())
    return Upcoming(
        speakers=speakers,
        more=more,
        list_state=status.list_state,
        closes_at=status.closes_at,
        limits=status.limits,
        items=items if status.sitting_state == "planned" else items[: max(0, MOST - len(speakers))],
        sitting_state=status.sitting_state,
        end=status.end,
    )


def coming_items(meeting: Meeting, words: Words, without: Collection[str]) -> tuple[ComingItem, ...]:
    """The items of the sitting that screens show, after the last one that has begun.

    Items of the seats `without` are left out. Times are given only before the sitting has been opened. Items that an
    adjourned sitting did not reach do not come any more.
    """
    sitting = shown_sitting(meeting)
    if sitting is None or sitting.state == "adjourned":
        return ()
    begun = max((n for n, item in enumerate(sitting.items) if item.state in ("open", "closed")), default=-1)
    starts = accumulate((MINUTE_MS * (item.minutes or 0) for item in sitting.items), initial=sitting.start)
    return tuple(
        ComingItem(
            item.id,
            at if sitting.state == "planned" else None,
            item_title(words, meeting, item.id),
            words.seat_name(meeting.seats[item.speaker]) if item.speaker else "",
        )
        for n, (item, at) in enumerate(zip(sitting.items, starts, strict=False))
        if n > begun and item.state == "planned" and item.speaker not in without
    )
