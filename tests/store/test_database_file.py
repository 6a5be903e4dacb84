"""The identity of the open database file: only what was noted while it was open counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from nameplate.store.database_file import OpenFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database file with the write-ahead log of another program, in a folder of its own."""
    (tmp_path / "data").mkdir()
    for name in ("nameplate.db", "nameplate.db-wal"):
        (tmp_path / "data" / name).write_text(name)
    return tmp_path / "data" / "nameplate.db"


def test_a_log_that_another_program_removes_before_the_file_is_opened_is_no_problem(file: Path) -> None:
    opened, log = OpenFile(file), file.with_name("nameplate.db-wal")
    assert opened.problem() is None
    log.rename(log.with_suffix(".gone"))
    log.write_text("our own")
    opened.note()
    assert opened.problem() is None


def test_a_folder_that_has_become_a_file_is_a_problem_and_no_error(file: Path) -> None:
    opened = OpenFile(file)
    opened.note()
    file.parent.rename(file.parent.with_name("elsewhere"))
    file.parent.write_text("a file")
    assert opened.problem() == f"{file} was removed or renamed while it was in use"
