"""The concept notes from which meetings were made. Only organisers read them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, insert, select, update

from . import tables

NOTES = tables.concept_notes.c


def add(connection: Connection, meeting: str, text: str, confirmed: Iterable[str] = ()) -> None:
    """Store the note of a new meeting, and the paths of the guesses that an organiser has confirmed."""
    row = {"meeting": meeting, "body": text, "confirmed": _listed(confirmed)}
    connection.execute(insert(tables.concept_notes), [row])


def set_confirmed(connection: Connection, meeting: str, confirmed: Iterable[str]) -> None:
    """Replace the paths of the confirmed guesses. Without a note, nothing is stored."""
    changed = update(tables.concept_notes).where(NOTES.meeting == meeting)
    connection.execute(changed.values(confirmed=_listed(confirmed)))


def read(connection: Connection, meeting: str) -> tuple[str, frozenset[str]]:
    """The text of the note of a meeting, and the paths of the confirmed guesses.

    "" if the meeting was made in another way, or if its note was erased.
    """
    wanted = select(NOTES.body, NOTES.confirmed).where(NOTES.meeting == meeting)
    row = connection.execute(wanted).one_or_none()
    return (row.body, frozenset((row.confirmed or "").split())) if row else ("", frozenset())


def is_stored(connection: Connection, meeting: str) -> bool:
    """Whether a meeting has a note."""
    return bool(connection.execute(select(exists().where(NOTES.meeting == meeting))).scalar_one())


def remove(connection: Connection, meeting: str) -> None:
    """Remove the note of a meeting."""
    connection.execute(delete(tables.concept_notes).where(NOTES.meeting == meeting))


def _listed(paths: Iterable[str]) -> str:
    """Paths in one text. A path, such as `sittings.0.end`, has no spaces."""
    return " ".join(sorted(paths))
