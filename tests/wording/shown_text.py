"""What a person reads of a page, and which of it is neither translated nor data of the meeting."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser

from tests.wording.pseudo import CLOSE, OPEN

READ_ALOUD = ("aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription")
SILENT = ("script", "style", "kbd", "code")
"""Elements whose text is no sentence. Keys and codes are the same in each language."""

JOINING = ("و",)
"""What Babel writes between the names of a list."""

PLACEHOLDER = re.compile(r"\{\w+\}")
"""What a script fills in."""

WORD = re.compile(r"[^\W\d_]+")


class ShownText(HTMLParser):
    """Collects the text of a page, of the attributes that are read aloud, and of those that scripts show."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in the attributes of an element."""
        self._silent += tag in SILENT
        for name, value in attrs:
            if value and name in READ_ALOUD:
                self.texts.append(value)
            elif value and name == "data-words":
                self.texts += json.loads(value).values()
            elif value and name == "data-more":
                self.texts += filter(None, json.loads(value))
            elif value and name.startswith("data-") and " " in value:
                self.texts.append(value)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        """Take in text."""
        if not self._silent and data.strip():
            self.texts.append(data)


def strings_of(value: object) -> Iterator[str]:
    """All strings in the values of a meeting: names, titles, codes, notes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from strings_of(key)
            yield from strings_of(each)
    elif isinstance(value, Iterable):
        for each in value:
            yield from strings_of(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_of(getattr(value, field.name))


class Data:
    """The strings of a meeting, as they can stand on a screen. Long ones may be cut, with "…" at the end."""

    def __init__(self, strings: Iterable[str]) -> None:
        known = {*strings} - {""}
        self._sorted = sorted(known)
        longest_first = sorted(known, key=len, reverse=True)
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in longest_first) or "(?!)")

    def without(self, text: str) -> str:
        """A text without the data in it."""
        cut = text.strip().removesuffix("…").removesuffix("...")
        if len(cut) > 5 and self._has_beginning(cut):
            return ""
        return PLACEHOLDER.sub("", self._pattern.sub("", text))

    def _has_beginning(self, text: str) -> bool:
        at = bisect_left(self._sorted, text)  # all strings that begin with the text follow it in this order
        return at < len(self._sorted) and self._sorted[at].startswith(text)

    def escaped(self, texts: Iterable[str]) -> list[str]:
        """The texts with a word that is not in brackets, or in letters without accents."""
        return [text for text in {*texts} if _is_plain(self.without(text))]


def _is_plain(text: str) -> bool:
    depth = 0
    for part in re.split(f"([{OPEN}{CLOSE}])", text):
        depth += (part == OPEN) - (part == CLOSE)
        if any(word.isascii() or not (depth or word in JOINING) for word in WORD.findall(part)):
            return True
    return depth != 0 and not text.endswith("…")
