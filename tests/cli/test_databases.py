"""The database behind a command: copied, brought up to date, and refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PANEL, Run, valid


def test_a_backup_opens_and_holds_the_meeting(run: Run, created: Any, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy)).stdout == f"Written: {copy}\n"
    assert created["code"] in run("meeting", "list", "--database", f"sqlite:///{copy}").stdout
    assert valid(f"sqlite:///{copy}", created["links"]["chair"])


def test_a_backup_overwrites_nothing(run: Run, created: Any, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    result = run("backup", str(tmp_path / "copy.db"), fails=True)
    assert result.stderr == f"Error: {tmp_path / 'copy.db'} exists already.\n"
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_backup_of_the_wrong_database_is_not_mistaken_for_one(run: Run, tmp_path: Path) -> None:
    result = run("backup", str(tmp_path / "copy.db"), fails=True)
    assert "holds no meeting; nothing was written." in result.stderr
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_into_nowhere_is_refused_in_a_sentence(run: Run, created: Any, tmp_path: Path) -> None:
    result = run("backup", str(tmp_path / "no" / "copy.db"), fails=True)
    assert result.stderr.startswith("Error: ") and "unable to open database" in result.stderr


def test_migrate_makes_a_database_and_does_no_harm_again(run: Run, tmp_path: Path) -> None:
    assert run("migrate").stdout == run("migrate").stdout == "Up to date.\n"
    assert (tmp_path / "nameplate.db").exists()


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("sqlite:///{0}/no/such/folder/nameplate.db", "cannot be used: unable to open database file"),
        ("sqlite:///{0}", "cannot be used: unable to open database file"),
        ("sqlite:///{0}/seats.csv", "cannot be used: file is not a database"),
        ("nameplate.db", "“nameplate.db” is no database to use; expected one like sqlite:///nameplate.db."),
        ("oracle+no://x", "is no database to use"),
    ],
)
@pytest.mark.parametrize("command", [("meeting", "list"), ("meeting", "create", PANEL), ("migrate",), ("serve",)])
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    run: Run, seats: str, tmp_path: Path, command: tuple[str, ...], database: str, said: str
) -> None:
    result = run(*command, "--database", database.format(tmp_path), fails=True)
    assert result.stderr.startswith("Error: ") and result.stderr.count("\n") == 1
    assert said in result.stderr
