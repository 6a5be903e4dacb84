"""Adds, replaces or removes an inscription in a tuple, at little cost, because a list can have thousands of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from nameplate.meeting.model.values import Inscription


def appended(inscriptions: tuple[Inscription, ...], new: Inscription) -> tuple[Inscription, ...]:
    """The inscriptions with a new inscription at the end."""
    return inscriptions + (new,)  # noqa: RUF005 - unpacking takes twice as long, and this may run thousands of times


def replaced(inscriptions: tuple[Inscription, ...], new: Inscription) -> tuple[Inscription, ...]:
    """The inscriptions, where `new` replaces the inscription with the same id."""
    at = next(n for n, inscription in enumerate(inscriptions) if inscription.id == new.id)
    return (*inscriptions[:at], new, *inscriptions[at + 1 :])


def removed(inscriptions: tuple[Inscription, ...], inscription: str) -> tuple[Inscription, ...]:
    """The inscriptions without the inscription with this id, which must be in the tuple."""
    at = index_of(inscriptions, inscription)
    return inscriptions[:at] + inscriptions[at + 1 :]


def index_of(inscriptions: Sequence[Inscription], inscription: str) -> int:
    """The index of the inscription with this id, which must be in the sequence.

    The time is logarithmic if the sequence is in order of receipt, otherwise linear.
    """
    likely = bisect_left(inscriptions, request_number(inscription), key=lambda one: request_number(one.id))
    if likely < len(inscriptions) and inscriptions[likely].id == inscription:
        return likely
    return next(n for n, one in enumerate(inscriptions) if one.id == inscription)


def request_number(inscription: str) -> int:
    """The version of the meeting at which an inscription was requested. The id contains this version: `i12`."""
    return int(inscription[1:])
