"""The times of a line that says when the meeting is: its sittings, without pauses, and with what is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .dates_and_times import FoundDate, FoundTimes, find_hours
from .proposal import Guess

Place = FoundDate | FoundTimes

SHORTEST_PAUSE = 30
"""In minutes. A shorter one divides no sitting."""
_PAUSE = r"(?:(?:lunch|coffee|tea)(?:[ -]?break| pause)?|break|pause|recess|registration|reception)"
NAMED_BEFORE = re.compile(rf"\b{_PAUSE}(?: (?:is|will be))?(?: ?(?:from|at|between|:|-|–|—|[(]))* ?$", re.I)
NAMED_AFTER = re.compile(rf" ?(?:for |-|–|—|:)? ?{_PAUSE} ?(?:[),;.]|and\b|$)", re.I)
"""The name of a pause before or after its times. "10:00-13:00, lunch, 15:00-18:00" names no time of a pause."""
OTHER_TIME = re.compile(
    r"(?<![\w.:/-])[0-9]{1,2}(?:[:.][0-9]{2}(?![0-9])|h[0-9]{2}|(?:[:.][0-9]{2})? ?[ap]\.? ?m\b| ?h(?:rs|ours)?\b"
    r"| ?(?:-|–|—|to|until) ?[0-9]{1,2}(?![0-9]))|\bmidnight\b",
    re.I,
)
ZONE = re.compile(
    r"\b(?:E[SD]T|ET|CES?T|GMT|UTC|BST|EAT|WAT|JST|IST|P[SD]T"
    r"|(?:New York|Geneva|Nairobi|Vienna|Bangkok|Addis Ababa|Santiago|Beirut|local)(?: time)?)\b"
)
BETWEEN_RANGES = re.compile(r"[ ,;/&]*(?:and )?(?P<core>.*?)(?:,? and)?[ ,;/&]*", re.I)


def times_of_line(chars: str, places: Sequence[Place], has_plain_hours: bool) -> list[Place]:
    """The dates and the times of the sittings of a line. With `has_plain_hours`, "9-12" is read as hours."""
    found = [*places]
    if has_plain_hours:
        found = sorted([*found, *_plain_hours(chars, found)], key=lambda each: each.start)
    other = any(OTHER_TIME.search(chars[start:end]) for start, end in _gaps(chars, found))
    found = _without_pauses(chars, found)
    if other:
        found = [_doubted(each, Guess.OTHER_TIMES) for each in found]
    times = [each for each in found if isinstance(each, FoundTimes)]
    lengths = {each.until - each.begin for each in times}
    if len(lengths) < len(times) and len(ZONE.findall(chars)) > 1:
        found = [_doubted(each, Guess.TIME_ZONES) for each in found]
    return found


def _gaps(chars: str, places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Where the pieces of a line between its dates and times begin and end."""
    start = 0
    for place in places:
        yield start, place.start
        start = max(start, place.end)
    yield start, len(chars)


def _plain_hours(chars: str, places: Sequence[Place]) -> Iterator[FoundTimes]:
    """The ranges between other times that have only hours."""
    for start, end in _gaps(chars, places):
        match = BETWEEN_RANGES.fullmatch(chars, start, end)
        if match and match["core"]:
            for each in find_hours(match["core"]):
                yield _moved(each, match.start("core"))


def _moved(found: FoundTimes, by: int) -> FoundTimes:
    begin_at, until_at = ((start + by, end + by) for start, end in (found.begin_at, found.until_at))
    return replace(found, start=found.start + by, end=found.end + by, begin_at=begin_at, until_at=until_at)


def _without_pauses(chars: str, places: Sequence[Place]) -> list[Place]:
    """The places without pauses. A pause for lunch divides the time in which it is."""
    found: list[Place] = []
    end = 0
    for place in places:
        named = NAMED_BEFORE.search(chars[end : place.start]) or NAMED_AFTER.match(chars, place.end)
        end = place.end
        if not isinstance(place, FoundTimes) or not named:
            found.append(place)
        elif found and isinstance(whole := found[-1], FoundTimes):
            found[-1:] = _divided(whole, place)
    has_times = any(isinstance(each, FoundTimes) for each in found)
    return found if has_times else [_doubted(each, Guess.BREAK) for each in places]


def _divided(whole: FoundTimes, pause: FoundTimes) -> list[Place]:
    if not whole.begin < pause.begin < pause.until < whole.until or pause.until - pause.begin < SHORTEST_PAUSE:
        return [whole]
    return [
        replace(whole, until=pause.begin, until_at=pause.begin_at, until_guess=pause.begin_guess or Guess.BREAK),
        replace(whole, begin=pause.until, begin_at=pause.until_at, begin_guess=pause.until_guess or Guess.BREAK),
    ]


def _doubted(place: Place, guess: Guess) -> Place:
    if isinstance(place, FoundDate):
        return place
    return replace(place, begin_guess=place.begin_guess or guess, until_guess=place.until_guess or guess)
