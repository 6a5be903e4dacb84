"""Creates a meeting from a programme file and a delegations file, for `meeting create` and `demo`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from nameplate.access.passes import new_code
from nameplate.meeting import Meeting, record
from nameplate.paths import WEB
from nameplate.planning.bad_file import BadFile
from nameplate.planning.delegations_file import all_states, read_delegations
from nameplate.planning.programme_file import Programme, read_programme
from nameplate.rooms.timebase import Timebase
from nameplate.screens.audiences import passes_for
from nameplate.store.meeting_creation import create_with_passes
from nameplate.wording.country_names import country_names
from nameplate.wording.language import ENGLISH

from .database_access import with_open_database
from .links_and_cards import SecretsAndPasses


def create_meeting(database_url: str, programme: Path, seats: Path | None) -> tuple[Programme, SecretsAndPasses]:
    """Read both files, then store the meeting and its passes in one transaction.

    Without a delegations file, all States take part. Raises `ClickException` if a file is invalid.
    """
    countries = country_names(WEB / "locale", ENGLISH)
    try:
        delegations = read_delegations(seats, countries) if seats else all_states(countries)
        read = read_programme(programme, new_code(), delegations)
    except BadFile as error:
        raise click.ClickException(str(error)) from error
    at = Timebase().now_ms()
    made = passes_for(record(Meeting(), read.created, at, "secretariat", 1))
    passes = [pass_ for _, pass_ in made.values()]
    job = partial(create_with_passes, created=read.created, passes=passes, at=at)
    with_open_database(database_url, lambda database: database.run_blocking(job), creates=True)
    return read, made
