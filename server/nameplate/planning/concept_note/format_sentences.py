"""Reads sentences about the format, such as "presentations of approximately 10 minutes" or "a wrap-up by the chair"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from . import words
from .dates_and_times import find_minutes
from .drafts import Draft
from .outline import Line
from .people import OF_EACH, find_rank, read_entry, split_people
from .proposal import Field, Guess, Person
from .source_text import Text

SENTENCE_END = re.compile(r"[.;!?](?= [A-Z0-9“«\"(]| *$)")
ABBREVIATION = re.compile(r"\b(?:H|E|Mr|Ms|Mrs|Dr|Prof|Amb|Hon|approx|min|a\.m|p\.m|no|art|para)\.$", re.I)
LONGEST_SENTENCE = 2_000
MOST_PANELLISTS = 20
SPEAKERS = re.compile(r"\b(?:presentations?|panell?ists?|experts?|presenters?|discussants?|speakers?)\b", re.I)
FLOOR = re.compile(
    r"\b(?:floor|delegations?|states|observers?|participants|members?|discussions?|dialogues?|debate|questions?|slots?)\b",
    re.I,
)
PRESENTATIONS = re.compile(
    r"\bpresentations? (?:by|from|of) (?!approximately|about|up|around|max|[0-9])[^,.;:()“«\"]{2,80}", re.I
)
DISCUSSION = re.compile(
    r"\b(?:inter-?active (?:dialogue|discussion|debate|exchange)s?|questions?[ -]and[ -]answers?(?: session)?"
    r"|Q ?& ?A(?: session)?|open discussion|general discussion|plenary discussion"
    r"|discussion with the (?:floor|audience))\b",
    re.I,
)
OPEN_FLOOR = re.compile(r"(?<=the )floor will (?:then )?be open(?:ed)?\b", re.I)
WRAP_UP = re.compile(r"\bwrap(?:ping)?[ -]?up\b|\bsum(?:ming)?[ -]up\b", re.I)
CLOSING = re.compile(r"\b(?:closing|concluding) remarks\b", re.I)
CHAIR = re.compile(r"\b(?:chair(?:person|man|woman)?(?:/moderator)?)\b", re.I)
EACH = re.compile(
    r"\beach (?:session|sitting|meeting)\b|\bmorning and (?:the )?afternoon\b|\bboth (?:session|sitting|meeting)s\b",
    re.I,
)
BY_PERSON = re.compile(r"\b(?P<verb>moderated|chaired|facilitated|opened) by ", re.I)
OFFICE = re.compile(
    r"\b(?P<office>chair(?:person|man|woman)?|moderator|facilitator)"
    r"(?: of the (?:panel|meeting|session|seminar|workshop|discussion|event))?, ",
    re.I,
)
"""Before the name, as in "The Chair, Ms. Ada Example, will close the panel"."""
WILL_DO = re.compile(r",? (?:will|shall) (?P<verb>chair|preside|moderate|facilitate|open)\b", re.I)
"""After the name, as in "Ms. Ada Example, Director, will chair the panel"."""
PANEL = re.compile(
    r"\b(?:panell?ists|speakers|experts|presenters|discussants|presentations)"
    r" (?:will be|will include|are|include|by)(?: made by| delivered by)?:? ",
    re.I,
)
"""Before the names, as in "The panellists will be Ms. Ada Example and Mr. Ben Example"."""
WILL = re.compile(r"\b(?:will|shall|to be)\b", re.I)
OFFICES = {
    **dict.fromkeys(("chair", "chaired", "chairperson", "chairman", "chairwoman", "preside"), "chair"),
    **dict.fromkeys(("moderate", "moderated", "moderator", "facilitate", "facilitated", "facilitator"), "moderator"),
}
"""By the words of a sentence. All other words mean the opening."""
BEFORE_MINUTES = re.compile(r"[ (]{1,2}(?:of |for |lasting )?(?:about |approximately |up to )?$", re.I)
COUNTS = {
    word: number
    for number, words_ in enumerate(("two 2", "three 3", "four 4", "five 5", "six 6", "seven 7", "eight 8"), start=2)
    for word in words_.split()
}
COUNTED = re.compile(
    rf"\b(?P<count>{'|'.join(COUNTS)}) (?:[a-z-]{{2,20}} )?(?:presentations|panell?ists|speakers|experts|presenters)\b",
    re.I,
)
SLOTS = re.compile(
    r"\b(?P<count>two|2|three|3) slots? of (?P<whole>[0-9]{1,3}) minutes each[ ,(]{1,3}(?P<floor>[0-9]{1,3}) minutes"
    r" for (?P<what>[^,;()]{2,80}?),? (?:and |then )?followed by (?P<replies>[0-9]{1,3}) minutes"
    r" for (?P<who>[^,;().]{2,80})",
    re.I,
)


@dataclass(slots=True)
class Format:
    """`everywhere` are items of every sitting, with True where the note says so."""

    minutes: Field | None = None
    speakers: int | None = None
    """How many presentations have these minutes, if the note says it."""
    items: list[tuple[Draft, bool]] = field(default_factory=list)
    slots: list[Draft] = field(default_factory=list)
    chair: Person | None = None
    moderator: Person | None = None
    opening: Draft | None = None
    panel: list[Draft] = field(default_factory=list)
    """The panellists whom one sentence names."""


def read_format(lines: list[Line], prose: list[Line]) -> Format:
    """What the sentences of these lines say. What comes from other sections than the format is a guess.

    The prose is only searched for the person who will chair, moderate or open the meeting.
    """
    found = Format()
    for line in prose:
        for sentence in _sentences(line.text):
            if len(sentence.chars) <= LONGEST_SENTENCE and WILL.search(sentence.chars):
                _read_people(found, sentence)
    for line in lines:
        for sentence in _sentences(line.text):
            _read_sentence(found, sentence, None if line.section == "format" else Guess.PROSE)
    return found


def _sentences(text: Text) -> Iterator[Text]:
    start = 0
    for match in SENTENCE_END.finditer(text.chars):
        if match[0] == "." and ABBREVIATION.search(text.chars[max(0, match.end() - 8) : match.end()]):
            continue
        yield text.cut(start, match.end())
        start = match.end()
    yield text.cut(start)


def _read_sentence(found: Format, text: Text, guess: Guess | None) -> None:
    chars = text.chars
    if len(chars) > LONGEST_SENTENCE:
        return
    each = bool(EACH.search(chars))
    if slots := SLOTS.search(chars):
        _add_slots(found, text, slots, guess)
        return
    if found.minutes is None:
        found.minutes = _presentation_minutes(text)
        counted = COUNTED.search(chars) if found.minutes else None
        found.speakers = COUNTS[counted["count"].lower()] if counted else None
    if match := PRESENTATIONS.search(chars):
        title = text.cut(*match.span())
        kind = text.cut(match.start(), match.start() + len("presentation")).field(Guess.ONE_FOR_ALL, "presentation")
        _add(found, "presentation", kind, title, each)
    if match := DISCUSSION.search(chars) or OPEN_FLOOR.search(chars):
        title = text.cut(*match.span())
        _add(
            found,
            "floor_block",
            title.field(guess, "floor_block"),
            title,
            each,
            _minutes_after(text, match.end(), guess),
        )
    for pattern, role in ((WRAP_UP, "wrap_up"), (CLOSING, "closing")):
        if match := pattern.search(chars):
            title = text.cut(*match.span())
            _add(found, role, title.field(guess, role), title, each, _minutes_after(text, match.end(), guess))
            by = CHAIR.search(chars)
            if by and found.items[-1][0].role == role:
                found.items[-1][0].by_chair = text.cut(*by.span()).field(guess, "chair")
    _read_people(found, text)


def _add(found: Format, role: str, kind: Field | None, title: Text, each: bool, minutes: Field | None = None) -> None:
    if kind and not any(draft.role == role for draft, _ in found.items):
        found.items.append((Draft(role, kind, title, minutes=minutes, stands=True), each))


def _minutes_after(text: Text, position: int, guess: Guess | None) -> Field | None:
    """The minutes that follow the name of an item, as in "a discussion of 90 minutes" or "a wrap-up (5 minutes)"."""
    for number, start, end in find_minutes(text.chars[position : position + 60]):
        if BEFORE_MINUTES.fullmatch(text.chars, position, position + start) and not OF_EACH.match(
            text.chars, position + end
        ):
            return text.cut(position + start, position + end).field(guess, str(number))
        break
    return None


def _presentation_minutes(text: Text) -> Field | None:
    """The minutes of a presentation: the nearest word before or after them means speakers, not the floor."""
    for number, start, end in find_minutes(text.chars):
        before, after = text.chars[:start], text.chars[end : end + 60]
        words_before = [*_positions(before)]
        words_after = [*_positions(after)]
        nearest = words_before[-1] if words_before else words_after[0] if words_after else None
        if words_after and words_after[0][0] < 20 and re.match(r"(?: each)? (?:for|per|by) |[ -]?presentation", after):
            nearest = words_after[0]
        if nearest and nearest[1] == "speakers":
            return text.cut(start, end).field(value=str(number))
    return None


def _positions(chars: str) -> list[tuple[int, str]]:
    found = [(match.start(), "speakers") for match in SPEAKERS.finditer(chars)]
    return sorted(found + [(match.start(), "floor") for match in FLOOR.finditer(chars)])


def _add_slots(found: Format, text: Text, match: re.Match[str], guess: Guess | None) -> None:
    """The two slots of a panel of the Human Rights Council: the floor, then replies."""
    count = {"two": 2, "2": 2, "three": 3, "3": 3}[match["count"].lower()]
    for _ in range(count):
        for role, title, number in (("floor_block", "what", "floor"), ("replies", "who", "replies")):
            if not 1 <= int(match[number]) <= 600:
                return
            name = text.cut(*match.span(title))
            kind = name.field(guess, role)
            if kind:
                minutes = text.cut(*match.span(number)).field(guess, str(int(match[number])))
                draft = Draft(role, kind, name, minutes=minutes, stands=True)
                draft.by_panel = bool(SPEAKERS.search(match[title]))
                found.slots.append(draft)


def _read_people(found: Format, text: Text) -> None:
    for pattern in (BY_PERSON, OFFICE):
        for match in pattern.finditer(text.chars):
            if find_rank(text.chars[match.end() :]) == 0:
                _take_person(found, text.cut(match.end()), text.cut(*match.span(1)))
    if (panel := PANEL.search(text.chars)) and not found.panel and find_rank(text.chars[panel.end() :]) == 0:
        said = text.cut(*panel.span()).field(Guess.PROSE, "presentation")
        found.panel = [*_panellists(text.cut(panel.end()), said)]
    start = 0
    for match in WILL_DO.finditer(text.chars):
        named = [*words.NEXT_PERSON.finditer(text.chars, start, match.start())]
        first = next((each.start() for each in reversed(named) if not _follows_rank(text.chars, each.start())), None)
        if first is not None:
            _take_person(found, text.cut(first, match.start()), text.cut(*match.span("verb")))
        start = match.end()


def _panellists(text: Text, said: Field | None) -> Iterator[Draft]:
    for piece in split_people(text)[:MOST_PANELLISTS]:
        entry = read_entry(piece, needs_rank=True)
        if entry.person and said:
            draft = Draft("presentation", said, person=_from_sentence(entry.person), stands=True)
            draft.theme, draft.on_behalf_of = _in_sentence(entry.theme), _in_sentence(entry.on_behalf_of)
            yield draft


def _in_sentence(field_: Field | None) -> Field | None:
    return field_ and replace(field_, guess=field_.guess or Guess.PROSE)


def _from_sentence(person: Person) -> Person:
    name = replace(person.name, guess=person.name.guess or Guess.PROSE)
    return replace(person, name=name, title=_in_sentence(person.title), of=_in_sentence(person.of))


def _follows_rank(chars: str, start: int) -> bool:
    """Whether a form of address goes on, as Mr. in "H.E. Mr."."""
    return chars[:start].rstrip().endswith(("H.E.", "H. E."))


def _take_person(found: Format, text: Text, said: Text) -> None:
    """Take the chair, the moderator, or the speaker of the opening from a sentence. `said` is the word for it."""
    person = read_entry(text, needs_rank=True).person
    if not person:
        return
    person = _from_sentence(person)
    office = OFFICES.get(said.chars.lower())
    if office:
        person = replace(person, role=said.field(Guess.PROSE))
    if office == "chair":
        found.chair = found.chair or person
    elif office == "moderator":
        found.moderator = found.moderator or person
    elif found.opening is None:
        kind = said.field(Guess.PROSE, words.OPENING)
        if kind:
            found.opening = Draft(words.OPENING, kind, person=person, stands=True)
