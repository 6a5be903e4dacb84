"""Who waits far down a long list, found by name: what the consoles do not show can still be reached."""

from __future__ import annotations

import unicodedata

from nameplate.meeting import Meeting

from . import parts
from .words import Words

MOST = 8


def found(meeting: Meeting, words: Words, text: str) -> tuple[parts.Place, ...]:
    """The first few beyond those that are shown whose name has a word that begins so, or whose code is that."""
    typed, waiting = plain(text), enumerate(parts.beyond(meeting), parts.SHOWN + 1)
    if not typed:
        return ()
    hits: list[parts.Place] = []
    for number, row in waiting:
        if f" {typed}" in f" {plain(words.seat_name(meeting.seats[row.seat]))}" or plain(row.seat) == typed:
            hits.append(parts.place(meeting, words, row, number))
        if len(hits) == MOST:
            break
    return tuple(hits)


def plain(text: str) -> str:
    """Small letters without accents, as people type."""
    letters = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
