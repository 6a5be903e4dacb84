"""`nameplate backup`: the copy works, and nothing is overwritten."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tests.cli.conftest import PANEL, Run, is_valid


def test_the_copy_has_the_meeting_and_its_passes(run: Run, created: Any, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy)).stdout == f"Written: {copy}\n"
    assert created["code"] in run("meeting", "list", "--database", f"sqlite:///{copy}").stdout
    assert is_valid(f"sqlite:///{copy}", created["links"]["chair"])


def test_an_existing_file_is_not_overwritten(run: Run, created: Any, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    result = run("backup", str(tmp_path / "copy.db"), fails=True)
    assert result.stderr == f"Error: {tmp_path / 'copy.db'} exists already.\n"
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_database_without_meetings_is_not_copied(run: Run, tmp_path: Path) -> None:
    result = run("backup", str(tmp_path / "copy.db"), fails=True)
    assert "holds no meeting; nothing was written." in result.stderr
    assert not (tmp_path / "copy.db").exists()


def test_a_missing_folder_is_an_error(run: Run, created: Any, tmp_path: Path) -> None:
    result = run("backup", str(tmp_path / "no" / "copy.db"), fails=True)
    assert result.stderr.startswith("Error: ") and "unable to open database" in result.stderr


def test_what_a_command_writes_can_be_read_by_its_owner_alone(run: Run, tmp_path: Path, seats: str) -> None:
    before = os.umask(0o022)
    try:
        cards, copy, report = (tmp_path / name for name in ("cards.html", "copy.db", "record.docx"))
        made = run("meeting", "create", PANEL, "--seats", seats, "--cards", str(cards), "--json")
        run("backup", str(copy))
        run("report", json.loads(made.stdout)["code"], "--format", "docx", "--output", str(report))
        written = (cards, copy, report, tmp_path / "nameplate.db")
        assert {file.name: file.stat().st_mode & 0o777 for file in written} == {file.name: 0o600 for file in written}
    finally:
        os.umask(before)
