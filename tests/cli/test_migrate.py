"""`nameplate migrate`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_migrate_creates_a_database_and_can_be_repeated(run: Run, tmp_path: Path) -> None:
    assert run("migrate").stdout == run("migrate").stdout == "Up to date.\n"
    assert (tmp_path / "nameplate.db").exists()
