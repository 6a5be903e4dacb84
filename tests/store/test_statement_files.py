"""The attached texts in the database: in chunks, bounded, erased with the meeting, copied and backed up with it."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from nameplate.store import backups, event_log, statement_files, tables
from nameplate.store.copying import copy
from nameplate.store.database import Database, migrate, purge_erased
from nameplate.store.statement_files import CHUNK_BYTES, MeetingFull, NoFile, erase_one_by_one, read_blocking
from tests.panel import AT, CODE, panel
from tests.store.test_event_log import contents

FILE, OTHER = "a" * 32, "b" * 32


@pytest.fixture
async def created(database: Database) -> Database:
    """A database with a meeting."""
    await database.run(lambda connection: event_log.create(connection, panel(), AT))
    return database


def body_of(database: Database, file: str = FILE) -> bytes:
    """The content of a file."""
    return b"".join(read_blocking(database, CODE, file))


def rows(connection: Connection) -> tuple[int, int]:
    """The numbers of files and of chunks."""
    counts = (
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (tables.statement_files, tables.statement_chunks)
    )
    files, chunks = counts
    return files, chunks


@pytest.mark.parametrize("size", [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5_000_000])
async def test_a_file_is_read_back_as_it_was(created: Database, size: int) -> None:
    body = os.urandom(size)
    await statement_files.store(created, CODE, FILE, body, AT)
    assert b"".join([chunk async for chunk in statement_files.read(created, CODE, FILE)]) == body == body_of(created)


async def test_another_job_comes_before_the_rest_of_a_file(created: Database) -> None:
    size = 20 * CHUNK_BYTES
    storing = asyncio.create_task(statement_files.store(created, CODE, FILE, bytes(size), AT))
    found: list[int] = []
    while not storing.done():
        found.append((await created.run(rows))[1])
    assert any(0 < chunks < 20 for chunks in found), "no commit waits for a whole file"
    await storing


async def test_a_file_that_is_not_stored_is_no_file(created: Database) -> None:
    with pytest.raises(NoFile):
        body_of(created)


async def test_the_files_of_a_meeting_are_bounded(created: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statement_files, "MOST_BYTES_OF_MEETING", 100)
    await statement_files.store(created, CODE, FILE, bytes(60), AT)
    with pytest.raises(MeetingFull):
        await statement_files.store(created, CODE, OTHER, bytes(41), AT)
    await statement_files.store(created, CODE, OTHER, bytes(40), AT)
    await created.run(partial(statement_files.remove_one, meeting=CODE, file=FILE))
    await statement_files.store(created, CODE, FILE, bytes(60), AT)


async def test_nothing_stays_of_an_upload_that_is_cancelled(created: Database) -> None:
    storing = asyncio.create_task(statement_files.store(created, CODE, FILE, bytes(80 * CHUNK_BYTES), AT))
    while not (await created.run(rows))[1]:
        pass
    storing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await storing
    assert await created.run(rows) == (0, 0)


@pytest.mark.parametrize("one_by_one", [True, False])
async def test_erased_files_are_not_left_on_the_disk(created: Database, tmp_path: Path, one_by_one: bool) -> None:
    body = b"The secret text of a delegation. " * 9_000
    await statement_files.store(created, CODE, FILE, body, AT)
    assert b"The secret text" in contents(tmp_path)
    if one_by_one:
        await asyncio.to_thread(erase_one_by_one, created, CODE)
    else:
        await created.run(partial(event_log.erase, code=CODE))
    purge_erased(created)
    assert await created.run(rows) == (0, 0)
    assert b"The secret text" not in contents(tmp_path)


async def test_files_are_removed_with_their_meeting(created: Database) -> None:
    await statement_files.store(created, CODE, FILE, bytes(1000), AT)
    await created.run(partial(event_log.remove, code=CODE))
    assert await created.run(rows) == (0, 0)


async def test_files_are_copied_and_backed_up_with_the_database(created: Database, tmp_path: Path) -> None:
    body = os.urandom(3 * CHUNK_BYTES)
    await statement_files.store(created, CODE, FILE, body, AT)
    moved = Database(f"sqlite:///{tmp_path / 'moved.db'}")
    migrate(moved)
    await asyncio.to_thread(copy, created, moved)
    assert body_of(moved) == body
    moved.close()
    await asyncio.to_thread(backups.copy_and_check, tmp_path / "nameplate.db", tmp_path / "backup.db")
    backup = Database(f"sqlite:///{tmp_path / 'backup.db'}")
    assert body_of(backup) == body
    backup.close()
