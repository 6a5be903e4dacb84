"""Who waits far down a long list, found by name: what the consoles do not show can still be reached."""

from __future__ import annotations

import unicodedata

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from . import inscription_views
from .inscription_views import InscriptionView, hidden_inscriptions, inscription_view

MOST = 8


def found(meeting: Meeting, words: Words, text: str) -> tuple[InscriptionView, ...]:
    """The first few beyond those that are shown whose name has a word that begins so, or whose code is that."""
    typed, waiting = plain(text), enumerate(hidden_inscriptions(meeting), inscription_views.SHOWN + 1)
    if not typed:
        return ()
    hits: list[InscriptionView] = []
    for number, row in waiting:
        if f" {typed}" in f" {plain(words.seat_name(meeting.seats[row.seat]))}" or plain(row.seat) == typed:
            hits.append(inscription_view(meeting, words, row, number))
        if len(hits) == MOST:
            break
    return tuple(hits)


def plain(text: str) -> str:
    """Small letters without accents, as people type."""
    letters = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
