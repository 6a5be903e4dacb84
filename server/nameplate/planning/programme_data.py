"""A programme file as plain data that can be edited: read from YAML, and written as YAML again.

All values are text, as in the file. The keys have the order of the file. Comments are lost. Whether the keys are known
and the values are valid is checked by `read_programme_text`, and not here, so that a form can show a wrong value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ruamel.yaml import nodes

from .bad_file import FieldPath
from .yaml_node import YamlNode, read_yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Data: TypeAlias = dict[str, Value]

MOST_VALUES, DEEPEST = 50_000, 20
"""An alias of YAML repeats a value, so a small file could have very many, or contain itself."""
LONGEST_KEY = 150
"""YAML ends the search for the colon after 1024 characters, and an escape has six."""

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]*|[1-9][0-9]{0,8}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
NOT_TEXT = ("y", "n", "yes", "no", "true", "false", "on", "off", "null")
"""Words that other programs do not read as text."""
ESCAPED = re.compile('["\\\\\u2028\u2029\ufeff]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
"""Characters that YAML allows in a text only as an escape."""
CLOSED_BRACKETS = re.compile(r"\[[^][{}]*\]|\{[^][{}]*\}")


@dataclass(frozen=True, slots=True)
class Written:
    """A programme file as text, and the line of each value. The line of a mapping or a list is its first."""

    text: str
    line_of: Mapping[FieldPath, int]

    def path_at(self, line: int) -> FieldPath | None:
        """The path of the value on a line. If several values begin there, it is the path of the innermost one."""
        return max((path for path, first in self.line_of.items() if first == line), key=len, default=None)


def load(text: str, file: str) -> Data:
    """The data in a YAML text. Errors name it `file`. Raises `BadFile`.

    An empty value is an empty text. An alias is replaced by a copy of its value.
    """
    top = read_yaml(text, file)
    if not isinstance(top.yaml, nodes.MappingNode):
        raise top.error("the file must have keys and values, like “title: ...”")
    return _Loader().mapping(top)


def dump(data: Data) -> Written:
    """The data as YAML, with one value on each line."""
    writer = _Writer()
    writer.write((), data, "", 0)
    return Written("".join(f"{line}\n" for line in writer.lines), writer.line_of)


def name_new_ones(sittings: list[dict[str, Any]]) -> None:
    """Give an id to each sitting and item that has none yet."""
    items = [item for sitting in sittings for item in sitting["items"]]
    for parts, prefix in ((sittings, "sitting"), (items, "item")):
        taken = {part.get("id") for part in (*sittings, *items)}
        free = (f"{prefix}-{number}" for number in range(1, 100_000) if f"{prefix}-{number}" not in taken)
        for part in parts:
            if "id" not in part:
                part["id"] = next(free)


@dataclass(slots=True)
class _Loader:
    """Makes data of nodes, and counts them."""

    values: int = 0

    def mapping(self, node: YamlNode) -> Data:
        data: Data = {}
        for key, child in node.entries():
            if len(key) > LONGEST_KEY:
                raise child.error(f"a key must have at most {LONGEST_KEY} characters")
            data[key] = self.value(child)
        return data

    def value(self, node: YamlNode) -> Value:
        self.values += 1
        if self.values > MOST_VALUES:
            raise node.error(f"has more than {MOST_VALUES} values")
        if len(node.path) > DEEPEST:
            raise node.error(f"has more than {DEEPEST} values inside each other")
        match node.yaml:
            case nodes.MappingNode():
                return self.mapping(node)
            case nodes.SequenceNode():
                return [self.value(child) for child in node.elements()]
            case _:
                return node.value or ""


@dataclass(slots=True)
class _Writer:
    """Collects lines, and the line on which each value begins."""

    lines: list[str] = field(default_factory=list)
    line_of: dict[FieldPath, int] = field(default_factory=dict)

    def write(self, path: FieldPath, value: Value, opening: str, indent: int) -> None:
        """Write a value. `opening` begins its first line. The further lines of a mapping or a list have `indent`."""
        self.line_of.setdefault(path, len(self.lines) + 1)
        if isinstance(value, str):
            self.lines.append(opening + _scalar(value))
        elif not value:
            self.lines.append(opening + ("{}" if isinstance(value, dict) else "[]"))
        elif isinstance(value, dict):
            for key, child in value.items():
                self._entry((*path, key), child, f"{opening}{_scalar(key)}:", indent)
                opening = " " * indent
        else:
            for number, child in enumerate(value):
                self.write((*path, number), child, f"{opening}- ", indent + 2)
                opening = " " * indent

    def _entry(self, path: FieldPath, value: Value, opening: str, indent: int) -> None:
        if isinstance(value, str) or not value:
            self.write(path, value, f"{opening} ", indent)
            return
        self.line_of[path] = len(self.lines) + 1
        self.lines.append(opening)
        self.write(path, value, " " * (indent + 2), indent + 2)


def _scalar(text: str) -> str:
    """A text as it stands in the file: between quotation marks, unless every program reads it as written."""
    if PLAIN.fullmatch(text) and text.lower() not in NOT_TEXT:
        return text
    escaped = ESCAPED.sub(_escape, text)
    if re.search(r"[\[{]", CLOSED_BRACKETS.sub("", text)):  # the reader also counts open brackets inside of texts
        escaped = escaped.replace("[", r"\x5b").replace("{", r"\x7b")
    return f'"{escaped}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in '"\\':
        return f"\\{character}"
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
