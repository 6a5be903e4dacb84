"""The screen in the interpreters' booths: the next speakers with their notes, so that a booth can prepare."""

from __future__ import annotations

from dataclasses import dataclass

from .inscription_views import InscriptionView, upcoming_speakers
from .render_context import RenderContext

MOST = 8


@dataclass(frozen=True, slots=True)
class Prepare:
    """The next speakers, the first one first."""

    speakers: tuple[InscriptionView, ...]


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    return {"prepare": Prepare(upcoming_speakers(context)[:MOST])}
