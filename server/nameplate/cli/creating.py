"""A new meeting from its files."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import Connection

from nameplate.access.passes import new_code, passes_for
from nameplate.meeting import Meeting, record
from nameplate.paths import WEB
from nameplate.planning.bad_file import BadFile
from nameplate.planning.delegations_file import all_states, read_delegations
from nameplate.planning.programme_file import Programme, read_programme
from nameplate.rooms.timebase import Timebase
from nameplate.store import database, event_log, pass_table
from nameplate.wording.country_names import country_names

from .databases import using
from .handing_out import Made


def create_meeting(database_url: str, programme: Path, seats: Path | None) -> tuple[Programme, Made]:
    """Read both files, then store the meeting and its passes in one transaction: all of it, or nothing."""
    known = country_names(WEB / "locale", "en")
    try:
        delegations = read_delegations(seats, known) if seats else all_states(known)
        read = read_programme(programme, new_code(), delegations)
    except BadFile as bad:
        raise click.ClickException(str(bad)) from bad
    at = Timebase().now_ms()
    made = passes_for(record(Meeting(), read.created, at, "secretariat", 1))

    def store(db: database.Database) -> None:
        def job(connection: Connection) -> None:
            event_log.create(connection, read.created, at)
            pass_table.issue(connection, [held for _, held in made.values()], at)

        db.write_now(job)

    using(database_url, store)
    return read, made
