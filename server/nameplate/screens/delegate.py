"""The delegate's phone: who has the floor, the list, and what concerns my own seat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.state import Inscription, Notice

from . import parts
from .words import Words


@dataclass(frozen=True, slots=True)
class Mine:
    """Where my delegation stands. `state`: none, waiting, speaking, heard, absent, withdrawn, removed, not_reached.

    `place` counts from 1 while waiting; `list_state` says whether the floor can be asked for.
    """

    name: str
    state: str
    list_state: str
    inscription: str = ""
    place: int = 0
    ordinal: str = ""
    holder: parts.Holder | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """What the list shows when there is nobody on it: what comes."""

    places: tuple[parts.Place, ...]
    list_state: str


def regions(meeting: Meeting, words: Words, recovered: str | None = None) -> dict[str, object]:
    """What every phone sees."""
    return {
        "status": parts.status(meeting, words),
        "floor": parts.holder(meeting, words),
        "notice": parts.notice(meeting, "hall"),
        "speakers_list": Programme(parts.places(meeting, words), parts.status(meeting, words).list_state),
    }


def personal(meeting: Meeting, words: Words, seat: str) -> dict[str, object]:
    """What the phones of one delegation see besides."""
    return {"mine": mine(meeting, words, seat)}


def mine(meeting: Meeting, words: Words, seat: str) -> Mine:
    """Where a delegation stands now; of the past, only what became of its newest place."""
    name = words.seat_name(meeting.seats[seat])
    list_state = parts.status(meeting, words).list_state
    speech = meeting.speech
    if speech and speech.seat == seat:
        holder, notice = parts.holder(meeting, words), parts.notice(meeting, "speaker")
        return Mine(name, "speaking", list_state, holder=holder, notice=notice)
    waiting = next((w for w in _waiting(meeting) if w[1].seat == seat), None)
    if waiting:
        place, inscription = waiting
        return Mine(name, "waiting", list_state, inscription.id, place, ordinal(place))
    past = [i for speakers in meeting.lists.values() for i in speakers.past if i.seat == seat]
    return Mine(name, past[-1].state if past else "none", list_state)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 22nd ... for English."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _waiting(meeting: Meeting) -> Iterator[tuple[int, Inscription]]:
    for speakers in meeting.lists.values():
        yield from enumerate(speakers.waiting, 1)
