"""Phrases around the names in a programme: "delivered by", "by the Chairperson", "moderated by"."""

from __future__ import annotations

import re

from . import words
from .people import find_rank
from .source_text import EDGES, NAME_EDGES, Text

LONGEST_UNKNOWN_TITLE = 200


def without_office(text: Text) -> Text:
    """The heading of a session without its chair or moderator: "Session I – Chair: Ms. Ada Example"."""
    start = words.SITTING.match(text.chars) or words.NUMBERED_PANEL.match(text.chars)
    rank = find_rank(text.chars[:LONGEST_UNKNOWN_TITLE]) if start else None
    if start is None or rank is None:
        return text
    office = words.OFFICE_OF_SESSION.search(text.chars, start.end(), rank)
    return text.cut(0, office.start()).strip(EDGES) if office else text


def without_by(text: Text) -> Text:
    """The text without punctuation and "by" or "delivered by" at its begin."""
    text = text.strip(NAME_EDGES)
    for word in ("delivered by ", "statement by ", "remarks by ", "address by ", "by ", "from "):
        if text.chars[: len(word)].lower() == word:
            return text.cut(len(word)).strip(NAME_EDGES)
    return text


def without_by_at_end(text: Text) -> Text:
    """The text without "by" at its end."""
    text = text.strip(EDGES)
    return text.cut(0, len(text.chars) - 3).strip(EDGES) if text.chars.endswith(" by") else text


def by_chair(text: Text) -> Text | None:
    """The word for the chair, in "by the Chairperson"."""
    match = words.BY_CHAIR.match(text.chars)
    return text.cut(*match.span("who")) if match and ends(text.chars, match.end()) else None


def ends(chars: str, end: int) -> bool:
    """Whether a phrase that ends here is not the begin of a longer one."""
    return not chars[end:].strip() or not chars[end:].lstrip()[0].isalnum()


def without_moderation(zone: Text) -> Text:
    """The text without "moderated by" at its end."""
    match = re.search(r",? ?(?:moderated|facilitated)(?: by)?$", zone.chars.rstrip(), re.I)
    return zone.cut(0, match.start()) if match else zone


def moderation(zone: Text, rest: Text) -> Text | None:
    """The moderator of "Interactive discussion, moderated by Ms. Ada Example"."""
    if zone.chars.lower().rstrip().endswith(("moderated", "facilitated", "moderated by", "facilitated by")):
        return rest
    for word in ("moderated by ", "facilitated by "):
        if rest.chars.lower().startswith(word):
            return rest.cut(len(word))
    return None
