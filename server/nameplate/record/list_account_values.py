"""What the account tells of a list: when it was open, how it was ordered and drawn, and all that was done to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Something done to a list, to a limit or to the log: by whom, when, and what in words."""

    at: int
    by: str
    by_name: str
    act: str
    what: str


@dataclass(frozen=True, slots=True)
class DrawnInscription:
    """A place on the list as a draw left it.

    `rank`: drawn; priority, before those by a decision of the desk; placed by hand, so that no draw moves it. `key` is
    the name as it stands in the alphabet.
    """

    inscription: str
    seat: str
    name: str
    key: str
    rank: str


@dataclass(frozen=True, slots=True)
class DrawAccount:
    """A draw with all that it takes to draw it again; `places` stand in the order that it gave."""

    method: str
    seed: str
    letter: str
    at: int
    by: str
    by_name: str
    places: tuple[DrawnInscription, ...]


@dataclass(frozen=True, slots=True)
class ListAccount:
    """A list of speakers: when it was open and how it was ordered. The last of the `draws` is the one in force."""

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
