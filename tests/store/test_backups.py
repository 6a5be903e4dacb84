"""Copies of a database: complete, checked, and never over another file."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from nameplate.store import event_log
from nameplate.store.backups import check, copy_and_check
from nameplate.store.database import Database, migrate
from tests.panel import AT, CODE, panel


def create(database: Database, code: str = CODE) -> None:
    """Store a new meeting."""
    database.run_blocking(lambda connection: event_log.create(connection, panel(code), AT))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The file of the database of the test."""
    return tmp_path / "nameplate.db"


async def test_a_copy_during_writes_is_consistent_and_opens(database: Database, source: Path, tmp_path: Path) -> None:
    codes = [f"M{n:07}" for n in range(50)]
    jobs = [partial(event_log.create, created=panel(code), at=AT) for code in codes]
    writes = [asyncio.create_task(database.run(job)) for job in jobs]
    await writes[10]
    checked = await asyncio.to_thread(copy_and_check, source, tmp_path / "copy.db")
    await asyncio.gather(*writes)
    assert checked.damage == () and 11 <= checked.meetings == checked.events <= 50
    copy = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    migrate(copy)
    assert len(copy.run_blocking(event_log.listing)) == checked.meetings
    copy.close()


def test_a_copy_is_alone_in_its_folder(database: Database, source: Path, tmp_path: Path) -> None:
    create(database)
    folder = tmp_path / "copies"
    folder.mkdir()
    copy_and_check(source, folder / "copy.db")
    assert [file.name for file in folder.iterdir()] == ["copy.db"]


def test_a_copy_to_a_missing_folder_is_reported(database: Database, source: Path, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error, match="unable to open database"):
        copy_and_check(source, tmp_path / "no" / "such" / "folder" / "copy.db")


def test_another_file_is_not_replaced(database: Database, source: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(FileExistsError):
        copy_and_check(source, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_changed_event_is_named(database: Database, source: Path, tmp_path: Path) -> None:
    create(database)
    with closing(sqlite3.connect(source)) as other, other:
        other.execute("UPDATE events SET at = at + 1")
    checked = copy_and_check(source, tmp_path / "copy.db")
    assert checked.damage == (f"The stored log of {CODE} is damaged at version 1.",)


def test_a_damaged_page_is_noticed(database: Database, source: Path, tmp_path: Path) -> None:
    for number in range(20):
        create(database, f"M{number:07}")
    copy_and_check(source, tmp_path / "copy.db")
    pages = bytearray((tmp_path / "copy.db").read_bytes())
    pages[4096 * 3 : 4096 * 5] = bytes(4096 * 2)
    (tmp_path / "copy.db").write_bytes(pages)
    assert check(tmp_path / "copy.db").damage
