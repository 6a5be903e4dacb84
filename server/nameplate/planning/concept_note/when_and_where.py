"""Reads the lines that say when and where: dates, sittings and the room."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from . import words
from .dates_and_times import FoundDate, FoundTimes, clock, find_dates, find_times
from .proposal import Field, Guess
from .source_text import EDGES, Text
from .times_of_line import times_of_line

MOST_SITTINGS = 20
HALF_DAY = 240
CONNECTING = "(), \t;:.–—-|"


@dataclass(slots=True, eq=False)
class SittingDraft:
    """A sitting while the note is read. Times are in minutes after midnight."""

    day: date | None = None
    date_field: Field | None = None
    begin: int | None = None
    end: int | None = None
    begin_field: Field | None = None
    end_field: Field | None = None
    theme: Field | None = None
    title: Field | None = None
    from_heading: bool = False

    def has(self, minutes: int) -> bool:
        """Whether this time of day is in the sitting."""
        return self.begin is not None and self.end is not None and self.begin <= minutes < self.end

    def is_within_sitting(self, other: SittingDraft) -> bool:
        """Whether another sitting is a part of this one, which is not longer than half a day."""
        if None in (self.begin, self.end, other.begin, other.end) or (self.day and other.day and self.day != other.day):
            return False
        begin, end = self.begin or 0, self.end or 0
        inside = begin <= (other.begin or 0) < (other.end or 0) <= end
        return inside and (begin, end) != (other.begin, other.end) and end - begin <= HALF_DAY


@dataclass(slots=True)
class WhenAndWhere:
    sittings: list[SittingDraft]
    day: date | None = None
    date_field: Field | None = None
    room: Field | None = None
    timezone: Field | None = None


def read_when(texts: Iterable[Text], year: int | None, timed: Container[int] = ()) -> WhenAndWhere:
    """The dates, sittings and room of these lines. Without a year, a date is in `year`.

    `timed` are the positions of the lines in which plain numbers can be hours.
    """
    found = WhenAndWhere([])
    dates: tuple[tuple[date, Field], ...] = ()
    early: list[tuple[Text, FoundTimes]] = []
    texts = [*texts]
    all_dates = [each for text in texts for each in find_dates(text.chars)]
    year = all_dates[0].days[0].year if all_dates else year
    for position, text in enumerate(texts):
        for place in times_of_line(text.chars, _dates_and_times(text, year), position in timed):
            if isinstance(place, FoundTimes):
                if dates:
                    _add_sittings(found.sittings, dates, text, place)
                else:
                    early.append((text, place))
                continue
            dates = date_fields(text, place)
            if found.day is None:
                found.day, found.date_field = dates[0]
                for early_text, times in early:
                    _add_sittings(found.sittings, dates, early_text, times)
    if not dates:
        for early_text, times in early:
            _add_sittings(found.sittings, (), early_text, times)
    first = next((sitting for sitting in found.sittings if sitting.day), None)
    if first:
        found.day, found.date_field = first.day, first.date_field
    found.room = next(filter(None, map(_room, texts)), None)
    found.timezone = next(filter(None, map(_timezone, texts)), None)
    return found


def _dates_and_times(text: Text, year: int | None) -> list[FoundDate | FoundTimes]:
    found: list[FoundDate | FoundTimes] = [*find_dates(text.chars, year), *find_times(text.chars)]
    return sorted(found, key=lambda each: each.start)


def date_fields(text: Text, found: FoundDate) -> tuple[tuple[date, Field], ...]:
    """The days of a date in a line, each as a field."""
    piece = text.cut(found.start, found.end).strip(EDGES)
    return tuple((day, Field(day.isoformat(), piece.spans, found.guess)) for day in found.days)


def _add_sittings(
    sittings: list[SittingDraft], dates: tuple[tuple[date, Field], ...], text: Text, times: FoundTimes
) -> None:
    for dated in dates or (None,):
        sitting = sitting_of(text, times)
        sitting.day, sitting.date_field = dated or (None, None)
        if len(dates) > 1:
            _mark(sitting, Guess.EACH_DAY)
        known = any((s.day, s.begin, s.end) == (sitting.day, sitting.begin, sitting.end) for s in sittings)
        if not known and len(sittings) < MOST_SITTINGS:
            sittings.append(sitting)


def sitting_of(text: Text, times: FoundTimes) -> SittingDraft:
    """A sitting with these times of a line."""
    begin = text.cut(*times.begin_at).field(times.begin_guess, clock(times.begin))
    end = text.cut(*times.until_at).field(times.until_guess, clock(times.until))
    return SittingDraft(begin=times.begin, end=times.until, begin_field=begin, end_field=end)


def _mark(sitting: SittingDraft, guess: Guess) -> None:
    if sitting.begin_field and sitting.end_field:
        sitting.begin_field = replace(sitting.begin_field, guess=sitting.begin_field.guess or guess)
        sitting.end_field = replace(sitting.end_field, guess=sitting.end_field.guess or guess)


def _room(text: Text) -> Field | None:
    """The piece of a line that names the room, between dates and times."""
    for piece in _gaps(text):
        if match := words.ROOM.search(piece.chars):
            start = match.start()
            if piece.chars[:start].strip(EDGES).lower() not in ("", "in", "at", "venue", "in the"):
                before = piece.chars.rfind(",", 0, start)
                in_ = piece.chars.lower().rfind(" in ", 0, start)
                start = 0 if before < 0 and in_ < 0 else max(before + 1, in_ + 4 if in_ >= 0 else 0)
            return _place(piece.cut(start))
    return None


def labelled_room(text: Text) -> Field | None:
    """The whole line after "Venue:", without dates and times."""
    return next((found for piece in _gaps(text) if (found := _place(piece))), None)


def _place(piece: Text) -> Field | None:
    piece = piece.strip(CONNECTING)
    end = re.search(r"\. (?=[A-Z])|[(]", piece.chars)
    return piece.cut(0, end.start() if end else None).strip(CONNECTING).field()


def _gaps(text: Text) -> Iterator[Text]:
    """The pieces of a line between its dates, times and semicolons."""
    start = 0
    for place in (*_dates_and_times(text, 2000), None):
        piece = text.cut(start, place.start if place else None)
        position = 0
        for part in piece.chars.split(";"):
            yield piece.cut(position, position + len(part))
            position += len(part) + 1
        start = place.end if place else start


def _timezone(text: Text) -> Field | None:
    for city, zone in words.CITIES.items():
        start = text.chars.find(city)
        if start >= 0:
            return text.cut(start, start + len(city)).field(Guess.TIME_ZONE, zone)
    return None
