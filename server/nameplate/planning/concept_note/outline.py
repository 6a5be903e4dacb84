"""Divides a note into its sections: the head, when and where, prose, the format, the programme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import words
from .dates_and_times import find_dates, find_times
from .labels import Label, split_label, split_marker, split_time
from .people import find_rank
from .source_text import EDGES, NOTHING, Text

LONGEST_LINE = 2_500
"""A longer line is prose."""
LONGEST_HEADING, MOST_HEADING_WORDS = 80, 8
MOST_HEAD_LINES, LONGEST_HEAD_LINE = 40, 400
MAYBE_ITEMS = {"introduction", "overview", "summary", "conclusion", "conclusions", "issues", "context", "background"}
"""Such headings may also be numbered items of a programme."""
HEADING_WORDS = {"and", "of", "the", "for", "to", "in", "&", "expected", "a"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section. A heading has the text that follows it. `marked`: it had a bullet or a number."""

    index: int
    section: str
    text: Text
    marked: bool
    after_blank: bool


def outline(texts: tuple[Text, ...]) -> list[Line]:
    """The lines of a note with their sections, without the blank lines."""
    return [*_Outline().lines(texts)]


class _Outline:
    def __init__(self) -> None:
        self.section = "head"
        self.numbered = False
        """Whether the last heading had a number."""
        self.head_lines = 0

    def lines(self, texts: tuple[Text, ...]) -> Iterator[Line]:
        after_blank = True
        for index, text in enumerate(texts):
            if text:
                rest, marked = split_marker(text)
                if self.section == "head" and not self.head_lines and self._is_above_title(rest, texts[index + 1 :]):
                    yield Line(index, "prose", rest, marked, after_blank)
                else:
                    yield self._line(index, rest, marked, after_blank)
            after_blank = not text

    def _is_above_title(self, text: Text, following: tuple[Text, ...]) -> bool:
        """Whether a heading such as Draft programme is above the title."""
        heading = self._heading(text, False)
        if not heading or heading[0] != "programme" or heading[1]:
            return False
        title = next((each for each in following[:3] if each), NOTHING)
        named = len(title.chars.split()) > 2 and words.EVENT.search(title.chars[:LONGEST_LINE])
        return bool(named) and not self._begins_programme(title.cut(0, LONGEST_LINE), False)

    def _line(self, index: int, text: Text, marked: bool, after_blank: bool) -> Line:
        if len(text.chars) > LONGEST_LINE:
            if self.section in ("head", "when"):
                self.section = "prose"
            return Line(index, self.section, text, marked, after_blank)
        if heading := self._heading(text, marked):
            kind, rest = heading
            if kind == "when" and rest:
                return Line(index, kind, rest, marked, after_blank)
            self.section, self.numbered = kind, marked
            return Line(index, kind, rest, marked, after_blank)
        if self.section != "programme" and self._begins_programme(text, marked):
            self.section = "programme"
        elif self.section == "head":
            self.head_lines += 1
            if self.head_lines > MOST_HEAD_LINES or _is_prose(text):
                self.section = "prose"
        return Line(index, self.section, text, marked, after_blank)

    @staticmethod
    def _is_title(label: Label, ranked: bool) -> bool:
        """Whether the first line of a note is its title, such as "Expert seminar: Digital rights"."""
        return bool(label.rest) and not ranked and bool(words.EVENT.search(label.zone.chars))

    def _heading(self, text: Text, marked: bool) -> tuple[str, Text] | None:
        """The section that this line begins, and what stands after its colon."""
        known = words.section_at(text.chars)
        if not known:
            return None
        phrase, section = known
        zone, colon, _ = text.chars[:LONGEST_HEADING].partition(":")
        following = zone[len(phrase) :].split()
        if colon and len(following) <= MOST_HEADING_WORDS - 2 and "\t" not in zone.rstrip():
            rest = text.cut(len(zone) + 1).strip()
            label = split_label(text)
            if label and rest and (self.section == "programme" or find_rank(rest.chars) is not None):
                return None  # an item that is called like a section, such as an introduction by somebody
            return section, rest
        if section == "when" and text.chars[len(phrase) :].startswith("\t") and self.section in ("head", "when"):
            rest = text.cut(len(phrase)).strip()
            return (section, rest) if says_when_or_where(rest.chars) else None
        alone = not following or following[0].lower() in HEADING_WORDS
        short = len(text.chars) <= LONGEST_HEADING and len(following) <= MOST_HEADING_WORDS
        if not alone or not short or colon or "\t" in text.chars or text.chars.endswith((".", ",", ";", "?")):
            return None
        if marked and self.section == "programme" and not self.numbered and phrase in MAYBE_ITEMS:
            return None
        return section, Text()

    def _begins_programme(self, text: Text, marked: bool) -> bool:
        day = words.DAY_HEADING.match(text.chars)
        if (
            day
            and not marked
            and len(text.chars) <= LONGEST_HEADING
            and (find_dates(text.chars) or day.end() == len(text.chars))
        ):
            return True
        rest, slot = split_time(text)
        label = split_label(rest)
        if slot and rest and (label or find_rank(rest.chars[:200]) is not None or _names_item(rest.chars)):
            return True
        if words.SITTING.match(text.chars) and len(text.chars) <= LONGEST_HEADING and not text.chars.endswith("."):
            if any(find_times(text.chars)):
                return True
            if self.section == "head":
                return False
        if not label or slot:
            return False
        ranked = find_rank(label.rest.chars[:200]) is not None
        if self.section == "head" and label.phrase in words.PANEL and not ranked and not label.stands_alone:
            return False  # the title of a panel
        if self.section == "head" and not self.head_lines and self._is_title(label, ranked):
            return False
        if self.section in ("prose", "outcome") and marked and not ranked:
            return False
        if self.section == "format" and not label.heads and not ranked:
            return False
        return label.heads or ranked


def _names_item(chars: str) -> bool:
    """Whether the text after a time is the name of an item, and no place, date or time zone."""
    other = says_when_or_where(chars) or any(city in chars for city in words.CITIES)
    return not other and chars[0].isupper() and not (chars.isupper() and len(chars) <= 4)


def says_when_or_where(chars: str) -> bool:
    """Whether a line has a date, a range of times or a room."""
    return bool(find_dates(chars, 2000) or [*find_times(chars)] or words.ROOM.search(chars))


def _is_prose(text: Text) -> bool:
    chars = text.chars.strip(EDGES)
    return len(chars) > LONGEST_HEAD_LINE or (text.chars.endswith(".") and len(chars.split()) > 25)
