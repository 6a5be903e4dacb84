"""The desk (secretariat): the chair's list, with the actions to manage the list."""

from __future__ import annotations

from . import chair, recent_actions
from .form_choices import choices, panellists
from .meeting_status import status
from .next_step import next_step
from .points_of_order import points
from .render_context import RenderContext


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting, words = context.meeting, context.words
    return {
        "status": status(meeting, words),
        "floor": chair.floor(context, recovered),
        "points": points(meeting, words),
        "next": next_step(context),
        "outlook": chair.prospect(context),
        "speakers_list": chair.speakers_list(context),
        "messages": chair.messages(meeting, words),
        "programme": chair.programme(meeting, words),
        "undo": recent_actions.recent(context),
        "choices": choices(context),
        "question_to": panellists(context),
    }
