"""Finds dates, ranges of times and numbers of minutes in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..yaml_node import YEARS
from .proposal import Guess

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_DAYS = 7
LONGEST_SITTING = 720
"""In minutes, as in the programme file."""
NUMBERS = {
    word: number
    for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2)
} | {"twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90}

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?P<week{0}>mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\b\.?,? )?"
_DAY = r"(?P<day{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9])"
_SECOND = rf"(?: ?(?P<to>-|–|—|to|and|&) ?{_WEEKDAY.format(2)}{_DAY.format(2)})?"
_YEAR = r"(?:,? ?(?P<year>[0-9]{4})(?![0-9]))?"
DATES = [
    re.compile(rf"(?<![\w.:/-]){_WEEKDAY.format(1)}(?:the )?{_DAY.format(1)}{_SECOND} (?:of )?{_MONTH}{_YEAR}", re.I),
    re.compile(rf"(?<![\w.:/-]){_WEEKDAY.format(1)}{_MONTH} {_DAY.format(1)}(?!:){_SECOND}{_YEAR}", re.I),
    re.compile(r"(?<![\w.:/-])(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day1>[0-9]{2})(?![\w/-])"),
    re.compile(
        rf"(?<![\w.:/-]){_WEEKDAY.format(1)}(?P<day1>[0-9]{{1,2}})[./](?P<month>[0-9]{{1,2}})[./](?P<year>[0-9]{{4}})(?![\w/-])",
        re.I,
    ),
]

_CLOCK = (
    r"(?:(?P<h{0}>[0-9]{{1,2}})(?:(?:[:.]| ?h ?)(?P<m{0}>[0-9]{{2}})(?![0-9]))?(?P<unit{0}> ?h(?:rs|ours)?\b\.?)?"
    r"(?: ?(?P<half{0}>[ap])\.? ?m\b\.?)?(?P<noon{0}> ?noon\b)?|(?P<word{0}>noon|midday)\b)"
)
_TO = r" ?(?:-|\u2011|–|—|\u2212|to|until|till|à) ?"
_FIGURES = r"(?P<h{0}>[01][0-9]|2[0-3])(?P<m{0}>[0-5][0-9])"
_HOURS_UNIT = r"(?: ?h(?:rs?|ours)?\b)"
RANGE = re.compile(
    rf"(?<![\w:./])(?:from )?(?P<begin>{_CLOCK.format(1)}){_TO}(?P<end>{_CLOCK.format(2)})(?![0-9:])",
    re.I,
)
BETWEEN = re.compile(
    rf"\bbetween (?P<begin>{_CLOCK.format(1)}) and (?P<end>{_CLOCK.format(2)})(?![0-9:])",
    re.I,
)
FOUR_FIGURES = re.compile(
    rf"(?<![\w:./-])(?:from )?(?P<begin>{_FIGURES.format(1)}){_HOURS_UNIT}?{_TO}"
    rf"(?P<end>{_FIGURES.format(2)}{_HOURS_UNIT})",
    re.I,
)
"""Times without a mark in between: "1000-1300 hrs"."""
SINGLE = re.compile(
    r"(?P<h>[0-9]{1,2})(?:(?::|h)(?P<m>[0-9]{2}))?(?: ?(?P<half>[ap])\.? ?m\b\.?| ?h(?:rs)?\b)?(?![0-9:.])", re.I
)
HOURS = re.compile(rf"(?P<begin>[0-9]{{1,2}}){_TO}(?P<end>[0-9]{{1,2}})(?![0-9])", re.I)
_PART = r"(?:morning|afternoon|evening)"
_ONE_RANGE = (
    rf"(?:(?:in the )?{_PART}(?: session| sitting)?:? ?)?(?:from )?{re.sub(r'[?]P<[a-z]+>', '', HOURS.pattern)}"
    rf"(?: in the {_PART}| ?[(]{_PART}[)])?"
)
ONLY_HOURS = re.compile(rf"{_ONE_RANGE}(?:(?:,|;| and| &| /|, and) {_ONE_RANGE}){{0,3}}\.?", re.I)
NUMBERED = re.compile(r"\b(?:session|sitting|meeting|panel|part|day|item|segment|no\.?|room) ?$", re.I)
MINUTES = re.compile(
    r"(?<![\w.,:/-])(?P<number>[0-9]{1,3}|"
    + "|".join(NUMBERS)
    + r")(?: ?-? ?min(?:ute)?s?\b\.?| ?[’'\u2032](?![\w’']))",
    re.I,
)

PERIOD = re.compile(
    rf"{_DAY.format('')} {_MONTH.replace('?P<month>', '?:')}(?:,? ?[0-9]{{4}})? ?(?:-|–|—|to|until) ?{_DAY.format(2)}"
    rf" {_MONTH.replace('?P<month>', '?:')}(?:,? ?[0-9]{{4}})?",
    re.I,
)
"""From a day of one month to a day of another: a whole session, and no meeting."""
FIRST_OF_TWO = re.compile(r"[0-9] ?(?:-|–|—|to|or|and) ?$|\b(?:" + "|".join(NUMBERS) + r") (?:to|or|and) $", re.I)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Several days, or one. `year_known` is false if the line has no year."""

    start: int
    end: int
    days: tuple[date, ...]
    year_known: bool
    guess: Guess | None = None


@dataclass(frozen=True, slots=True)
class FoundTimes:
    """A begin and an end in minutes after midnight, with their places in the line."""

    start: int
    end: int
    begin: int
    until: int
    begin_at: tuple[int, int]
    until_at: tuple[int, int]
    begin_guess: Guess | None = None
    until_guess: Guess | None = None


def clock(minutes: int) -> str:
    """Minutes after midnight as the programme file has them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def find_dates(chars: str, year: int | None = None) -> list[FoundDate]:
    """The dates of a line, from left to right. A date without a year gets `year`, or is left out."""
    found: list[FoundDate] = []
    periods = [match.span() for match in PERIOD.finditer(chars)]
    for pattern in DATES:
        for match in pattern.finditer(chars):
            taken = [*periods, *((other.start, other.end) for other in found)]
            overlaps = any(match.start() < end and start < match.end() for start, end in taken)
            if not overlaps and (read := _date(match, year)):
                found.append(read)
    return sorted(found, key=lambda each: each.start)


def _date(match: re.Match[str], default_year: int | None) -> FoundDate | None:
    parts = match.groupdict()
    written = int(parts["year"]) if parts["year"] else None
    year = written or default_year
    if year is None or year not in YEARS:
        return None
    named = parts["month"].isalpha()
    month = MONTHS.index(parts["month"][:3].lower()) + 1 if named else int(parts["month"])
    first = int(parts["day1"])
    guess = None if written else Guess.YEAR
    if not named and "week1" in parts:  # day and month in figures
        if month > 12:
            first, month = month, first
        elif first <= 12 and first != month:
            guess = Guess.DAY_OR_MONTH
    days = _days(year, month, first, parts.get("day2"), parts.get("to"))
    if not days:
        return None
    named_days = [(days[0], parts.get("week1"))] + [(days[-1], parts.get("week2"))] * (len(days) > 1)
    if any(weekday and WEEKDAYS[day.weekday()] != weekday[:3].lower() for day, weekday in named_days):
        guess = guess or Guess.WEEKDAY
    return FoundDate(*match.span(), days, written is not None, guess)


def _days(year: int, month: int, first: int, second: str | None, to: str | None) -> tuple[date, ...]:
    try:
        begin = date(year, month, first)
        end = date(year, month, int(second)) if second else begin
    except ValueError:
        return ()
    if not 0 <= (end - begin).days < MOST_DAYS:
        return ()
    if to in ("and", "&") and end > begin:
        return (begin, end)
    return tuple(begin + timedelta(days=number) for number in range((end - begin).days + 1))


def find_times(chars: str) -> Iterator[FoundTimes]:
    """The ranges of times of a line, from left to right."""
    patterns = [BETWEEN, FOUR_FIGURES, RANGE] if any(map(str.isdigit, chars)) else []
    found: list[FoundTimes] = []
    for pattern in patterns:
        for each in _ranges(pattern, chars):
            if not any(each.start < other.end and other.start < each.end for other in found):
                found.append(each)
    yield from sorted(found, key=lambda each: each.start)


def _ranges(pattern: re.Pattern[str], chars: str) -> Iterator[FoundTimes]:
    for match in pattern.finditer(chars):
        first, second = (_Clock.read(match, number) for number in ("1", "2"))
        is_number = first and not first.is_clock and NUMBERED.search(chars[max(0, match.start() - 12) : match.start()])
        if (
            not first
            or not second
            or is_number
            or not (first.is_clock or second.half)
            or not (second.is_clock or first.half)
        ):
            continue
        if read := _range(first, second):
            begin, begin_guess, until, until_guess = read
            at = match.span("begin"), match.span("end")
            yield FoundTimes(match.start(), match.end(), begin, until, *at, begin_guess, until_guess)


def find_hours(chars: str) -> Iterator[FoundTimes]:
    """The ranges of a text that has only hours, such as "9-12 and 3-6". All of them are guesses."""
    if not ONLY_HOURS.fullmatch(chars):
        return
    for match in HOURS.finditer(chars):
        first, second = (_Clock(int(match[n]), 0, "", True, match[n].startswith("0")) for n in ("begin", "end"))
        if first.hour < 24 and second.hour < 24 and (read := _range(first, second)):
            at = match.span("begin"), match.span("end")
            yield FoundTimes(*match.span(), read[0], read[2], *at, Guess.HALF_OF_DAY, Guess.HALF_OF_DAY)


def find_clock(chars: str) -> tuple[int, int, Guess | None] | None:
    """The time at the begin of a line: its minutes after midnight, and where it ends."""
    match = SINGLE.match(chars)
    if not match or not (match["m"] or match["half"]) or int(match["h"]) > 23 or int(match["m"] or 0) > 59:
        return None
    one = _Clock(int(match["h"]), int(match["m"] or 0), (match["half"] or "").lower(), True, match["h"].startswith("0"))
    if match["half"]:
        return (one.of_half(match["half"].lower()), match.end(), None) if 1 <= one.hour <= 12 else None
    late = one.hour < 7 and not one.padded
    return one.minutes + late * 720, match.end(), Guess.HALF_OF_DAY if late else None


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    half: str
    """a, p or nothing."""
    is_clock: bool
    """More than a number: it has minutes, a unit, or a half of the day."""
    padded: bool
    noon: bool = False

    @classmethod
    def read(cls, match: re.Match[str], number: str) -> _Clock | None:
        parts = match.groupdict()
        if parts.get(f"word{number}"):
            return cls(12, 0, "p", True, False, True)
        hour, minute = int(parts[f"h{number}"]), int(parts[f"m{number}"] or 0)
        noon = bool(parts.get(f"noon{number}")) and hour == 12
        half = "p" if noon else (parts.get(f"half{number}") or "").lower()
        if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
            return None
        is_clock = bool(half or parts[f"m{number}"] or parts.get(f"unit{number}"))
        return cls(hour, minute, half, is_clock, parts[f"h{number}"].startswith("0"), noon)

    @property
    def minutes(self) -> int:
        return self.hour * 60 + self.minute

    def of_half(self, half: str) -> int:
        return self.hour % 12 * 60 + self.minute + 720 * (half == "p")


def _range(first: _Clock, second: _Clock) -> tuple[int, Guess | None, int, Guess | None] | None:
    """Begin and end, each with its guess. None if the end is not later than the begin."""
    unsure = Guess.HALF_OF_DAY
    begin = first.of_half(first.half) if first.half else first.minutes
    until = second.of_half(second.half) if second.half else second.minutes
    begin_guess = until_guess = None
    if second.half == "a" and second.hour == 12 and first.half != "p" and first.hour < 12:
        begin, until, until_guess = first.of_half("a"), second.of_half("p"), Guess.NOON
    elif second.noon and not first.half and first.hour < 12:
        begin = first.minutes
    elif not first.half and second.half and first.hour <= 12 and not first.padded:
        begin = first.of_half(second.half)
        if begin >= until:
            begin, begin_guess = first.of_half("a"), unsure
    elif first.half and not second.half and second.hour <= 12 and not second.padded:
        until, until_guess = second.of_half(first.half), unsure
        if until <= begin:
            until = second.of_half("p")
    elif not first.half and not second.half:
        if first.hour < 7 and not first.padded and second.hour <= 12:
            begin, begin_guess = begin + 720, unsure
        if until <= begin and first.hour <= 12 and second.hour <= 12 and not second.padded:
            until, until_guess = until % 720 + 720, unsure
    fits = begin < until <= begin + LONGEST_SITTING and until < 1440
    return (begin, begin_guess, until, until_guess) if fits else None


def find_minutes(chars: str) -> Iterator[tuple[int, int, int]]:
    """The numbers of minutes in a line: the number, and where it begins and ends."""
    for match in MINUTES.finditer(chars):
        word = match["number"].lower()
        number = int(word) if word.isdecimal() else NUMBERS[word]
        if FIRST_OF_TWO.search(chars[max(0, match.start() - 12) : match.start()]):
            continue  # "5 to 7 minutes" is no number
        if 1 <= number <= 600:
            yield number, match.start(), match.end()
