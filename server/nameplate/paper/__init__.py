"""The documents on paper: the list of speakers as it stands, the programme, the chair's script, the poster, cards.

Each document is a page of HTML that the browser prints. The record has a part of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.wording.messages import N_, Message

from .calendar_file import calendar_file
from .cards import CARD_SIZES, cards_page
from .programme import programme_paper
from .script import script
from .speakers_list import list_paper

__all__ = ["CARD_SIZES", "DOCUMENTS", "calendar_file", "cards_page", "document"]


@dataclass(frozen=True, slots=True)
class Document:
    """Its title, and the function that makes its view at a time (UTC, ms). Its template has its name."""

    title: Message
    view: Callable[[RenderContext, int], object]


def _nothing(_: RenderContext, __: int) -> None:
    """The poster needs only the meeting."""


DOCUMENTS: Mapping[str, Document] = {
    "list": Document(N_("List of speakers"), list_paper),
    "script": Document(N_("Script for the chair"), script),
    "programme": Document(N_("Programme"), programme_paper),
    "poster": Document(N_("Poster to join"), _nothing),
}
"""The documents that a server prints, by the last part of their address."""


def document(name: str, meeting: Meeting, screens: Renderer, language: str, now: int) -> str:
    """A document as a page, at a time (UTC, ms)."""
    words, found = screens.words(language), DOCUMENTS[name]
    return screens.page(
        f"paper/{name}.html",
        language,
        name=name,
        title=words.translate(found.title),
        view=found.view(RenderContext(meeting, words), now),
        meeting=meeting,
        printed=f"{words.date(now, meeting.timezone)}, {words.exact_time(now, meeting.timezone)}",
    )
