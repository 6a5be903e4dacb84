"""The public screen: follow the meeting, read only, also inside a page of another site."""

from __future__ import annotations

from . import hall, meeting_status
from .render_context import RenderContext


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting, words = context.meeting, context.words
    return {
        "status": meeting_status.status(meeting, words),
        "floor": hall.floor(meeting, words),
        "next": hall.upcoming(context),
    }
