"""A screen with nothing but a clock and the chair's message, for a stage or a camera.

An option in its link chooses the clock: of the speech, of the item or of the sitting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Notice

from .floor_holder import FloorHolder, current_holder
from .meeting_status import notice
from .podium import attention
from .render_context import RenderContext

MINUTE_MS = 60_000
WARN_MS, LAST_MS = 5 * MINUTE_MS, MINUTE_MS
"""The clock of an item or a sitting turns amber and red when this time is left."""


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """The time that an item or the sitting may take. `of`: item, sitting. Times are in milliseconds."""

    of: str
    limit_ms: int
    running_since: int
    elapsed_ms: int = 0
    warn_ms: int = WARN_MS
    last_ms: int = LAST_MS


@dataclass(frozen=True, slots=True)
class TimerFloor:
    """The speaker's clock, the clocks of the item and the sitting, and the chair's message to the speaker."""

    holder: FloorHolder | None
    planned: tuple[PlannedTime, ...]
    notice: Notice | None


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting = context.meeting
    planned = tuple(planned_times(meeting))
    return {
        "floor": TimerFloor(current_holder(meeting, context.words), planned, notice(meeting, "speaker")),
        "auxiliary_timer": meeting.auxiliary_timer,
        "attention": attention(meeting),
    }


def planned_times(meeting: Meeting) -> Iterator[PlannedTime]:
    """The times of the open item, if it has minutes, and of the sitting until its booked end."""
    sitting, item = meeting.sitting, meeting.item
    if item and item.minutes and item.opened_at is not None:
        yield PlannedTime("item", item.minutes * MINUTE_MS, item.opened_at)
    if sitting and sitting.opened_at is not None:
        yield PlannedTime("sitting", max(0, sitting.ends_at - sitting.opened_at), sitting.opened_at)
