"""The desk (secretariat): the same list as the chair's, with everything it takes to keep it."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from . import chair, recent_actions, shared_views
from .next_step import next_step
from .points_of_order import points


def regions(meeting: Meeting, words: Words, recovered: str | None = None) -> dict[str, object]:
    """The regions of the desk."""
    return {
        "status": shared_views.status(meeting, words),
        "floor": chair.floor(meeting, words, recovered),
        "points": points(meeting, words),
        "next": next_step(meeting, words),
        "outlook": chair.prospect(meeting, words),
        "speakers_list": chair.speakers_list(meeting, words),
        "programme": chair.programme(meeting, words),
        "undo": recent_actions.recent(meeting, words),
    }
