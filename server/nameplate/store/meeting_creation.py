"""Stores a new meeting together with its passes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from nameplate.access.passes import Pass
from nameplate.meeting.programme.meeting_created import MeetingCreated

from . import concept_note_table, event_log, pass_table


def create_with_passes(
    connection: Connection,
    created: MeetingCreated,
    passes: Sequence[Pass],
    at: int,
    note: str = "",
    confirmed: Iterable[str] = (),
) -> None:
    """Store a meeting, its passes, and its concept note unless it is "". `at` is in ms, UTC.

    `confirmed` are the paths of the guesses from the note that were confirmed.
    """
    event_log.create(connection, created, at)
    pass_table.issue(connection, passes, at)
    if note:
        concept_note_table.add(connection, created.code, note, confirmed)
