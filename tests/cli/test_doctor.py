"""`nameplate doctor`: what is intact and what is damaged, by meeting and version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PANEL, Run
from tests.serving import serving


def change(file: Path, statement: str, *values: object) -> None:
    """Change the database behind the back of the program."""
    with closing(sqlite3.connect(file)) as database, database:
        assert database.execute(statement, values).rowcount


def test_an_intact_database_has_no_fault(run: Run, created: Any) -> None:
    said = run("doctor").stdout
    assert f"ok      {created['code']} is intact: 1 event." in said
    assert "No server is using the database now." in said and "can be read by its owner only" in said
    assert "FAULT" not in said


def test_a_damaged_meeting_is_named_with_its_version_and_the_others_are_intact(
    run: Run, created: Any, tmp_path: Path
) -> None:
    other = run("meeting", "create", PANEL, "--json").stdout.partition('"code": "')[2][:8]
    statement = "UPDATE events SET body = replace(body, 'France', 'Francs'), at = at + 1 WHERE meeting = ?"
    change(tmp_path / "nameplate.db", statement, created["code"])
    said = run("doctor", fails=True).stdout
    assert f"FAULT   The stored log of {created['code']} is damaged at version 1. Restore a backup." in said
    assert f"{other} is intact" in said
    assert "is damaged at version 1." in run("meeting", "links", created["code"], fails=True).stderr
    assert run("meeting", "erase", created["code"]).stdout == "Erased.\n"


async def test_a_damaged_meeting_is_refused_and_the_others_are_served(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(database_url) as host:
        damaged, intact = [await (await host.meeting()).open_floor() for _ in range(2)]
        links = {damaged.code: damaged.links, intact.code: intact.links}
    change(tmp_path / "nameplate.db", "UPDATE events SET at = at + 1 WHERE meeting = ? AND version = 3", damaged.code)
    async with serving(database_url) as host:
        answers = {}
        for code, secrets in links.items():
            bearer = {"Authorization": f"Bearer {secrets['chair']}"}
            answers[code] = await host.client.get(f"{host.url}/m/{code}/state", headers=bearer)
    assert answers[intact.code].status_code == 200
    problem = answers[damaged.code]
    assert (problem.status_code, problem.json()["code"], problem.json()["version"]) == (503, "damaged", 3)
    assert f"The stored log of {damaged.code} is damaged at version 3. Run: nameplate doctor" in caplog.text
