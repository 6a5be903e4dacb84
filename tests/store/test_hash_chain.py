"""The hash chain: a changed, removed or added value is named by its version, and erasing private text is no damage."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import Connection, text

from nameplate.store import event_log
from nameplate.store.database import Database
from nameplate.store.event_log import EventLog
from nameplate.store.hash_chain import DamagedLog
from tests.panel import CODE
from tests.store.test_event_log import stored, story

CHANGES = {
    "a name": ("UPDATE words SET body = replace(body, 'ninth', 'tenth') WHERE body LIKE '%ninth%'", 7),
    "a seat": ("UPDATE events SET body = replace(body, '\"FR\"', '\"KE\"') WHERE version = 7", 7),
    "a time": ("UPDATE events SET at = at + 1 WHERE version = 8", 8),
    "an actor": ("UPDATE events SET by = 'chair' WHERE version = 7", 7),
    "a kind of event": ("UPDATE events SET name = 'RequestWithdrawn' WHERE version = 7", 7),
    "a lost event in the middle": ("DELETE FROM events WHERE version = 7", 7),
    "a text for another event": ("UPDATE words SET version = 4 WHERE version = 7", 4),
    "a hash": ("UPDATE events SET hash = NULL WHERE version = 3", 3),
}


@pytest.fixture
async def log(database: Database) -> EventLog:
    """The log of a meeting with every private field."""
    return await stored(database, story())


def execute(statement: str, connection: Connection) -> int:
    """Change the database behind the back of the program. Returns the number of changed rows."""
    return connection.execute(text(statement)).rowcount


@pytest.mark.parametrize("change", CHANGES)
async def test_a_changed_log_is_named_by_meeting_and_version(log: EventLog, change: str) -> None:
    statement, version = CHANGES[change]
    assert await log.database.run(partial(execute, statement))
    with pytest.raises(DamagedLog) as damaged:
        await log.open(CODE)
    assert (damaged.value.code, damaged.value.version) == (CODE, version)


async def test_lost_events_at_the_end_are_noticed(log: EventLog) -> None:
    newest = (await log.open(CODE)).meeting.version
    await log.database.run(partial(execute, f"DELETE FROM events WHERE version >= {newest - 1}"))  # noqa: S608
    with pytest.raises(DamagedLog) as damaged:
        await log.open(CODE)
    assert damaged.value.version == newest - 1


async def test_erasing_private_text_is_no_damage(log: EventLog) -> None:
    await log.database.run(partial(event_log.erase, code=CODE))
    assert (await log.open(CODE)).meeting.version > 5


async def test_an_erased_text_leaves_nothing_by_which_it_could_be_guessed(log: EventLog) -> None:
    await log.database.run(partial(event_log.erase, code=CODE))
    salts = await log.database.run(lambda connection: connection.execute(text("SELECT salt FROM words")).all())
    assert salts == []
