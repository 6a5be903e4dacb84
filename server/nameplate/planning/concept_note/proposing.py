"""From the text of a concept note to a proposal, with each line marked as used or unused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from . import words
from .assembly import assemble
from .dates_and_times import find_dates
from .fitting_rules import fitting_preset
from .format_sentences import read_format
from .head import Head, read_head
from .outline import Line, outline
from .programme import ProgrammeReader
from .proposal import Field, Guess, Proposal, Sitting, SourceLine, Span
from .source_text import LONGEST_VALUE, MARK, Text, clean_lines
from .when_and_where import WhenAndWhere, labelled_room, read_when

BETWEEN = ": "
PLACES = {"venue", "place", "location", "room", "where"}
TIMES = {"time", "times", "date and time", "time and venue", "date/time", "when"}
HELD = re.compile(r"\b(?:will (?:be held|take place|be convened)|is scheduled|to be held)\b", re.I)
WORD = re.compile(r"\w+")
CONNECTING_WORDS = {
    *("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"),
    *("between", "till", "until", "et", "à"),
    *("behalf", "where", "when", "theme", "topic", "title", "date", "dates", "time", "venue", "place", "room"),
}
"""They are not unused when they are alone between two fields."""
NUMBER_AT_START = re.compile(r"\s*[(]?(?:[0-9]{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)]?\s*$")


def propose(text: str) -> Proposal:
    """The programme that a concept note describes. Raises `BadFile` if the note is too long."""
    lines, texts = clean_lines(text)
    sections = outline(texts)
    head, head_when = read_head([line for line in sections if line.section == "head" and line.text])
    year = _year(head, sections)
    when = _when(texts, sections, head_when, year)
    programme = ProgrammeReader([line for line in sections if line.section == "programme"], year).read()
    by_section: dict[str, list[Line]] = {}
    for line in sections:
        if line.index not in programme.used:
            by_section.setdefault(line.section, []).append(line)
    format_ = read_format(
        [line for name in ("format", "outcome", "programme") for line in by_section.get(name, [])],
        [line for name in ("head", "prose") for line in by_section.get(name, [])],
    )
    chair = programme.chair or format_.chair
    moderator = programme.moderator or format_.moderator
    if chair is None and moderator:
        chair, moderator = replace(moderator, name=replace(moderator.name, guess=Guess.MODERATOR)), None
    programme.chair, programme.moderator = chair, moderator
    sittings = assemble(programme, format_, when)
    sittings, date = _dates(sittings, when)
    title = head.title.plain(head.title_guess)
    proposal = Proposal(
        lines=(),
        sittings=sittings,
        title=title,
        subtitle=_second(title, head.subtitle.plain(head.subtitle_guess)),
        body=head.body,
        session=_second(head.body, head.session),
        organizer=head.organizer,
        date=date,
        room=when.room,
        timezone=when.timezone,
        source=head.source,
        preset=fitting_preset(_value(head.body), f"{_value(title)} {head.subtitle.value}", _value(date)[:4]),
        chair=chair,
        moderator=moderator,
    )
    return replace(proposal, lines=_marked(lines, proposal))


def _value(field: Field | None) -> str:
    return field.value if field else ""


def _second(first: Field | None, second: Field | None) -> Field | None:
    """The second of two fields that the programme file joins to one text, if they are not too long together."""
    together = sum(len(field.value) + len(BETWEEN) for field in (first, second) if field)
    return second if together <= LONGEST_VALUE else None


def _year(head: Head, sections: list[Line]) -> int | None:
    """The year for dates without one: of the note itself, or of the first date of its head."""
    texts = [head.source.value] if head.source else []
    for chars in (*texts, *(line.text.chars for line in sections if line.section in ("head", "when", "programme"))):
        if found := find_dates(chars[:500]):
            return found[0].days[0].year
    return None


def _when(texts: tuple[Text, ...], sections: list[Line], head: list[Line], year: int | None) -> WhenAndWhere:
    """When and where, from the head and the lines about it, otherwise from a sentence."""
    lines = sorted(
        [*head, *(line for line in sections if line.section == "when" and line.text)], key=lambda line: line.index
    )
    labels = [words.section_at(texts[line.index].chars) for line in lines]
    timed = [position for position, label in enumerate(labels) if label and label[0] in TIMES]
    found = read_when((line.text for line in lines), year, timed)
    if not found.room:
        labelled = (line for line in lines if (s := words.section_at(texts[line.index].chars)) and s[0] in PLACES)
        found.room = next(filter(None, (labelled_room(line.text) for line in labelled)), None)
    if not found.room:
        lone = (line.text for line in sections if line.section == "programme" and words.ROOM.match(line.text.chars))
        found.room = next(filter(None, map(labelled_room, lone)), None)
    if found.day or found.sittings:
        return found
    held = [line.text for line in sections if HELD.search(line.text.chars) and find_dates(line.text.chars)]
    from_prose = read_when(held[:1], year)
    for sitting in from_prose.sittings:
        sitting.begin_field, sitting.end_field = _prose(sitting.begin_field), _prose(sitting.end_field)
        sitting.date_field = _prose(sitting.date_field)
    from_prose.date_field = _prose(from_prose.date_field)
    from_prose.room = found.room or _prose(from_prose.room)
    from_prose.timezone = found.timezone or from_prose.timezone
    return from_prose


def _prose(field: Field | None) -> Field | None:
    return field and replace(field, guess=field.guess or Guess.PROSE)


def _dates(sittings: tuple[Sitting, ...], when: WhenAndWhere) -> tuple[tuple[Sitting, ...], Field | None]:
    """One date for the whole meeting, or else a date of each sitting."""
    days = {sitting.date.value: sitting.date for sitting in sittings if sitting.date}
    date = when.date_field or next(iter(days.values()), None)
    if date and set(days) <= {date.value}:
        sittings = tuple(replace(sitting, date=None) for sitting in sittings)
    return sittings, date


def _marked(lines: tuple[str, ...], proposal: Proposal) -> tuple[SourceLine, ...]:
    """The lines of the note, each with the fields that come from it and with its unused pieces."""
    paths: list[dict[str, None]] = [{} for _ in lines]
    used: list[list[tuple[int, int]]] = [[] for _ in lines]
    for path, field in proposal.fields():
        for span in field.spans:
            paths[span.line][path] = None
            used[span.line].append((span.start, span.end))
    return tuple(
        SourceLine(number + 1, text, tuple(paths[number]), tuple(_unused(number, text, sorted(used[number]))))
        for number, text in enumerate(lines)
    )


def _unused(number: int, text: str, used: list[tuple[int, int]]) -> Iterator[Span]:
    """The pieces of a line that are in no field, without connecting words, bullets and numbers."""
    start = 0
    for begin, end in (*used, (len(text), len(text))):
        piece = MARK.sub(" ", text[start:begin])
        words_ = WORD.findall(piece)
        is_number = start == 0 and bool(used) and NUMBER_AT_START.match(piece) is not None
        if any(word.lower() not in CONNECTING_WORDS for word in words_) and not is_number:
            whole = text[start:begin]
            yield Span(number, begin - len(whole.lstrip()), start + len(whole.rstrip()))
        start = max(start, end)
