"""What a concept note says about a meeting: each field with its place in the note, and whether it is a guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum


class Guess(Enum):
    """Why a field is not certain. The value is a sentence for the reader."""

    TIME_ZONE = "The time zone is that of the place."
    YEAR = "The date has no year. This is the year of the concept note, or of another date."
    DAY_OR_MONTH = "The day and the month may be the other way round."
    WEEKDAY = "The day of the week in the note does not fit this date."
    HALF_OF_DAY = "The note does not say a.m. or p.m. here."
    NOON = "The note says 12 a.m. It is taken as noon."
    OTHER_TIMES = "The same line has another time, which was not understood."
    TIME_ZONES = "The note gives times of several places. They may be the same sitting."
    BREAK = "The note gives a pause here."
    EACH_DAY = "The note gives several days and their times together."
    COMPUTED = "Computed from other times of the note."
    SHARED = "The time of the slot, divided equally by its speakers."
    TIME_OF_PART = "The time of the whole session or panel. The note gives no time of this item."
    OTHER_NUMBER = "The note gives this time to another number of speakers."
    PROSE = "From a sentence of the note, not from a programme."
    ONE_FOR_ALL = "The note names no speakers. This item stands for all of them; add one item for each."
    SITTING = "The note does not say in which sitting this is."
    EVERY_SITTING = "The note does not say whether this is in every sitting."
    KIND = "The note does not say what kind of item this is."
    NO_NAME = "The note gives a function here, and no name."
    NO_RANK = "This may be a person or not: the note gives no form of address."
    NOT_CONFIRMED = "The note says that this is to be confirmed."
    OF_FROM_TITLE = "From the title of the speaker, who may speak for somebody else."
    IN_BRACKETS = "From the brackets after the name."
    GOES_ON = "The line after it may belong to it."
    BEFORE_NAME = "From the words before the name."
    AFTER_NAME = "From the words after the name. The speaker may speak for somebody else."
    NEXT_LINE = "From the line after the name."
    THEME = "The note does not show clearly where the title ends and the theme begins."
    SEVERAL = "The note names several. This is the first one."
    MODERATOR = "This is the moderator. No chair was found in the note."
    MODERATOR_SPEAKS = "The note names the moderator here, who has no item of the chair."
    TITLE = "The first line that can be a title."
    SUBTITLE = "The lines after the title."
    RULES_OF_PANEL = "The note does not say the rules. These are those of panels of the Human Rights Council."
    RULES_OF_DIALOGUE = (
        "The note does not say the rules. These are those of interactive dialogues of the Human Rights Council."
    )
    RULES_OF_DEBATE = "The note does not say the rules. These are those of general debates of the Human Rights Council."
    RULES_OF_REVIEW = "The note does not say the rules. These are those of the Universal Periodic Review."
    RULES_OF_ASSEMBLY = "The note does not say the rules. These are those of the General Assembly."
    RULES_OF_SEMINAR = "The note does not say the rules. These are those of a seminar of 2013, the usual choice."
    REPLIES = "The note does not say who replies."


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line of the note. Lines and columns count from 0; `end` is not included."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """A value as the programme file has it.

    `spans` are the pieces of the note that say it. A text is exactly these pieces, with single spaces. Dates, times,
    minutes, kinds and time zones are in the form of the programme file.
    """

    value: str
    spans: tuple[Span, ...]
    guess: Guess | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """`rank` is the form of address, such as H.E. Mr. `role` is where the note says that this is the chair."""

    name: Field
    rank: Field | None = None
    title: Field | None = None
    of: Field | None = None
    role: Field | None = None

    @property
    def full_name(self) -> str:
        """Form of address and name, as the screens show them."""
        return f"{self.rank.value} {self.name.value}" if self.rank else self.name.value


@dataclass(frozen=True, slots=True)
class Item:
    """`title` is the name of an item without a speaker. `by_chair` is where the note says that the chair speaks."""

    kind: Field
    title: Field | None = None
    speaker: Person | None = None
    by_chair: Field | None = None
    theme: Field | None = None
    on_behalf_of: Field | None = None
    minutes: Field | None = None
    begin: Field | None = None
    medium: Field | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """`title` is what the note calls it, such as Morning session. `begin` and `end` are like 10:00.

    `date` is None if all sittings are on the date of the proposal.
    """

    begin: Field | None
    end: Field | None
    items: tuple[Item, ...]
    date: Field | None = None
    theme: Field | None = None
    title: Field | None = None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the note. `used` are the paths of the fields that come from it; `unused` are its other pieces."""

    number: int
    text: str
    used: tuple[str, ...]
    unused: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A programme beside the text that it comes from. An absent field is None: nothing is invented.

    `preset` has the name of the rules that fit. It is always a guess, without a place in the note.
    """

    lines: tuple[SourceLine, ...]
    sittings: tuple[Sitting, ...]
    title: Field | None = None
    subtitle: Field | None = None
    body: Field | None = None
    session: Field | None = None
    organizer: Field | None = None
    date: Field | None = None
    room: Field | None = None
    timezone: Field | None = None
    source: Field | None = None
    preset: Field | None = None
    chair: Person | None = None
    moderator: Person | None = None

    @property
    def says_something(self) -> bool:
        """Whether the note gives a date, a time, an item or a person."""
        return bool(self.date or self.sittings or self.chair or self.moderator)

    def fields(self) -> Iterator[tuple[str, Field]]:
        """Every field with its path, such as `sittings.0.items.2.theme`."""
        for entry in fields(self):
            if entry.name != "lines":
                yield from _fields(entry.name, getattr(self, entry.name))


def _fields(path: str, value: object) -> Iterator[tuple[str, Field]]:
    if isinstance(value, Field):
        yield path, value
    elif isinstance(value, tuple):
        for number, element in enumerate(value):
            yield from _fields(f"{path}.{number}", element)
    elif is_dataclass(value):
        for entry in fields(value):
            yield from _fields(f"{path}.{entry.name}", getattr(value, entry.name))
