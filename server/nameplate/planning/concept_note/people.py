"""Reads a person from an entry such as "1. H.E. Mr. Juan Somavía of Chile, Former Director-General, on “the theme”"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nameplate.planning.state_names import all_states

from . import words
from .dates_and_times import find_minutes
from .proposal import Field, Guess, Person
from .source_text import EDGES, NAME_EDGES, NOTHING, QUOTES, Text

OPENING_QUOTES = {"“": "”“", "„": "“”", "«": "»", '"': '"', "\u201f": "”"}
BEFORE_THEME = re.compile(r"(?:^|[,;:–—\t(-]|\b(?:on|theme|topic|titled|entitled|about))[ \t]?$", re.I)
THEME_INTRODUCTION = re.compile(r"[ \t,;:–—(-]*(?:\b(?:on|theme|topic|titled|entitled|about)\b[ \t:]*)?$", re.I)
LABELLED_THEME = re.compile(r"[ \t,;:–—(-] ?(?:theme|topic): (?=\S)", re.I)
NAME_END = re.compile(r" / |[,;\t|:(“„«\"]| ?[–—] ?| - | (?:of|from) (?=the |[^\W\d_a-z])| (?:will|who|and) | on ")
PLACE_END = re.compile(r"[,;\t|:(“„«\"]| ?[–—] ?| - ")
TITLE_END = re.compile(
    r"[;\t|(]| ?[–—] |^(?:will|who|and|on) |,? (?:will|who) |, on (?=[a-z])"
    r"|,? (?:and )?(?:moderated|chaired|facilitated|opened) by "
)
VERB = re.compile(r"\b(?:will|who|is|was|has|had|are|were|said)\b")
"""In a sentence about a person. WHO is an organization."""
NEXT_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\. (?=(?:The(?! Hague\b)|This|These|It|She|He|They|After|Each) [a-z])")
LONGEST_NAME, LONGEST_TITLE, LONGEST_ENTRY = 80, 300, 2_000
MOST_NAME_WORDS = 9
LONGEST_CODE = 3
"""Of a State. Letters such as "IT" after a name are no State."""
OF_EACH = re.compile(
    r" ?(?:each\b|(?:per|for each|for every) (?:delegation|speaker|intervention|statement|member|state|observer|country"
    r"|participant|person|organi[sz]ation)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says about its speaker. `role` is a role in brackets, such as (Moderator)."""

    person: Person | None
    theme: Field | None = None
    on_behalf_of: Field | None = None
    medium: Field | None = None
    minutes: Field | None = None
    role: str | None = None
    role_text: Text = NOTHING


def with_function_before(pieces: list[Text]) -> tuple[Text, Field | None]:
    """The entry of "the Rapporteur, Mr. Tom Lee", and the function before the name. None if there is no function."""
    if len(pieces) != 2 or find_rank(pieces[0].chars) is not None or not rank_at_start(pieces[1].chars):
        return NOTHING, None
    function = pieces[0].cut(4) if pieces[0].chars[:4].lower() == "the " else pieces[0]
    is_function = words.FUNCTION.match(function.chars) and "," not in function.chars
    return (pieces[1], function.plain(Guess.BEFORE_NAME)) if is_function else (NOTHING, None)


def split_people(text: Text) -> list[Text]:
    """The entries of a line that names several persons, each with a form of address."""
    starts = [0]
    for match in words.NEXT_PERSON.finditer(text.chars):
        before = text.chars[starts[-1] : match.start()].rstrip()
        if before and before.endswith((";", ",", " and", "&", " et", "/")) and text.chars[match.end()].isupper():
            starts.append(match.start())
    pieces = [text.cut(start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return [_without_and(piece) for piece in pieces]


def _without_and(text: Text) -> Text:
    text = text.strip(NAME_EDGES)
    for end in (" and", " et", "&"):
        if text.chars.endswith(end):
            return text.cut(0, len(text.chars) - len(end)).strip(NAME_EDGES)
    return text


def rank_at_start(chars: str) -> re.Match[str] | None:
    """The forms of address at the begin of an entry, before a name that begins with a capital letter."""
    match = words.RANK.match(chars) or words.MONSIEUR.match(chars)
    return match if match and not chars[match.end()].islower() else None


def find_rank(chars: str) -> int | None:
    """Where the first form of address of a text begins."""
    if rank_at_start(chars):
        return 0
    starts = (m.start() for m in words.RANK.finditer(chars) if not chars[m.end()].islower())
    return next(starts, None)


def read_entry(text: Text, needs_rank: bool) -> Entry:
    """The person of an entry. With `needs_rank`, only a form of address makes a person."""
    text = text.strip(NAME_EDGES)
    if not text or len(text.chars) > LONGEST_ENTRY:
        return Entry(None)
    text, minutes = take_minutes(text)
    text, medium = _take(text, words.VIDEO)
    text, theme = take_theme(text)
    if not theme:
        text, theme = _take_labelled_theme(text)
    text, behalf = _take_behalf(text)
    text, unconfirmed = _take(text, words.UNCONFIRMED)
    person, role, role_text = _person(text.strip(NAME_EDGES), needs_rank, Guess.NOT_CONFIRMED if unconfirmed else None)
    if person and not theme:
        theme = _theme_without_quotes(text)
    return Entry(person, theme, behalf, medium, minutes, role, role_text)


def take_minutes(text: Text, of_floor: bool = False) -> tuple[Text, Field | None]:
    """The text without its number of minutes, and this number. With `of_floor`, not the minutes of each speaker."""
    for number, start, end in find_minutes(text.chars):
        if of_floor and OF_EACH.match(text.chars, end):
            continue
        found = text.cut(start, end).field(value=str(number))
        if text.chars[:start].endswith("(") and text.chars[end:].startswith(")"):
            start, end = start - 1, end + 1
        return text.without(start, end), found
    return text, None


def take_theme(text: Text) -> tuple[Text, Field | None]:
    """The text without a theme in quotation marks at its end, and this theme."""
    for start, char in enumerate(text.chars):
        if char not in OPENING_QUOTES or not BEFORE_THEME.search(text.chars[max(0, start - 12) : start]):
            continue
        rest = text.chars[start + 1 :]
        end = max(rest.rfind(closing) for closing in OPENING_QUOTES[char])
        if end >= 0 and rest[end + 1 :].strip(" \t.,;)"):
            continue
        introduction = THEME_INTRODUCTION.search(text.chars[max(0, start - 20) : start])
        cut = start - len(introduction[0]) if introduction else start
        inside = text.cut(start + 1, None if end < 0 else start + 1 + end)
        return text.cut(0, cut), inside.plain(Guess.THEME if end < 0 else None)
    return text, None


def _take_labelled_theme(text: Text) -> tuple[Text, Field | None]:
    """The text without its end "Theme: ...", and this theme."""
    match = LABELLED_THEME.search(text.chars)
    return (text.cut(0, match.start()), text.cut(match.end()).plain()) if match else (text, None)


def _take(text: Text, pattern: re.Pattern[str]) -> tuple[Text, Field | None]:
    match = pattern.search(text.chars)
    if not match:
        return text, None
    return text.without(*match.span()), text.cut(*match.span()).strip(" ()").field()


def _take_behalf(text: Text) -> tuple[Text, Field | None]:
    match = words.BEHALF.search(text.chars)
    if not match:
        return text, None
    end = PLACE_END.search(text.chars, match.end())
    closing = text.chars.find(")", match.end())
    until = min([end.start() if end else len(text.chars)] + [closing] * (closing >= 0))
    found = text.cut(match.end(), until).plain()
    return (text.without(match.start(), until + (until == closing)), found) if found else (text, None)


def _person(text: Text, needs_rank: bool, guess: Guess | None) -> tuple[Person | None, str | None, Text]:
    rank = rank_at_start(text.chars)
    if not rank:
        found = None if needs_rank else _unranked(text, guess)
        return found, None, Text()
    after = text.cut(rank.end())
    if sentence := NEXT_SENTENCE.search(after.chars):
        after = after.cut(0, sentence.start())
    end = NAME_END.search(after.chars)
    name = _without_full_stop(after.cut(0, end.start() if end else None).strip(NAME_EDGES))
    if not _is_name(name.chars):
        return None, None, Text()
    rest = after.cut(end.start()) if end else Text()
    rest, of = _of(rest)
    rest, of, role, role_text = _brackets(rest, of)
    title = _title(rest)
    if title and (last := words.ROLE_AT_END.search(title.chars)):
        role, role_text = words.ROLE_OF[last["role"].lower()], title.cut(*last.span("role"))
        title = title.cut(0, last.start()).strip(EDGES)
    if VERB.search(rest.chars):
        guess = guess or Guess.PROSE
    named = name.field(guess)
    if named is None:
        return None, None, Text()
    if of and of.guess is Guess.IN_BRACKETS and not title and words.OFFICE.match(of.value):
        return Person(named, text.cut(0, rank.end()).field(), of), role, role_text
    ranked = text.cut(0, rank.end()).field()
    if title and not of and len(title.chars) > LONGEST_CODE and all_states().find(title.chars):
        return Person(named, ranked, of=title.field(Guess.AFTER_NAME)), role, role_text
    if title:
        of = of or _of_from_title(title)
        guess = guess or (Guess.THEME if title.chars[-1] in QUOTES or ": " in title.chars else None)
    return Person(named, ranked, title.field(guess) if title else None, of), role, role_text


def _without_full_stop(name: Text) -> Text:
    """A name without the full stop of its sentence. The one of an initial stays."""
    return name if re.search(r"\b(?:[^\W\d_a-z]|Jr|Sr)\.$", name.chars) else name.strip(EDGES)


def _is_name(chars: str) -> bool:
    if not 2 <= len(chars) <= LONGEST_NAME or any(char.isdigit() for char in chars):
        return False
    return len(chars.split()) <= MOST_NAME_WORDS


def _of(rest: Text) -> tuple[Text, Field | None]:
    """A State or an organization that follows the name: " of Chile, ..."."""
    start = re.match(r" (?:of|from) (?:the )?", rest.chars)
    if not start:
        return rest, None
    end = PLACE_END.search(rest.chars, start.end())
    until = end.start() if end else len(rest.chars)
    return rest.cut(until), rest.cut(start.end(), until).plain()


def _brackets(rest: Text, of: Field | None) -> tuple[Text, Field | None, str | None, Text]:
    """Brackets after the name, or with a role: (Chile), (Moderator)."""
    for match in re.finditer(r"\(([^()]{1,80})\)", rest.chars):
        inside = rest.cut(match.start(1), match.end(1))
        if (role := words.role_at(inside.chars)) and role[1] in words.SPEAKING:
            return rest.without(*match.span()), of, role[1], inside
        if not of and not rest.chars[: match.start()].strip() and inside.chars[0].isupper():
            return rest.without(*match.span()), inside.field(Guess.IN_BRACKETS), None, Text()
    return rest, of, None, Text()


def _title(rest: Text) -> Text | None:
    if brackets := re.match(r" ?\([^()]{0,80}\)", rest.chars):
        rest = rest.cut(brackets.end())
    rest = rest.strip(NAME_EDGES + (")" if "(" not in rest.chars else ""))
    end = TITLE_END.search(rest.chars)
    if end and end[0] == "(" and ")" in rest.chars[end.start() :]:  # a title may have an abbreviation in brackets
        end = TITLE_END.search(rest.chars, rest.chars.index(")", end.start()))
    title = rest.cut(0, end.start() if end else None).strip(EDGES)
    return title if title and len(title.chars) <= LONGEST_TITLE else None


def _theme_without_quotes(text: Text) -> Field | None:
    match = re.search(r", on (?=[a-z])", text.chars)
    if not match:
        return None
    end = re.search(r"[;\t|(]", text.chars[match.end() :])
    return text.cut(match.end(), match.end() + end.start() if end else None).plain(Guess.THEME)


def _of_from_title(title: Text) -> Field | None:
    match = words.STATE_IN_TITLE.search(title.chars)
    return title.cut(*match.span("of")).field(Guess.OF_FROM_TITLE) if match else None


def _unranked(text: Text, guess: Guess | None) -> Person | None:
    """A person without a form of address: a name and a title, or only a function."""
    end = PLACE_END.search(text.chars)
    name = text.cut(0, end.start() if end else None).strip(EDGES)
    if is_plain_name(name.chars):
        title = _title(text.cut(end.start())) if end else None
        named = name.field(guess or Guess.NO_RANK)
        of = _of_from_title(title) if title else None
        return Person(named, None, title.field(Guess.NO_RANK) if title else None, of) if named else None
    function = text.cut(4) if text.chars[:4].lower() == "the " else text
    stop = re.search(r"[;\t|(.]| will ", function.chars)
    function = function.cut(0, stop.start() if stop else None).strip(EDGES)
    if (
        not function
        or not function.chars[0].isupper()
        or len(function.chars) > LONGEST_TITLE
        or len(function.chars) < 3
    ):
        return None
    named = function.plain(Guess.NO_NAME)
    return Person(named) if named else None


def is_plain_name(chars: str) -> bool:
    """Whether a text without a form of address looks like the name of a person."""
    parts = chars.split()
    if (
        not 2 <= len(parts) <= 6
        or not _is_name(chars)
        or words.FUNCTION.search(chars)
        or set(chars) & {*QUOTES, *".:?!&/"}
    ):
        return False
    return all(part[0].isupper() or part.lower() in words.PARTICLES for part in parts) and parts[0][0].isupper()
