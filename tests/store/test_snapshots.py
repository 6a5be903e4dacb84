"""Stored snapshots: a meeting is the same with them and without them, whatever was undone, changed or erased."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from random import Random

import pytest
from sqlalchemy import Connection, text

from nameplate.meeting import Meeting, Refused, perform, record, replay
from nameplate.meeting.log_replay import Undone
from nameplate.meeting.undo import Undo
from nameplate.store import event_log, snapshots, tables
from nameplate.store.database import Database
from nameplate.store.event_log import EventLog
from nameplate.store.hash_chain import DamagedLog
from nameplate.store.log_rows import CommandKey
from tests.bench.long_meeting import long_meeting
from tests.cast import CHAIR
from tests.panel import AT, CODE, panel, then
from tests.rooms.test_random_commands import random_command
from tests.store.test_event_log import WORDS, raw, stored, story


def live_meeting(seed: int, commands: int) -> list[Meeting]:
    """The versions of a meeting after each of these random commands. Commands are also undone."""
    chance = Random(seed)
    versions = [record(Meeting(), panel(), AT, "secretariat", 1)]
    for number in range(commands):
        by, command = random_command(versions[-1], chance)
        after = perform(versions[-1], command, by, AT + number * 5_000)
        if not isinstance(after, Refused):
            versions.append(after)
    return versions


def execute(statement: str, connection: Connection) -> int:
    """Change the database behind the back of the program. Returns the number of changed rows."""
    return connection.execute(text(statement)).rowcount


async def with_snapshot(database: Database) -> EventLog:
    """The log of a meeting with every private field, and a snapshot in its middle."""
    log, meeting = await stored(database, story()), story()
    await log.store_snapshot(version_of(meeting, meeting.version // 2))
    return log


def version_of(meeting: Meeting, version: int) -> Meeting:
    """An earlier version of a meeting."""
    return replay(list(meeting.entries())[::-1][:version])


@pytest.mark.parametrize("seed", range(3))
async def test_a_meeting_opens_the_same_from_any_of_its_earlier_versions(database: Database, seed: int) -> None:
    versions = live_meeting(seed, 150)
    meeting = versions[-1]
    log = await stored(database, meeting)
    used = list[bool]()
    for earlier in versions:
        await log.store_snapshot(earlier)
        opened = await log.open(CODE)
        assert opened.meeting == meeting
        assert opened.meeting.undone == meeting.undone
        assert [*opened.meeting.entries()] == [*meeting.entries()]
        assert opened.snapshot in (0, earlier.version)
        used.append(opened.snapshot > 0)
    crossed = any(isinstance(entry.event, Undone) for entry in meeting.entries())
    assert crossed and True in used and False in used


async def test_undo_after_opening_from_a_snapshot_is_the_same(database: Database) -> None:
    log, meeting = await with_snapshot(database), story()
    opened = await log.open(CODE)
    assert opened.snapshot == meeting.version // 2
    for _ in range(3):
        meeting = then(meeting, (CHAIR, Undo()))
    again = opened.meeting
    for _ in range(3):
        again = then(again, (CHAIR, Undo()))
    assert again == meeting


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE snapshots SET body = x'00'",
        "UPDATE snapshots SET version = version + 1",
        "UPDATE snapshots SET version = 99999",
        "UPDATE snapshots SET digest = ''",
        "UPDATE snapshots SET body = 'no blob' || CAST(x'ff00fe' AS TEXT)",
    ],
)
async def test_a_snapshot_that_does_not_belong_to_the_log_is_ignored(database: Database, change: str) -> None:
    log = await with_snapshot(database)
    assert await log.database.run(partial(execute, change)) == 1
    opened = await log.open(CODE)
    assert (opened.meeting, opened.snapshot) == (story(), 0)


async def test_a_snapshot_of_another_meeting_is_ignored(database: Database) -> None:
    log = await with_snapshot(database)
    await database.run(lambda connection: event_log.create(connection, panel("NUMBER2"), AT))
    await database.run(partial(execute, "UPDATE snapshots SET meeting = 'NUMBER2', version = 1"))
    assert ((await log.open("NUMBER2")).meeting.code, (await log.open("NUMBER2")).snapshot) == ("NUMBER2", 0)


async def test_a_snapshot_is_erased_with_the_private_text(database: Database) -> None:
    log = await with_snapshot(database)
    assert await database.run(partial(snapshots.read, code=CODE))
    await database.run(lambda connection: event_log.erase(connection, CODE))
    assert raw(database, tables.snapshots) == ""
    assert [word for word in WORDS if word in str((await log.open(CODE)).meeting)] == []


async def test_a_forged_snapshot_is_found_by_the_check(database: Database) -> None:
    log = await with_snapshot(database)
    assert await database.run(partial(event_log.check, code=CODE)) == story().version
    forged = replace(version_of(story(), story().version // 2), title="Another title")
    await log.store_snapshot(forged)
    with pytest.raises(DamagedLog):
        await database.run(partial(event_log.check, code=CODE))


async def test_a_newer_snapshot_replaces_the_one_before(database: Database) -> None:
    log = await with_snapshot(database)
    newer = story().version // 2 + 1
    await log.store_snapshot(version_of(story(), newer))
    assert (await log.open(CODE)).snapshot == newer


async def test_erasing_leaves_no_digest_against_which_names_could_be_tried(database: Database) -> None:
    log = await stored(database, story(), [CommandKey("chair", "a", 3, "digest")])
    await database.run(partial(event_log.erase, code=CODE))
    assert (await log.open(CODE)).keys == (CommandKey("chair", "a", 3, ""),)


async def test_a_log_is_read_in_parts(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_log, "ROWS_AT_ONCE", 3)
    keys = [CommandKey(f"chair{number % 4}", f"key{number}", number, "d") for number in range(2, 12)]
    log = await stored(database, story(), keys)
    opened = await log.open(CODE)
    assert opened.meeting == story()
    assert sorted(opened.keys) == sorted(keys)


def test_a_snapshot_is_due_after_two_thousand_events_or_a_twentieth_of_the_log() -> None:
    meeting = long_meeting(4_200)
    oldest = meeting.snapshots[0].version
    assert oldest >= snapshots.EVENTS_BETWEEN
    assert snapshots.due(meeting, 0) is meeting.snapshots[0]
    assert snapshots.due(meeting, oldest - snapshots.EVENTS_BETWEEN + 1) is None
    assert snapshots.due(panel_only(), 0) is None


def panel_only() -> Meeting:
    """A meeting with one event."""
    return record(Meeting(), panel(), AT, "secretariat", 1)
