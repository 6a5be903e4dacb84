"""`nameplate meeting expire`: which meetings it takes, what it removes, and what stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nameplate.access.devices import new_device
from nameplate.access.join_requests import new_request
from nameplate.cli import main
from nameplate.screens.audiences import passes_for
from nameplate.store import concept_note_table, database_file, device_table, event_log, join_request_table, pass_table
from nameplate.store.database import Database, migrate
from tests.cli.conftest import Run, contains, read_meeting
from tests.panel import AT, begun, panel

TEXT = "Rücker"
"""The name of a person in the programme."""
OLD = "OLD23456"
SAID = (
    "Names of persons, free text, links and devices will be removed from meetings that ended more than 90 days ago:\n"
    f"{OLD}\tended 2015-03-03\tHigh-level panel discussion"
)


@contextmanager
def opened(database_url: str) -> Iterator[Database]:
    """The database of the test."""
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


@pytest.fixture
def old(database_url: str) -> str:
    """The code of a meeting of 2015 with private text, links and a device."""
    passes = [pass_ for _, pass_ in passes_for(begun(panel(OLD))).values()]
    with opened(database_url) as database:
        database.run_blocking(lambda connection: event_log.create(connection, panel(OLD), AT))
        database.run_blocking(partial(pass_table.issue, passes=passes, at=AT))
        database.run_blocking(partial(device_table.sign_in, devices=[new_device(passes[0], "", AT)[1]]))
        asked = new_request(OLD, "FR", "", AT)[1]
        database.run_blocking(partial(join_request_table.add, request=asked, codes=["7K3Q"]))
        database.run_blocking(partial(concept_note_table.add, meeting=OLD, text=f"Keynote: {TEXT}"))
    return OLD


def rows(folder: Path, table: str) -> int:
    """The number of rows of a table."""
    with closing(sqlite3.connect(folder / "nameplate.db")) as database:
        (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a name of the test
    return int(number)


def test_personal_data_of_an_old_meeting_is_removed_and_its_public_log_stays(
    run: Run, old: str, database_url: str, tmp_path: Path
) -> None:
    before = read_meeting(database_url, old)
    assert contains(tmp_path, TEXT)
    said = run("meeting", "expire", "--days", "90", "--yes").stdout
    assert said.startswith(SAID) and said.endswith("Removed from 1 meeting.\n")
    assert not contains(tmp_path, TEXT)
    assert {rows(tmp_path, table) for table in ("words", "passes", "devices", "join_requests", "concept_notes")} == {0}
    after = read_meeting(database_url, old)
    assert (after.version, after.sittings) == (before.version, before.sittings)
    assert "intact" in run("doctor").stdout
    for days, shown in (("90", "90 days"), ("1", "1 day")):
        again = run("meeting", "expire", "--days", days, "--yes").stdout
        assert again == f"No meeting that ended more than {shown} ago has anything to remove.\n"


def test_a_meeting_that_was_made_today_is_left_alone(run: Run, created: Any, old: str, tmp_path: Path) -> None:
    passes = rows(tmp_path, "passes")
    said = run("meeting", "expire", "--days", "90", "--yes").stdout
    assert created["code"] not in said
    assert 0 < rows(tmp_path, "passes") < passes


def test_delete_removes_the_whole_meeting(run: Run, old: str, tmp_path: Path) -> None:
    said = run("meeting", "expire", "--days", "90", "--delete", "--yes").stdout
    assert said.startswith("All that was recorded will be removed from meetings that ended more than 90 days ago:")
    assert (rows(tmp_path, "meetings"), rows(tmp_path, "events")) == (0, 0)


def test_a_dry_run_lists_and_removes_nothing_also_while_served(
    run: Run, old: str, database_url: str, tmp_path: Path
) -> None:
    with opened(database_url) as database, database_file.exclusive(database.url):
        said = run("meeting", "expire", "--days", "90", "--dry-run").stdout
    assert said.startswith(SAID.replace("will be", "would be")) and "Removed" not in said
    assert contains(tmp_path, TEXT)


def test_it_is_refused_while_a_server_runs(run: Run, old: str, database_url: str, tmp_path: Path) -> None:
    with opened(database_url) as database, database_file.exclusive(database.url):
        said = run("meeting", "expire", "--days", "90", "--yes", fails=True).stderr
    assert "is served already" in said and contains(tmp_path, TEXT)


def test_without_a_yes_nothing_is_removed(old: str, database_url: str, tmp_path: Path) -> None:
    environment = {"NAMEPLATE_DATABASE": database_url}
    result = CliRunner().invoke(main, ["meeting", "expire", "--days", "90"], env=environment, input="n\n")
    assert result.exit_code == 1 and "It cannot be brought back." in result.output
    assert contains(tmp_path, TEXT)


def test_a_damaged_meeting_is_named_and_left_as_it_is(run: Run, old: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "nameplate.db")) as database, database:
        database.execute("UPDATE events SET at = at + 1 WHERE version = 1")
    said = run("meeting", "expire", "--days", "90", "--yes", fails=True)
    assert f"were left as they are: {old}" in said.stderr
    assert contains(tmp_path, TEXT)
