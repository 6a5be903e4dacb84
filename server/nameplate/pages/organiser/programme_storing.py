"""Stores the programme of a new meeting, or replaces the one of a meeting that has not begun."""

from __future__ import annotations

import hashlib
from functools import partial

from sqlalchemy import Connection

from nameplate.meeting import Actor, Meeting, Reason, Refused, Role, record
from nameplate.meeting.programme.programme_revision import ReviseProgramme, has_begun
from nameplate.pages.context import Context
from nameplate.pages.problems import CommandRefused
from nameplate.planning import programme_data
from nameplate.planning.export import exported, exported_delegations
from nameplate.planning.programme_file import Programme
from nameplate.screens.audiences import passes_for
from nameplate.store import concept_note_table, event_log, pass_table
from nameplate.store.meeting_creation import create_with_passes

ORGANISER = Actor("organiser", Role.ORGANISER)
OF_PERSONS = (Role.DELEGATE, Role.PANELLIST)


async def store_new(context: Context, read: Programme, note: str, confirmed: frozenset[str]) -> None:
    """Store a new meeting, a pass for each of its links, and the concept note from which it was made.

    `confirmed` are the paths of the guesses from the note that the editor has confirmed.
    """
    at = context.lobby.time.now_ms()
    made = passes_for(record(Meeting(), read.created, at, "secretariat", 1))
    passes = [pass_ for _, pass_ in made.values()]
    created = read.created
    job = partial(create_with_passes, created=created, passes=passes, at=at, note=note, confirmed=confirmed)
    await context.lobby.log.database.run(job)
    await context.pass_cache.refresh()


async def revise(context: Context, read: Programme, seen: Meeting, confirmed: frozenset[str]) -> bool:
    """Replace the programme of a meeting, and end the links of those who take no part any more.

    `confirmed` are the paths of all guesses from its concept note that are confirmed now.

    Returns False, and changes nothing, if the meeting has changed since the version that was `seen`.
    """
    room, at, code = await context.room(read.created.code), context.lobby.time.now_ms(), read.created.code
    answer = await room.handle(ReviseProgramme(read.created, seen.version), ORGANISER)
    if isinstance(answer, Refused):
        if answer.reason is Reason.OVERTAKEN:
            return False
        raise CommandRefused(answer, room.meeting)
    links = passes_for(record(Meeting(), read.created, at, "", 1)).keys()

    def store(connection: Connection) -> None:
        passes = [each for each in pass_table.read_valid(connection) if each.meeting == code]
        for name in {each.name for each in passes if each.role in OF_PERSONS} - links:
            pass_table.revoke(connection, code, name, at)
        event_log.set_title(connection, code, read.created.title)
        concept_note_table.set_confirmed(connection, code, confirmed)

    await context.lobby.log.database.run(store)
    await context.pass_cache.refresh()
    return True


def refuse_begun(meeting: Meeting) -> None:
    if meeting.rehearsal:
        raise CommandRefused(Refused(Reason.IN_REHEARSAL), meeting)
    if has_begun(meeting):
        raise CommandRefused(Refused(Reason.MEETING_BEGUN), meeting)


def fingerprint(meeting: Meeting) -> str:
    """A value that differs when anything differs that the form of a programme shows."""
    shown = programme_data.dump(exported(meeting)).text + exported_delegations(meeting)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]
