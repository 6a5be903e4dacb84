"""Every command says in one sentence why it cannot use a database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import PANEL, Run


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("sqlite:///{0}/no/such/folder/nameplate.db", "cannot be used: unable to open database file"),
        ("sqlite:///{0}", "cannot be used: unable to open database file"),
        ("sqlite:///{0}/seats.csv", "cannot be used: file is not a database"),
        ("nameplate.db", "“nameplate.db” is no database to use; expected one like sqlite:///nameplate.db or"),
        ("oracle+no://x", "is no database to use"),
        ("postgresql://anna:s3cret@db/meetings", "“postgresql://anna:***@db/meetings” is no database to use"),
        ("mysql://anna:s3/c:r@et@db", "“mysql://anna:***@et@db” is no database to use"),
    ],
)
@pytest.mark.parametrize("command", [("meeting", "list"), ("meeting", "create", PANEL), ("migrate",), ("serve",)])
def test_a_database_that_cannot_be_used_gives_one_line_of_error(
    run: Run, seats: str, tmp_path: Path, command: tuple[str, ...], database: str, said: str
) -> None:
    result = run(*command, "--database", database.format(tmp_path), fails=True)
    assert result.stderr.startswith("Error: ") and result.stderr.count("\n") == 1
    assert said in result.stderr
