"""A programme that is not stored yet, and what is wrong with it, as the pages of the organiser pass them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nameplate.planning.programme_data import Data

FILE = "programme.yaml"
"""The name of the programme in a fault of its reader."""
SEATS, SEATS_NAME = "seats", "participants"
EMPTY: Data = {"timezone": "Europe/Zurich", "sittings": [{"start": "10:00", "end": "13:00", "items": [{}]}]}

Line = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A programme that is not stored yet, as plain data, and the list of participants as CSV; "" for all States.

    `note` is the concept note from which it was made, and `lines` are its lines: pieces of text, each with whether it
    was used. `note_says_nothing` means that the note gives no date, time or person. `guesses` has, by the path of a
    field, why its value is not certain. `confirmed` has the paths of those that the editor has found right. `revises`
    is the code of the meeting whose programme is edited; "" for a new one. `made_from` is the fingerprint of the
    programme that the editor has seen. `warned` has the kinds of the warnings that the editor has seen, with spaces in
    between.
    """

    data: Data
    seats: str = ""
    note: str = ""
    revises: str = ""
    lines: tuple[Line, ...] = ()
    guesses: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    note_says_nothing: bool = False
    made_from: str = ""
    warned: str = ""

    @property
    def open_guesses(self) -> tuple[str, ...]:
        """The paths of the guesses that nobody has changed or confirmed."""
        return tuple(path for path in self.guesses if path not in self.confirmed)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a draft, and the path of the field. `more` are further sentences, of a table or a list.

    `look_at` is the code of a meeting whose page shows more about it. `others` were found together with it, at other
    fields.
    """

    sentence: str
    path: str
    more: tuple[str, ...] = ()
    look_at: str = ""
    others: tuple[Fault, ...] = ()
