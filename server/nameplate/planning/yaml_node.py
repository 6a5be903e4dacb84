"""A value of a YAML file together with its line, so that an error message can name the line.

All values are text, exactly as written. The types that YAML guesses would be wrong: `NO` is Norway, and `10:00` is not
a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ruamel.yaml import YAML, nodes
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from nameplate.meeting.model.bounds import CONTROL_CHARACTERS
from nameplate.meeting.model.values import Threshold

from .bad_file import BadFile, FieldPath, checked
from .speech_languages import EXPECTED, language_code

YEARS = range(1900, 2200)
LARGEST_BYTES = 200_000
"""Some hundred items, and a logo. Reading this much takes at most two seconds."""
MOST_BRACKETS = 20
NULLS = ("", "~", "null")
DURATION, SECONDS = re.compile("([0-9]{1,3}):([0-5][0-9])"), re.compile("[0-9]{1,9}")
THRESHOLD = re.compile(r"([0-9]{1,4}) ?(s|min|%)")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}")
THRESHOLDS = {"s": 3600, "min": 60, "%": 99}
"""The units of a threshold, and the greatest number of each."""


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A value with its file, its line and the path that leads to it. `name` is the key that it belongs to."""

    file: str
    yaml: nodes.Node | None
    line: int
    name: str = ""
    path: FieldPath = ()

    @property
    def value(self) -> str | None:
        """The text of this value. None for a list, a mapping or an empty value."""
        if not isinstance(self.yaml, nodes.ScalarNode):
            return None
        written = str(self.yaml.value)
        return None if self.yaml.style is None and written.lower() in NULLS else written

    def error(self, expected: str) -> BadFile:
        """An error about this value, for the caller to raise."""
        return BadFile(self.file, self.line, expected, self.path)

    def mapping(self, known: Sequence[str], joined: str = "") -> dict[str, YamlNode]:
        """The values of this mapping by key. Raises `BadFile`.

        Each key must be one of `known`. With `joined`, a key may also be several known keys with this text in between.
        """
        if not isinstance(self.yaml, nodes.MappingNode):
            raise self.error(f"{self._label()} must have keys and values, like “{known[0]}: ...”")
        found: dict[str, YamlNode] = {}
        for key, node in self.entries():
            if not {*(key.split(joined) if joined else [key])} <= {*known}:
                raise node.error(f"“{key}” is not known here; expected one of: {', '.join(known)}")
            found[key] = node
        return found

    def entries(self) -> Iterator[tuple[str, YamlNode]]:
        """Each key of this mapping with its value. Raises `BadFile` for a key that is no text or stands here twice."""
        seen: set[str] = set()
        for written, value in self.yaml.value if isinstance(self.yaml, nodes.MappingNode) else ():
            line = written.start_mark.line + 1
            if not isinstance(written, nodes.ScalarNode):
                raise BadFile(self.file, line, "a key must be a text", self.path)
            key = str(written.value)
            node = YamlNode(self.file, value, line, key, (*self.path, key))
            if key in seen:
                raise node.error(f"“{key}” stands here twice")
            seen.add(key)
            yield key, node

    def elements(self) -> Iterator[YamlNode]:
        """The elements of this list. Raises `BadFile`."""
        if not isinstance(self.yaml, nodes.SequenceNode):
            raise self.error(f"{self._label()} must be a list, with a dash before each entry")
        for number, element in enumerate(self.yaml.value):
            yield YamlNode(self.file, element, element.start_mark.line + 1, self.name, (*self.path, number))

    def text(self, longest: int = 400) -> str:
        """This value as text on one line. Raises `BadFile`."""
        if self.value is None:
            raise self.error(f"{self._label()} must be a text")
        text = " ".join(self.value.split())
        if not 0 < len(text) <= longest or not _can_be_stored(text):
            raise self.error(f"{self._label()} must be a text of 1 to {longest} characters")
        return text

    def whole_number(self, lowest: int, highest: int) -> int:
        """This value as a whole number. Raises `BadFile`."""
        given = self.value or ""
        if not (given.isdecimal() and len(given) < 10 and lowest <= int(given) <= highest):
            raise self._wrong_value(f"a whole number from {lowest} to {highest},")
        return int(given)

    def seconds(self, lowest: int, highest: int) -> int:
        """This value in seconds, written as seconds (`150`) or as minutes and seconds (`2:30`). Raises `BadFile`."""
        given = self.value or ""
        found = DURATION.fullmatch(given)
        seconds = int(found[1]) * 60 + int(found[2]) if found else int(given) if SECONDS.fullmatch(given) else -1
        if not lowest <= seconds <= highest:
            raise self._wrong_value(f"a time like 2:30, or seconds from {lowest} to {highest},")
        return seconds

    def threshold(self) -> Threshold:
        """This value, such as `90 s`, `2 min` or `20 %`, as the begin of a warning of the clock. Raises `BadFile`.

        A time counts only up to half of the speaking time, so that a short speech does not begin with the warning.
        """
        found = THRESHOLD.fullmatch(self.value or "")
        number, unit = (int(found[1]), found[2]) if found else (0, "")
        if not 1 <= number <= THRESHOLDS.get(unit, 0):
            raise self._wrong_value("a time or a share that is left, like 90 s, 2 min or 20 %,")
        if unit == "%":
            return Threshold(None, number)
        return Threshold(number * (60_000 if unit == "min" else 1000), 50)

    def one_of(self, choices: Sequence[str]) -> str:
        """This value, which must be one of `choices`. Raises `BadFile`."""
        if self.value is None or self.value not in choices:
            raise self._wrong_value(f"one of: {', '.join(choices)};")
        return self.value

    def language(self) -> str:
        """This value, a language, as its ISO 639 code. Raises `BadFile`."""
        code = language_code(self.value or "")
        if code is None:
            raise self._wrong_value(EXPECTED)
        return code

    def day(self) -> date:
        """This value as a date. Raises `BadFile`."""
        try:
            day = date.fromisoformat(self.value or "")
        except ValueError as error:
            raise self._wrong_value("a date like 2015-03-03,") from error
        if day.year not in YEARS:
            raise self._wrong_value("a date like 2015-03-03,")
        return day

    def time(self) -> tuple[int, int]:
        """This value as hours and minutes. Raises `BadFile`."""
        hours, colon, minutes = (self.value or "").partition(":")
        fits = colon and hours.isdecimal() and minutes.isdecimal() and len(hours) <= len(minutes) == 2
        if not fits or int(hours) > 23 or int(minutes) > 59:
            raise self._wrong_value("a time like 10:00,")
        return int(hours), int(minutes)

    def moment(self) -> datetime:
        """This value, such as `2015-03-02 16:00`, as a date and a time of day without a zone. Raises `BadFile`."""
        written = self.value or ""
        try:
            found = datetime.fromisoformat(written) if MOMENT.fullmatch(written) else None
        except ValueError:  # such as 30 February
            found = None
        if found is None or found.year not in YEARS:
            raise self._wrong_value("a date and a time like 2015-03-02 16:00,")
        return found

    def required(self, nodes: dict[str, YamlNode], key: str) -> YamlNode:
        """The value of a required key. Raises `BadFile`."""
        if key not in nodes:
            raise self.error(f"“{key}” is missing here")
        return nodes[key]

    def _wrong_value(self, expected: str) -> BadFile:
        given = "empty or a list" if self.value is None else repr(self.value[:80])
        return self.error(f"{self._label()} must be {expected} not {given}")

    def _label(self) -> str:
        return f"“{self.name}”" if self.name else "the file"


def read_yaml(text: str, file: str) -> YamlNode:
    """The top-level value of a YAML text. Errors name it `file`. Raises `BadFile`."""
    text = checked(text, file, LARGEST_BYTES)
    _refuse_deep_brackets(file, text)
    try:
        top = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadFile(file, line, f"is not valid YAML here: {error.problem}") from error
    except (YAMLError, AssertionError, RecursionError) as error:  # ruamel asserts the version, and uses recursion
        raise BadFile(file, None, "is not valid YAML") from error
    return YamlNode(file, top, 1)


def _refuse_deep_brackets(file: str, text: str) -> None:
    """Raise `BadFile` for more brackets inside each other than a programme has.

    ruamel compares each word with all open brackets, so a small file could keep it busy for a minute.
    """
    depth = 0
    for bracket in re.finditer(r"[][{}]", text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > MOST_BRACKETS:
            line = text.count("\n", 0, bracket.start()) + 1
            raise BadFile(file, line, f"has more than {MOST_BRACKETS} brackets inside each other")


def _can_be_stored(text: str) -> bool:
    """Whether a text has no control characters, and no lone surrogates, which YAML escapes allow and UTF-8 does not."""
    return not CONTROL_CHARACTERS.search(text) and not any("\ud800" <= each <= "\udfff" for each in text)
