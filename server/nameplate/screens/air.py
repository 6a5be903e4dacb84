"""The lower third of a webcast: who speaks, over the picture of the camera, and who is next."""

from __future__ import annotations

from dataclasses import dataclass

from .floor_holder import current_holder
from .hall import upcoming
from .render_context import RenderContext

MOST = 3


@dataclass(frozen=True, slots=True)
class Ticker:
    """The names of the next speakers."""

    names: tuple[str, ...]


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    coming = upcoming(context)
    return {
        "floor": current_holder(context.meeting, context.words),
        "next": Ticker(tuple(speaker.name for speaker in coming.speakers[:MOST])),
    }
