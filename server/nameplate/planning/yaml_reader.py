"""A value of a YAML file that knows its line, so that whatever is wrong with it can be pointed at.

Values stay as they were written, as text, so nothing is guessed of them: `NO` is Norway, `10:00` is no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML, nodes
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from .file_problems import BadFile, read_text

YEARS = range(1900, 2200)
NULLS = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place: `name` is the key under which it stands."""

    file: str
    yaml: nodes.Node | None
    line: int
    name: str

    @property
    def value(self) -> str | None:
        """What is written here; None when that is a list, keys with values, or nothing."""
        if not isinstance(self.yaml, nodes.ScalarNode):
            return None
        written = str(self.yaml.value)
        return None if self.yaml.style is None and written.lower() in NULLS else written

    def trouble(self, expected: str) -> BadFile:
        """What is wrong here."""
        return BadFile(self.file, self.line, expected)

    def mapping(self, known: Sequence[str], joined: str = "") -> dict[str, Node]:
        """The keys of this value, all of them among `known`, or several of these `joined`. Raises `BadFile`."""
        if not isinstance(self.yaml, nodes.MappingNode):
            raise self.trouble(f"{self._called()} must have keys and values, like “{known[0]}: ...”")
        found: dict[str, Node] = {}
        for written, value in self.yaml.value:
            key = str(written.value)
            node = Node(self.file, value, written.start_mark.line + 1, key)
            if not {*(key.split(joined) if joined else [key])} <= {*known}:
                raise node.trouble(f"“{key}” is not known here; expected one of: {', '.join(known)}")
            if key in found:
                raise node.trouble(f"“{key}” stands here twice")
            found[key] = node
        return found

    def items(self) -> Iterator[Node]:
        """The entries of this list. Raises `BadFile`."""
        if not isinstance(self.yaml, nodes.SequenceNode):
            raise self.trouble(f"{self._called()} must be a list, with a dash before each entry")
        for entry in self.yaml.value:
            yield Node(self.file, entry, entry.start_mark.line + 1, self.name)

    def text(self, longest: int = 400) -> str:
        """This value as one line of text. Raises `BadFile`."""
        if self.value is None:
            raise self.trouble(f"{self._called()} must be a text")
        text = " ".join(self.value.split())
        if not 0 < len(text) <= longest or not _can_be_stored(text):
            raise self.trouble(f"{self._called()} must be a text of 1 to {longest} characters")
        return text

    def whole(self, lowest: int, highest: int) -> int:
        """This value as a whole number. Raises `BadFile`."""
        given = self.value or ""
        if not (given.isdecimal() and len(given) < 10 and lowest <= int(given) <= highest):
            raise self._unfit(f"a whole number from {lowest} to {highest},")
        return int(given)

    def one_of(self, choices: Sequence[str]) -> str:
        """This value, which must be one of `choices`. Raises `BadFile`."""
        if self.value is None or self.value not in choices:
            raise self._unfit(f"one of: {', '.join(choices)};")
        return self.value

    def day(self) -> date:
        """This value as a date. Raises `BadFile`."""
        try:
            day = date.fromisoformat(self.value or "")
        except ValueError as error:
            raise self._unfit("a date like 2015-03-03,") from error
        if day.year not in YEARS:
            raise self._unfit("a date like 2015-03-03,")
        return day

    def time(self) -> tuple[int, int]:
        """This value as hours and minutes. Raises `BadFile`."""
        hours, colon, minutes = (self.value or "").partition(":")
        fits = colon and hours.isdecimal() and minutes.isdecimal() and len(hours) <= len(minutes) == 2
        if not fits or int(hours) > 23 or int(minutes) > 59:
            raise self._unfit("a time like 10:00,")
        return int(hours), int(minutes)

    def required(self, nodes: dict[str, Node], key: str) -> Node:
        """The value of a key that must be there. Raises `BadFile`."""
        if key not in nodes:
            raise self.trouble(f"“{key}” is missing here")
        return nodes[key]

    def _unfit(self, expected: str) -> BadFile:
        given = "empty or a list" if self.value is None else repr(self.value[:80])
        return self.trouble(f"{self._called()} must be {expected} not {given}")

    def _called(self) -> str:
        return f"“{self.name}”" if self.name else "the file"


def read(path: Path) -> Node:
    """The top of a YAML file. Raises `BadFile`."""
    text = read_text(path)
    try:
        top = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadFile(str(path), line, f"is not valid YAML here: {error.problem}") from error
    except (YAMLError, AssertionError, RecursionError) as error:  # it asserts the version, and recurses into depths
        raise BadFile(str(path), None, "is not valid YAML") from error
    return Node(str(path), top, 1, "")


def _can_be_stored(text: str) -> bool:
    """Whether it is free of halves of characters, which YAML lets one write as escapes."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
