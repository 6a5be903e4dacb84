"""Reads the head of a note: the body, the title, the subtitle, the organizer, and the date of the note itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from . import words
from .dates_and_times import find_dates, find_times
from .outline import Line, says_when_or_where
from .people import OPENING_QUOTES
from .proposal import Field, Guess
from .source_text import EDGES, NOTHING, QUOTES, Text

UNFINISHED = (",", " of", " the", " and", " for", " to", " on", " in", " at", " with", " by", "-", ":")
MOST_TITLE_LINES, LONGEST_SUBTITLE = 4, 250


@dataclass(slots=True)
class Head:
    title: Text = NOTHING
    title_guess: Guess | None = None
    subtitle: Text = NOTHING
    subtitle_guess: Guess | None = None
    body: Field | None = None
    session: Field | None = None
    organizer: Field | None = None
    source: Field | None = None


def read_head(lines: list[Line]) -> tuple[Head, list[Line]]:
    """The fields of the head, and those lines of the head that say when and where."""
    head = Head()
    when: list[Line] = []
    others: list[Line] = []
    source = Text()
    for line in lines:
        chars = line.text.chars
        if _is_about_note(chars):
            source = source.joined(_bare(line.text)) if source else _bare(line.text)
        elif words.RELATION.match(chars):
            continue
        elif organizer := words.ORGANIZER.match(chars):
            head.organizer = head.organizer or line.text.cut(organizer.end()).plain()
        elif _is_when(chars):
            when.append(line)
        elif not others and _is_body(chars):
            _add_body(head, line.text)
        elif "\t" in chars and not words.TITLE_LABEL.match(chars):
            continue  # a row of a table
        else:
            others.append(line)
    head.source = source.field()
    _read_title(head, others, when)
    return head, when


def _is_about_note(chars: str) -> bool:
    """Whether a line has only the words "concept note" and a date."""
    if words.NOTE_ONLY.match(chars) or (words.NOTE_DATE.match(chars) and len(chars) < 60):
        return True
    return bool(words.NOTE.match(chars)) and not _names_event(chars)


def _bare(text: Text) -> Text:
    text = text.strip(EDGES)
    whole = text.chars.startswith("(") and text.chars.endswith(")")
    return text.cut(1, len(text.chars) - 1) if whole else text


def _names_event(chars: str) -> bool:
    """Whether a line such as "Concept note for the panel discussion on water" names the meeting."""
    match = words.NOTE_FOR.search(chars)
    rest = chars[match.end() :] if match else ""
    return bool(words.EVENT.search(rest)) or len(rest.split()) > 3


def _is_when(chars: str) -> bool:
    """Whether a line says when or where. One that begins with a date or a time may also name the meeting."""
    starts = [each.start for each in find_dates(chars, 2000)] + [each.start for each in find_times(chars)]
    return says_when_or_where(chars) and (min(starts, default=2) <= 1 or not words.EVENT.search(chars))


def _is_body(chars: str) -> bool:
    if words.SESSION.match(chars) and len(chars) < 80:
        return True
    if words.CONFERENCE.match(chars):
        return True
    return bool(words.BODY.match(chars)) and (
        not words.EVENT.search(chars) or chars.startswith(("Conference", "Permanent"))
    )


def _add_body(head: Head, text: Text) -> None:
    chars = text.chars
    if words.SESSION.match(chars) and not words.BODY.match(chars):
        head.session = head.session or text.plain()
    elif head.body is None or head.body.value.lower() == "united nations":
        comma = chars.find(", ")
        if comma > 0 and words.SESSION.match(chars[comma + 2 :]):
            head.body, head.session = text.cut(0, comma).plain(), text.cut(comma + 2).plain()
        else:
            head.body = text.plain()


def _continues(title: str, chars: str) -> bool:
    """Whether a line goes on with the title: it begins with a small letter, or both are in capitals."""
    if chars[0] in OPENING_QUOTES or title.rstrip().endswith((*QUOTES,)):
        return False
    capitals = title.isupper() and chars.isupper()
    return chars[0].islower() or capitals or title.rstrip().lower().endswith(UNFINISHED)


def _without_date(title: Text) -> tuple[Text, bool]:
    """A title up to its first date or time, and whether there was one."""
    places = [each.start for each in find_dates(title.chars)] + [each.start for each in find_times(title.chars)]
    if not places or min(places) == 0:
        return title, False
    title = title.cut(0, min(places)).strip(EDGES + "(")
    for end in (" on", " from", " in"):
        if title.chars.endswith(end):
            title = title.cut(0, len(title.chars) - len(end)).strip(EDGES)
    return title, True


def _read_title(head: Head, lines: list[Line], when: list[Line]) -> None:
    position = next((n for n, line in enumerate(lines) if _has_title(line.text.chars)), None)
    if position is None and lines:
        position, head.title_guess = 0, Guess.TITLE
    if position is None:
        return
    first = lines[position]
    title = _without_introduction(first.text)
    if not title:
        return
    following = lines[position + 1 :]
    count = 0
    for line in following[: MOST_TITLE_LINES - 1]:
        open_quote = is_open(title.chars)
        if line.index != first.index + count + 1 or not (open_quote or _continues(title.chars, line.text.chars)):
            break
        title = title.joined(line.text)
        count += 1
    head.title, cut = _without_date(title)
    if cut:
        head.title_guess = Guess.TITLE
        when.append(first)
    _read_subtitle(head, following[count:])


def _has_title(chars: str) -> bool:
    return bool(words.TITLE_LABEL.match(chars) or words.NOTE.match(chars) or words.EVENT.search(chars))


def _without_introduction(text: Text) -> Text:
    for pattern in (words.NOTE_FOR, words.TITLE_LABEL):
        if match := pattern.search(text.chars) if pattern is words.NOTE_FOR else pattern.match(text.chars):
            text = text.cut(match.end())
    return text.strip()


def _read_subtitle(head: Head, lines: list[Line]) -> None:
    """The quoted lines after the title, or the next block of lines as a guess."""
    if not lines:
        return
    subtitle = lines[0].text
    if label := words.TITLE_LABEL.match(subtitle.chars):
        head.subtitle = subtitle.cut(label.end())
        return
    quoted = subtitle.chars[0] in OPENING_QUOTES
    for before, line in pairwise(lines[:MOST_TITLE_LINES]):
        if line.index != before.index + 1 or (quoted and not is_open(subtitle.chars)):
            break
        subtitle = subtitle.joined(line.text)
    if quoted or (len(subtitle.chars) <= LONGEST_SUBTITLE and not subtitle.chars.endswith((".", ":"))):
        head.subtitle, head.subtitle_guess = subtitle, None if quoted else Guess.SUBTITLE


def is_open(chars: str) -> bool:
    """Whether a quotation mark is still open."""
    marks = [char for char in chars if char in QUOTES]
    if not marks:
        return False
    return marks[-1] in "“„«\u201f" or (marks[-1] == '"' and chars.count('"') % 2 == 1)
