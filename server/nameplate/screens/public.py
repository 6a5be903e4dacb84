"""The public screen: follow the meeting, read only, also inside a page of another site."""

from __future__ import annotations

from dataclasses import dataclass

from . import hall, meeting_status
from .inscription_views import InscriptionView, hidden_inscriptions, upcoming_speakers, with_the_last_one
from .lobby import Board, whole_board
from .meeting_status import Limit, Status
from .render_context import RenderContext

MOST, AT_FIRST = 40, 8
"""The largest number of next speakers, and how many of them are shown before a reader asks for more."""
FORESEEN = 3
"""How many next speakers are named while no list is in use. The programme below names the others."""
SHOWN_PAST = 1
"""How many items before the last one that has begun are shown before a reader asks for more."""


@dataclass(frozen=True, slots=True)
class Head:
    """The meeting, and the state of each item of the programme in order: planned, open, closed.

    `place` is the place of the last item that has begun, from 1. It is 0 before the first one.
    """

    status: Status
    steps: tuple[str, ...]
    place: int


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    """The programme. The first `over` items have begun or do not come any more. The first `past` of them are folded."""

    board: Board
    over: int
    past: int


@dataclass(frozen=True, slots=True)
class ComingSpeakers:
    """The next speakers in two parts, the number of those that are not named, and the state of the list.

    `has_list` says that they come from a list of speakers, and not from the programme.
    """

    has_list: bool
    first: tuple[InscriptionView, ...]
    others: tuple[InscriptionView, ...]
    beyond: int
    sitting_state: str
    list_state: str
    closes_at: int | None
    limits: tuple[Limit, ...]


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting, words = context.meeting, context.words
    board = whole_board(context)
    status = meeting_status.status(meeting, words)
    begun = max((n for n, item in enumerate(board.items, 1) if item.state != "planned"), default=0)
    over = len(board.items) if status.sitting_state == "adjourned" else begun
    return {
        "status": Head(status, tuple(item.state for item in board.items), begun),
        "floor": hall.floor(meeting, words),
        "next": coming_speakers(context, status),
        "board": PublicProgramme(board, over, past=max(0, begun - SHOWN_PAST - 1)),
    }


def coming_speakers(context: RenderContext, status: Status) -> ComingSpeakers:
    meeting = context.meeting
    comes = status.sitting_state in ("open", "suspended")
    has_list = comes and meeting.item is not None and meeting.item.list is not None
    every = upcoming_speakers(context) if comes else ()
    shown = every if has_list else every[:FORESEEN]
    beyond = len(hidden_inscriptions(meeting)) if has_list else 0
    first = with_the_last_one(len(shown) + beyond, AT_FIRST)
    return ComingSpeakers(
        has_list=has_list,
        first=shown[:first],
        others=shown[first:MOST],
        beyond=max(0, len(shown) - MOST) + beyond,
        sitting_state=status.sitting_state,
        list_state=status.list_state if comes else "",
        closes_at=status.closes_at,
        limits=status.limits,
    )
