"""A value of a YAML file that knows its line, so that whatever is wrong with it can be pointed at.

YAML 1.2: `NO` is Norway, `10:00` is text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from .trouble import BadFile, read_text


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place: `name` says where it stands in the file ("sittings / items / minutes")."""

    file: str
    value: Any
    line: int
    name: str

    def trouble(self, expected: str) -> BadFile:
        """What is wrong here."""
        return BadFile(self.file, self.line, expected)

    def mapping(self, known: Sequence[str]) -> dict[str, Node]:
        """The keys of this value, all of them among `known`. Raises `BadFile`."""
        if not isinstance(self.value, CommentedMap):
            raise self.trouble(f"{self._called()} must have keys and values, like “{known[0]}: ...”")
        nodes = {}
        for key, value in self.value.items():
            node = Node(self.file, value, self._line_of(key), str(key))
            if key not in known:
                raise node.trouble(f"“{key}” is not known here; expected one of: {', '.join(known)}")
            nodes[str(key)] = node
        return nodes

    def items(self) -> Iterator[Node]:
        """The entries of this list. Raises `BadFile`."""
        if not isinstance(self.value, CommentedSeq):
            raise self.trouble(f"{self._called()} must be a list, with a dash before each entry")
        for index, value in enumerate(self.value):
            line = self.value.lc.item(index)[0] + 1
            yield Node(self.file, value, line, self.name)

    def text(self, longest: int = 400) -> str:
        """This value as one line of text. Raises `BadFile`."""
        if isinstance(self.value, (CommentedMap, CommentedSeq)) or self.value is None:
            raise self.trouble(f"{self._called()} must be a text")
        text = " ".join(str(self.value).split())
        if not 0 < len(text) <= longest:
            raise self.trouble(f"{self._called()} must be a text of 1 to {longest} characters")
        return text

    def whole(self, lowest: int, highest: int) -> int:
        """This value as a whole number. Raises `BadFile`."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not lowest <= self.value <= highest:
            raise self.trouble(
                f"{self._called()} must be a whole number from {lowest} to {highest}, not {self.value!r}"
            )
        return int(self.value)

    def one_of(self, choices: Sequence[str]) -> str:
        """This value, which must be one of `choices`. Raises `BadFile`."""
        if self.value not in choices:
            raise self.trouble(f"{self._called()} must be one of: {', '.join(choices)}; not {self.value!r}")
        return str(self.value)

    def day(self) -> date:
        """This value as a date. Raises `BadFile`."""
        try:
            return self.value if isinstance(self.value, date) else date.fromisoformat(str(self.value))
        except ValueError as error:
            raise self.trouble(f"{self._called()} must be a date like 2015-03-03, not {self.value!r}") from error

    def time(self) -> tuple[int, int]:
        """This value as hours and minutes. Raises `BadFile`."""
        hours, colon, minutes = str(self.value).partition(":")
        fits = colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2
        if not fits or int(hours) > 23 or int(minutes) > 59:
            raise self.trouble(f"{self._called()} must be a time like 10:00, not {self.value!r}")
        return int(hours), int(minutes)

    def required(self, nodes: dict[str, Node], key: str) -> Node:
        """The value of a key that must be there. Raises `BadFile`."""
        if key not in nodes:
            raise self.trouble(f"“{key}” is missing here")
        return nodes[key]

    def _called(self) -> str:
        return f"“{self.name}”" if self.name else "the file"

    def _line_of(self, key: str) -> int:
        return int(self.value.lc.key(key)[0]) + 1


def read(path: Path) -> Node:
    """The top of a YAML file. Raises `BadFile`."""
    text = read_text(path)
    try:
        value = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadFile(str(path), line, f"is not valid YAML here: {error.problem}") from error
    except YAMLError as error:
        raise BadFile(str(path), None, "is not valid YAML") from error
    return Node(str(path), value, 1, "")
