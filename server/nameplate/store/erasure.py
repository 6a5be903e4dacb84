"""When a meeting has ended, what it still has of persons, and how that is removed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, exists, select

from nameplate.meeting import Meeting

from . import (
    concept_note_table,
    device_table,
    event_log,
    join_request_table,
    pass_table,
    statement_files,
    tables,
    webhook_table,
)
from .database import Database
from .jobs import NotStored
from .statement_files import erase_one_by_one

DAY_MS = 24 * 3600 * 1000
PURGE_ATTEMPTS, PURGE_PAUSE_SECONDS = 20, 0.25


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the database has of the persons of a meeting.

    `texts` are log entries with names of persons or free text, `files` are attached texts of speeches, `links` are all
    links that were made, also ended ones, and `devices` are browsers that are signed in. `requests` are phones that
    asked to join, also admitted ones. `has_note` says whether the concept note is stored.
    """

    texts: int
    files: int
    links: int
    devices: int
    requests: int
    webhooks: int
    has_note: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return not (self.texts or self.files or self.links or self.requests or self.webhooks or self.has_note)


def holdings(connection: Connection, code: str) -> Holdings:
    """What is stored of the persons of a meeting."""
    return Holdings(
        texts=event_log.count_texts(connection, code),
        files=len(statement_files.stored_times(connection, code)),
        links=pass_table.count(connection, code),
        devices=len(device_table.of_meeting(connection, code)),
        requests=join_request_table.count(connection, code),
        webhooks=len(webhook_table.of_meeting(connection, code)),
        has_note=concept_note_table.is_stored(connection, code),
    )


def newest_events(connection: Connection, codes: Sequence[str]) -> dict[str, tuple[int, bool]]:
    """The time of the newest event of each meeting (UTC, ms), and whether the meeting has names, free text or a note.

    It counts nothing, so that it is quick for many long meetings.
    """
    meetings, events = tables.meetings.c, tables.events.c
    texts, notes = tables.private_texts.c, tables.concept_notes.c
    has_texts = exists().where(texts.meeting == meetings.code) | exists().where(notes.meeting == meetings.code)
    newest = (events.meeting == meetings.code) & (events.version == meetings.head)
    wanted = select(meetings.code, events.at, has_texts).join(tables.events, newest).where(meetings.code.in_(codes))
    return {code: (at, bool(has)) for code, at, has in connection.execute(wanted)}


def end_of(meeting: Meeting) -> int:
    """When a meeting ended: the planned end of its last sitting, or its newest event if that is later."""
    return max([meeting.at, *(sitting.end for sitting in meeting.sittings)])


def ended_at(meeting: Meeting, now: int) -> int | None:
    """Since when a meeting has ended (UTC, ms), or None if it may go on.

    It has ended when all its sittings are adjourned. If some were not held, it has ended a day after `end_of`.
    """
    under_way = any(sitting.state in ("open", "suspended") for sitting in meeting.sittings)
    if meeting.floor or meeting.rehearsal or under_way:
        return None
    if all(sitting.closed_at is not None for sitting in meeting.sittings):
        return max(sitting.closed_at or 0 for sitting in meeting.sittings)
    return end_of(meeting) if end_of(meeting) + DAY_MS < now else None


def remove_links(connection: Connection, code: str) -> None:
    """Remove links, devices, requests of phones to join, and webhooks of a meeting."""
    pass_table.remove(connection, code)
    join_request_table.remove(connection, code)
    webhook_table.remove_all(connection, code)


def erase_personal(connection: Connection, code: str) -> None:
    """Remove names of persons, free text, links, devices and webhooks of a meeting. Who spoke and how long stays."""
    event_log.erase(connection, code)
    remove_links(connection, code)


async def erase_while_serving(database: Database, code: str) -> bool:
    """Remove names of persons and free text of a meeting whose room is closed. SQLite only. Raises `NotStored`.

    Returns whether the write-ahead log is empty. It is not if another program keeps reading the database.
    """
    await asyncio.to_thread(erase_one_by_one, database, code)
    await database.run(partial(event_log.erase, code=code))
    return await purge_while_serving(database)


async def remove_while_serving(database: Database, code: str) -> None:
    """Remove a meeting whose room is closed, with its files, links and log. SQLite only. Raises `NotStored`."""
    await asyncio.to_thread(erase_one_by_one, database, code)
    await database.run(partial(event_log.remove, code=code))
    await purge_while_serving(database)


async def purge_while_serving(database: Database) -> bool:
    """Empty the write-ahead log, so that no erased text is left in it. Returns whether that was possible."""
    for attempt in range(PURGE_ATTEMPTS):
        if attempt:
            await asyncio.sleep(PURGE_PAUSE_SECONDS)
        try:
            await database.purge_between_jobs()
        except NotStored:
            continue
        return True
    return False
