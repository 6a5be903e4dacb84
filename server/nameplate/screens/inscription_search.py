"""Searches by name among the inscriptions of a long list that the consoles do not show."""

from __future__ import annotations

import unicodedata

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from . import inscription_views
from .inscription_views import InscriptionView, hidden_inscriptions, inscription_view

MOST = 8


def found(meeting: Meeting, words: Words, text: str) -> tuple[InscriptionView, ...]:
    """The first hidden inscriptions with a name that has a word beginning with `text`, or with `text` as their code."""
    typed, waiting = plain(text), enumerate(hidden_inscriptions(meeting), inscription_views.SHOWN + 1)
    if not typed:
        return ()
    hits: list[InscriptionView] = []
    for number, inscription in waiting:
        if (
            f" {typed}" in f" {plain(words.seat_name(meeting.seats[inscription.seat]))}"
            or plain(inscription.seat) == typed
        ):
            hits.append(inscription_view(meeting, words, inscription, number))
        if len(hits) == MOST:
            break
    return tuple(hits)


def plain(text: str) -> str:
    """The text in lower case and without accents."""
    letters = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
