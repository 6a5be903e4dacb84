"""The seats and categories that can be chosen in the forms of the chair and the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.seats import is_replaced
from nameplate.meeting.model.values import Seat
from nameplate.wording.language import Words

from .render_context import RenderContext, kept_while_equal


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A seat in the forms. A short `code` is shown beside the name."""

    code: str
    name: str
    category: str
    is_panellist: bool


def categories(_: Meeting, words: Words) -> dict[str, object]:
    """Values for the template of a page: the categories of speakers, by id with their names."""
    return {"categories": [(each, words.category(each)) for each in CATEGORIES if each != "panellist"]}


def choices(context: RenderContext) -> tuple[SeatChoice, ...]:
    """The seats that may be given the floor."""
    return _named(context, *_participants(context.meeting))


def panellists(context: RenderContext) -> tuple[SeatChoice, ...]:
    """The panellists to whom a question may be put."""
    return tuple(choice for choice in choices(context) if choice.is_panellist)


def _participants(meeting: Meeting) -> tuple[Mapping[str, Seat], frozenset[str]]:
    """All seats, and the panellists who are replaced. They are the same in most versions that follow each other."""
    replaced = (seat.id for seat in meeting.seats.values() if seat.replaced and is_replaced(meeting, seat))
    return meeting.seats, frozenset(replaced)


@kept_while_equal
def _named(context: RenderContext, seats: Mapping[str, Seat], replaced: frozenset[str]) -> tuple[SeatChoice, ...]:
    words = context.words
    return tuple(
        SeatChoice(seat.id, words.seat_name(seat), words.category(seat.category), seat.category == "panellist")
        for seat in seats.values()
        if seat.category not in ("chair", "other") and seat.id not in replaced
    )
