"""Sittings' headings, items and persons while the note is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .labels import Slot
from .proposal import Field, Person
from .source_text import NOTHING, Text
from .when_and_where import SittingDraft


@dataclass(slots=True, eq=False)
class Heading:
    """A line that begins a sitting: its times, or its place in the order of the sittings, or its part of the day."""

    day: date | None
    day_field: Field | None
    part: str = ""
    index: int | None = None
    sitting: SittingDraft | None = None
    theme: Field | None = None
    title: Field | None = None
    text: Text = NOTHING
    slot: Slot | None = None
    position: int = 0
    """How many items the note has above it."""
    is_block: bool = False
    """It is a part of a sitting. Its items share its slot."""


@dataclass(slots=True, eq=False)
class Draft:
    """An item, or the chair or the moderator, while the note is read."""

    role: str
    kind: Field
    title: Text = NOTHING
    person: Person | None = None
    by_chair: Field | None = None
    by_moderator: bool = False
    by_panel: bool = False
    theme: Field | None = None
    on_behalf_of: Field | None = None
    minutes: Field | None = None
    medium: Field | None = None
    slot: Slot | None = None
    heading: Heading | None = None
    day: date | None = None
    is_block: bool = False
    """A part of a sitting. It is an item only if no other item is in its slot."""
    stands: bool = False
    """It stays without a speaker: it has a time, a number, or a kind that needs no speaker."""


@dataclass(slots=True)
class Programme:
    items: list[Draft] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    chair: Person | None = None
    moderator: Person | None = None
    used: set[int] = field(default_factory=set)
