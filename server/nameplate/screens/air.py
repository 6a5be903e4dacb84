"""The webcast: a lower third over the picture of the camera, a ticker of who is next, and a slate in pauses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from . import meeting_status
from .appearance import logo_stamp
from .floor_holder import FloorHolder, current_holder
from .hall import ComingItem, coming_items
from .inscription_views import InscriptionView, hidden_inscriptions, upcoming_speakers
from .meeting_status import Status
from .render_context import RenderContext

MOST = 3
TIME = re.compile(r"\d{1,2}[:.]\d{2}")


@dataclass(frozen=True, slots=True)
class Ticker:
    """The next speakers, and the number of further ones."""

    speakers: tuple[InscriptionView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Slate:
    """What fills the picture while no sitting is open.

    `resumes` is the time at which a suspended sitting goes on. It is empty when the chair has given words instead of a
    time. `continues` is the speaker who goes on then. `logo` is the stamp of the logo.
    """

    status: Status
    resumes: str
    continues: str
    items: tuple[ComingItem, ...]
    logo: str


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    state = meeting_status.status(context.meeting, context.words)
    is_open = state.sitting_state == "open"
    return {
        "floor": floor(context) if is_open else None,
        "next": ticker(context) if is_open else Ticker((), 0),
        "slate": None if is_open else slate(context, state),
    }


def floor(context: RenderContext) -> FloorHolder | None:
    """The speaker. In a rehearsal, the tag says so."""
    holder = current_holder(context.meeting, context.words)
    if not holder or not context.meeting.rehearsal:
        return holder
    return replace(holder, form_label="", category_label=context.words.text("Rehearsal"))


def ticker(context: RenderContext) -> Ticker:
    every = upcoming_speakers(context)
    beyond = len(hidden_inscriptions(context.meeting)) if context.meeting.item and context.meeting.item.list else 0
    return Ticker(every[:MOST], max(0, len(every) + beyond - MOST))


def slate(context: RenderContext, state: Status) -> Slate:
    meeting, words = context.meeting, context.words
    holder = current_holder(meeting, words)
    return Slate(
        status=state,
        resumes=state.until if state.sitting_state == "suspended" and TIME.fullmatch(state.until) else "",
        continues=holder.name if holder and state.sitting_state == "suspended" else "",
        items=coming_items(meeting, words, without=()),
        logo=logo_stamp(meeting),
    )
