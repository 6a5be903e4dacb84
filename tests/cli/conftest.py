"""Runs commands on a database of the test's own, and reads their output, their files and the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nameplate.access.passes import hash_of
from nameplate.cli import main
from nameplate.meeting import Meeting
from nameplate.paths import EXAMPLES
from nameplate.store import event_log, pass_table
from nameplate.store.database import Database

PANEL = str(EXAMPLES / "hrc28-panel-2015.yaml")
SEATS = "code,category,name\nFR,member_state,\nNA,member_state,\nEU,igo,European Union\n"

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str) -> Run:
    """Run a command on the test's own database and check its exit code: `fails`, where True is 1."""

    def run_command(*arguments: str, fails: int = 0) -> Result:
        result = CliRunner().invoke(main, arguments, env={"NAMEPLATE_DATABASE": database_url})
        assert result.exit_code == fails, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    return run_command


@pytest.fixture
def seats(tmp_path: Path) -> str:
    """A delegations file with three delegations."""
    file = tmp_path / "seats.csv"
    file.write_text(SEATS, encoding="utf-8")
    return str(file)


@pytest.fixture
def created(run: Run, seats: str) -> Any:
    """The JSON output of `meeting create` for the panel of 2015 with three delegations."""
    return json.loads(run("meeting", "create", PANEL, "--seats", seats, "--json").stdout)


def links(result: Result) -> dict[str, str]:
    """The printed links, by the name of the pass."""
    return dict(line.split("\t") for line in result.stdout.splitlines() if "\t" in line)


def is_valid(database_url: str, link: str) -> bool:
    """Whether the database has a valid pass for a link."""
    database = Database(database_url)
    try:
        return hash_of(link.rpartition("/")[2]) in {
            pass_.hash for pass_ in database.run_blocking(pass_table.read_valid)
        }
    finally:
        database.close()


def read_meeting(database_url: str, code: str) -> Meeting:
    """A meeting, replayed from its log in the database."""
    database = Database(database_url)
    try:
        return database.run_blocking(lambda connection: event_log.read(connection, code)).meeting
    finally:
        database.close()


def files(folder: Path) -> list[str]:
    """The names of the files in a folder."""
    return sorted(file.name for file in folder.iterdir())


def contains(folder: Path, name: str) -> bool:
    """Whether any file of a folder contains these bytes."""
    return any(name.encode() in file.read_bytes() for file in folder.iterdir())
