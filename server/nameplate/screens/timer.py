"""A screen with nothing but the speaker's clock and the chair's message, for a stage or a camera."""

from __future__ import annotations

from .floor_holder import current_holder
from .meeting_status import notice
from .podium import PodiumFloor, attention
from .render_context import RenderContext


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting = context.meeting
    return {
        "floor": PodiumFloor(current_holder(meeting, context.words), notice(meeting, "speaker")),
        "auxiliary_timer": meeting.auxiliary_timer,
        "attention": attention(meeting),
    }
