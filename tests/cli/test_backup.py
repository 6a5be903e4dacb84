"""`nameplate backup`: the copy works, nothing is overwritten, and repeated copies are true and rotated."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nameplate.cli import main
from tests.cli.conftest import PANEL, Run, is_valid
from tests.journeys.nameplate_process import nameplate
from tests.serving import serving, until

PACE_SECONDS = 0.035
"""Three people who wait for so long after each command stay below the limit of the chair's pass, 100 a second."""


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
    run("migrate")
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


def log_of(file: Path) -> list[tuple[object, ...]]:
    """All events of a database, in order."""
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT meeting, version, body, hash FROM events ORDER BY version").fetchall()


async def test_repeated_copies_under_load_are_true_prefixes_and_end_on_a_signal(
    database_url: str, tmp_path: Path
) -> None:
    folder, names = tmp_path / "copies", ("FR", "KE", "BR")
    async with serving(database_url) as host:
        meeting = await (await host.meeting()).open_floor()
        pressing = True

        async def press(name: str) -> None:
            while pressing:
                assert (await meeting.post("chair", "add-inscription", {"guest": name})).status_code == 204
                await asyncio.sleep(PACE_SECONDS)

        presses = [asyncio.create_task(press(name)) for name in names]
        arguments = ("backup", str(folder), "--every", "1s", "--keep", "3", "--database", database_url)
        async with nameplate(*arguments) as program:
            said = [await program.says("Written: ") for _ in range(5)]
            program.process.send_signal(signal.SIGTERM)
            assert await program.process.wait() == 0
        assert program.complaints == ""
        pressing = False
        await asyncio.gather(*presses)
    whole = log_of(tmp_path / "nameplate.db")
    files = sorted(folder.iterdir())
    copies = [log_of(file) for file in files]
    assert len(copies) == 3 and all(copy == whole[: len(copy)] for copy in copies)
    assert [len(copy) for copy in copies] == sorted({len(copy) for copy in copies})
    newest = Path(said[-1].removeprefix("Written: ").partition(" (")[0])
    assert files[-1] >= newest  # perhaps one more was written before the signal
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


async def test_a_locked_database_delays_a_copy_and_does_not_end_the_command(
    run: Run, created: Any, database_url: str, tmp_path: Path
) -> None:
    database, folder = tmp_path / "nameplate.db", tmp_path / "copies"
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        async with nameplate("backup", str(folder), "--every", "1s", "--database", database_url) as program:
            await program.says("is written to")
            await until(lambda: "no copy was written: database is locked" in program.complaints)
            other.execute("ROLLBACK")
            await program.says("Written: ")
            program.process.send_signal(signal.SIGTERM)
            assert await program.process.wait() == 0


async def test_a_copy_of_a_damaged_log_is_named_so_and_displaces_no_good_copy(
    run: Run, created: Any, database_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    arguments = ("backup", str(folder), "--every", "1s", "--keep", "1", "--database", database_url)
    async with nameplate(*arguments) as program:
        await program.says("Only the newest is kept.")
        await program.says("(1 meeting, 1 event)")
        with closing(sqlite3.connect(tmp_path / "nameplate.db")) as other, other:
            other.execute("UPDATE events SET at = at + 1")
        for _ in range(2):
            await program.says("-damaged.db")
        program.process.send_signal(signal.SIGINT)
        await program.process.wait()
    assert f"The stored log of {created['code']} is damaged at version 1." in program.complaints
    names = sorted(file.name for file in folder.iterdir())
    assert [name.endswith("-damaged.db") for name in names] == [False, True]


@pytest.mark.parametrize("every", ["0s", "10", "m", "-5m", "ten"])
def test_a_time_that_is_none_is_refused(every: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["backup", str(tmp_path / "copies"), "--every", every])
    assert result.exit_code == 2 and "is no time; expected one like 30s, 10m, 2h or 1d." in result.stderr


def test_a_missing_database_is_not_copied_again_and_again(run: Run, tmp_path: Path) -> None:
    result = run("backup", str(tmp_path / "copies"), "--every", "1s", fails=True)
    assert "There is no database" in result.stderr and not (tmp_path / "copies").exists()
