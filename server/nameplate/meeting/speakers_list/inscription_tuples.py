"""Tuples of inscriptions with one added, replaced or removed, at the least cost: lists have thousands in a race."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from nameplate.meeting.model.values import Inscription


def appended(inscriptions: tuple[Inscription, ...], new: Inscription) -> tuple[Inscription, ...]:
    """The inscriptions with one more at the end."""
    return inscriptions + (new,)  # noqa: RUF005 - unpacking takes twice as long, and this runs for each of thousands


def replaced(inscriptions: tuple[Inscription, ...], new: Inscription) -> tuple[Inscription, ...]:
    """The inscriptions with `new` in the position of the one with its id."""
    at = next(n for n, inscription in enumerate(inscriptions) if inscription.id == new.id)
    return (*inscriptions[:at], new, *inscriptions[at + 1 :])


def removed(inscriptions: tuple[Inscription, ...], inscription: str) -> tuple[Inscription, ...]:
    """The inscriptions without the one of that id, which must be among them."""
    at = index_of(inscriptions, inscription)
    return inscriptions[:at] + inscriptions[at + 1 :]


def index_of(inscriptions: Sequence[Inscription], inscription: str) -> int:
    """The index of the inscription of that id, which must be there. Logarithmic in order of receipt, else linear."""
    likely = bisect_left(inscriptions, request_number(inscription), key=lambda one: request_number(one.id))
    if likely < len(inscriptions) and inscriptions[likely].id == inscription:
        return likely
    return next(n for n, one in enumerate(inscriptions) if one.id == inscription)


def request_number(inscription: str) -> int:
    """The version of the log at which an inscription was requested. It is part of its id: `i12`."""
    return int(inscription[1:])
