"""Splits a line into its number or bullet, its time, its label and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import words
from .dates_and_times import find_clock, find_times
from .people import OPENING_QUOTES, find_rank, rank_at_start
from .proposal import Guess
from .source_text import EDGES, NAME_EDGES, NOTHING, Text

SEPARATOR = re.compile(r":(?![0-9])|[\t|“„«\"]| ?[–—] ?| - | by ")
SENTENCE = re.compile(r"\b(?:will|is|are|was|were|should|shall|would|can|has|have|may)\b", re.I)
LONGEST_LABEL, MOST_LABEL_WORDS = 120, 10


@dataclass(frozen=True, slots=True)
class Label:
    """A role or a kind of item in a line. `zone` is the whole label, `rest` is what follows it."""

    phrase: str
    named: Text
    """Where the phrase is."""
    role: str
    zone: Text
    rest: Text
    separator: str
    whole: Text

    @property
    def stands_alone(self) -> bool:
        """Whether the line is only the phrase, perhaps with a colon."""
        return not self.rest and len(self.zone.chars.strip(EDGES)) == len(self.phrase)

    @property
    def heads(self) -> bool:
        """Whether a colon or a tab follows, or nothing at all."""
        return self.separator in (":", "\t", "|") or self.stands_alone


@dataclass(frozen=True, slots=True)
class Slot:
    """Times of an item, in minutes after midnight, with their places. Without an end, `until` is None."""

    begin: int
    begin_text: Text
    until: int | None = None
    until_text: Text = NOTHING
    begin_guess: Guess | None = None
    until_guess: Guess | None = None
    of_part: bool = False
    """It is the time of a session or another part of the meeting, and not of one speaker."""

    @property
    def text(self) -> Text:
        return self.begin_text.joined(self.until_text) if self.until_text else self.begin_text


def split_marker(text: Text) -> tuple[Text, bool]:
    """The line without its bullet or number, and whether it had one."""
    match = words.NUMBERING.match(text.chars)
    if not match or rank_at_start(text.chars) or find_clock(text.chars):
        return text, False
    return text.cut(match.end()), True


def split_time(text: Text) -> tuple[Text, Slot | None]:
    """The line without the time at its begin, and this time."""
    opening = len(text.chars) - len(text.chars.lstrip("([ "))
    for found in find_times(text.chars[:60]):
        if found.start > opening:
            break
        begin, until = text.cut(*found.begin_at), text.cut(*found.until_at)
        slot = Slot(found.begin, begin, found.until, until, found.begin_guess, found.until_guess)
        return text.cut(found.end).strip(NAME_EDGES + "])"), slot
    if clock := find_clock(text.chars):
        minutes, end, guess = clock
        return text.cut(end).strip(NAME_EDGES), Slot(minutes, text.cut(0, end), begin_guess=guess)
    return _split_time_at_end(text)


def _split_time_at_end(text: Text) -> tuple[Text, Slot | None]:
    """The line without the time in brackets at its end: "Opening (9:00 – 9:30)"."""
    start = text.chars.rfind("(")
    if start <= 0 or not text.chars.endswith(")") or len(text.chars) - start > 40:
        return text, None
    rest, slot = split_time(text.cut(start + 1, len(text.chars) - 1))
    return (text.cut(0, start).strip(), slot) if slot and not rest else (text, None)


def split_label(text: Text) -> Label | None:
    """The label of a line, if it begins with a known role or kind of item."""
    known = words.role_at(text.chars)
    if not known:
        return _announcement(text)
    phrase, role = known
    window = text.chars[:LONGEST_LABEL]
    separator = SEPARATOR.search(window, len(phrase))
    rank = find_rank(window[len(phrase) :])
    end, after = (separator.start(), separator.end()) if separator else (len(text.chars), len(text.chars))
    if separator and separator[0] in OPENING_QUOTES:
        after = end
    if rank is not None and len(phrase) + rank < end:
        end = after = len(phrase) + rank
    zone = text.cut(0, end)
    if len(zone.chars.split()) > MOST_LABEL_WORDS or len(zone.chars) > LONGEST_LABEL or SENTENCE.search(zone.chars):
        return None
    if not separator and rank is None and zone.chars.endswith((".", ";", "?")) and len(zone.chars.split()) > 5:
        return None
    mark = separator[0].strip(" ") if separator else ""
    return Label(phrase, text.cut(0, len(phrase)), role, zone, text.cut(after).strip(), mark, text)


def _announcement(text: Text) -> Label | None:
    """A line such as "The following panellists have been invited:"."""
    if not text.chars.endswith(":") or len(text.chars) > LONGEST_LABEL or not words.ANNOUNCED.search(text.chars):
        return None
    match = words.PANELLISTS.search(text.chars)
    if not match:
        return None
    return Label(match[0], text.cut(*match.span()), "presentation", text, NOTHING, ":", text)


def split_leading_theme(text: Text) -> tuple[Text, Text]:
    """The quoted theme at the begin of a text, and the rest. The theme is empty if there is none."""
    if text.chars[:1] not in OPENING_QUOTES or not text:
        return Text(), text
    closings = (text.chars.find(closing, 1) for closing in OPENING_QUOTES[text.chars[0]])
    end = min((found for found in closings if found > 0), default=-1)
    return (Text(), text) if end < 0 else (text.cut(1, end), text.cut(end + 1).strip(EDGES))
