"""The account of a list as frozen values: opening times, order, draws, changes. Field names are JSON keys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a list, a speaking time or the programme.

    `act` is the name of the event. `what` is a sentence about the change.
    """

    at: int
    by: str
    by_name: str
    act: str
    what: str


@dataclass(frozen=True, slots=True)
class DrawnInscription:
    """An inscription in the order that a draw gave.

    `rank` is `drawn`, `priority` (the desk put it before the drawn inscriptions), or `placed` (placed by hand, so a
    draw does not move it). `key` is the text by which the name was sorted.
    """

    inscription: str
    seat: str
    name: str
    key: str
    rank: str


@dataclass(frozen=True, slots=True)
class DrawAccount:
    """A draw, with the data that a reader needs to repeat it. `places` are in the drawn order."""

    method: str
    seed: str
    letter: str
    at: int
    by: str
    by_name: str
    places: tuple[DrawnInscription, ...]


@dataclass(frozen=True, slots=True)
class ListAccount:
    """A list of speakers. Only the last of the `draws` is in force."""

    list: str
    kind: str
    items: tuple[str, ...]
    sittings: tuple[str, ...]
    state: str
    opened_at: int | None
    closed_at: int | None
    order: str
    draws: tuple[DrawAccount, ...]
    acts: tuple[Change, ...]
