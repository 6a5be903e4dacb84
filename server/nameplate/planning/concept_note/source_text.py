"""The text of a concept note in pieces that keep the place of each character."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from ..bad_file import BadFile
from .proposal import Field, Guess, Span

MOST_BYTES, MOST_LINES = 200_000, 2_000
LONGEST_VALUE = 400
"""The programme file takes no longer text."""

MARK = re.compile(r"\[bookmark: ?[^][]{0,80}\]")
"""Word writes it into a text that it exports."""
QUOTED = re.compile(r"^(?:>[ >]{0,20})")
"""A mail marks the lines of an earlier mail with it."""
INVISIBLE = re.compile("[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\xad\u200b\u2060\ufeff]")
"""What YAML does not allow in a text, soft hyphens, and spaces without width."""
QUOTES = '“”„«»"\u201f'
NAME_EDGES = " \t,;:|/–—-\u2011•·*"
EDGES = NAME_EDGES + "."


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of the note, and for each of them its line, its begin and its end. None is a space between lines.

    White space is a single space, or a single tab where the note has a tab. So no pattern meets a long run of it.
    """

    chars: str = ""
    places: tuple[tuple[int, int, int] | None, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.chars.strip())

    def cut(self, start: int, end: int | None = None) -> Text:
        """The characters from `start` to `end`."""
        return Text(self.chars[start:end], self.places[start:end])

    def strip(self, edges: str = " \t") -> Text:
        """This text without these characters at its ends."""
        start = len(self.chars) - len(self.chars.lstrip(edges))
        return self.cut(start, max(start, len(self.chars.rstrip(edges))))

    def without(self, start: int, end: int) -> Text:
        """This text without the characters from `start` to `end`."""
        return self.cut(0, start) + self.cut(end)

    def drop(self, unwanted: Callable[[str], bool]) -> Text:
        """This text without some characters."""
        kept = [number for number, char in enumerate(self.chars) if not unwanted(char)]
        return Text("".join(self.chars[number] for number in kept), tuple(self.places[number] for number in kept))

    def __add__(self, other: Text) -> Text:
        return Text(self.chars + other.chars, self.places + other.places)

    def joined(self, other: Text) -> Text:
        """This text and the text of a later line, with a space in between."""
        return Text(f"{self.chars} {other.chars}", (*self.places, None, *other.places))

    @property
    def value(self) -> str:
        return " ".join(self.chars.split())

    @property
    def spans(self) -> tuple[Span, ...]:
        """The pieces of the note that this text consists of, without white space at their ends."""
        pieces: list[list[int]] = []
        for place, char in zip(self.places, self.chars, strict=True):
            if place is None:
                continue
            if pieces and pieces[-1][0] == place[0] and pieces[-1][2] == place[1]:
                pieces[-1][2] = place[2]
            elif not char.isspace():
                pieces.append([*place])
            if not char.isspace():
                pieces[-1][3:] = [place[2]]
        return tuple(Span(line, start, last) for line, start, _, last in pieces)

    def field(self, guess: Guess | None = None, value: str | None = None) -> Field | None:
        """This text as a field, with a value in another form if it is given. None if it is empty or too long."""
        text = self.strip()
        if not text or len(value or text.value) > LONGEST_VALUE:
            return None
        return Field(value or text.value, text.spans, guess)

    def plain(self, guess: Guess | None = None) -> Field | None:
        """This text as a field, without quotation marks and without punctuation at its ends."""
        return self.drop(QUOTES.__contains__).strip(EDGES).field(guess)


NOTHING = Text()


def clean_lines(text: str) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    """The lines of a note as they are, and cleaned. Raises `BadFile` if there are too many."""
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise BadFile("The concept note", None, f"is too long; at most {MOST_BYTES // 1000} KB of text are read")
    lines = tuple(text.splitlines())
    if len(lines) > MOST_LINES:
        raise BadFile("The concept note", None, f"is too long; at most {MOST_LINES} lines are read")
    return lines, tuple(_clean(number, line) for number, line in enumerate(lines))


def _clean(number: int, line: str) -> Text:
    marks = [*MARK.finditer(line), *QUOTED.finditer(line)]
    hidden = {column for mark in marks for column in range(*mark.span())}
    chars: list[str] = []
    places: list[tuple[int, int, int]] = []
    column = 0
    for is_space, group in groupby(line, str.isspace):
        run = "".join(group)
        if is_space and column not in hidden:
            if not (chars and chars[-1].isspace()):
                chars.append("\t" if "\t" in run else " ")
                places.append((number, column, column + len(run)))
        else:
            for offset, char in enumerate(run):
                if column + offset not in hidden and not INVISIBLE.match(char):
                    chars.append(char)
                    places.append((number, column + offset, column + offset + 1))
        column += len(run)
    return Text("".join(chars), tuple(places)).strip()
