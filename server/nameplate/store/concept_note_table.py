"""The concept notes from which meetings were made. Only organisers read them."""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, insert, select

from . import tables

NOTES = tables.concept_notes.c


def add(connection: Connection, meeting: str, text: str) -> None:
    """Store the note of a new meeting."""
    connection.execute(insert(tables.concept_notes), [{"meeting": meeting, "body": text}])


def read(connection: Connection, meeting: str) -> str:
    """The text of the note of a meeting. "" if it was made in another way, or if its note was erased."""
    wanted = select(NOTES.body).where(NOTES.meeting == meeting)
    return connection.execute(wanted).scalar_one_or_none() or ""


def is_stored(connection: Connection, meeting: str) -> bool:
    """Whether a meeting has a note."""
    return bool(connection.execute(select(exists().where(NOTES.meeting == meeting))).scalar_one())


def remove(connection: Connection, meeting: str) -> None:
    """Remove the note of a meeting."""
    connection.execute(delete(tables.concept_notes).where(NOTES.meeting == meeting))
