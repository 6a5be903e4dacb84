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
        ("postgresql+psycopg://anna:s3cret@db:abc/x", "“postgresql+psycopg://anna:***@db:abc/x” is no database to use"),
        ("oracle://anna:s3@cret@db", "“oracle://anna:***@db” is no database"),
        (
            "postgresql+psycopg://anna:s3@cret@db/x",
            "“postgresql+psycopg://anna:***@db/x” has a second “@”. In a name or a password, write “@” as “%40”.",
        ),
        ("sqlite://", "“sqlite://” would be lost when the program ends. Give a file, like sqlite:///nameplate.db."),
        ("sqlite:///", "“sqlite:///” would be lost when the program ends."),
        ("sqlite:///:memory:", "“sqlite:///:memory:” would be lost when the program ends."),
        ("sqlite+pysqlite:///:memory:", "would be lost when the program ends."),
        ("sqlite:///file::memory:?uri=true", "“sqlite:///file::memory:?uri=true” is no database to use"),
        ("sqlite://nameplate.db", "“sqlite://nameplate.db” is no database to use"),
        ("mysql://db/x?password=s3cret&a=1", "“mysql://db/x?password=***&a=1” is no database"),
        ("mysql://anna:s3/c:r@et@db", "“mysql://anna:***@db” is no database to use"),
    ],
)
@pytest.mark.parametrize("command", [("meeting", "list"), ("meeting", "create", PANEL), ("migrate",), ("serve",)])
def test_a_database_that_cannot_be_used_gives_one_line_of_error(
    run: Run, seats: str, tmp_path: Path, command: tuple[str, ...], database: str, said: str
) -> None:
    result = run(*command, "--database", database.format(tmp_path), fails=1 if said.startswith("cannot be used") else 2)
    assert result.stderr.startswith("Error: ") and result.stderr.count("\n") == 1
    assert said in result.stderr


@pytest.mark.parametrize(
    "command", [("doctor",), ("meeting", "list"), ("report", "CODE"), ("backup", "copy.db"), ("serve",), ("migrate",)]
)
def test_nothing_opens_a_database_whose_file_was_moved_away(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """SQLite would create a new file and empty the write-ahead log, with commands that were acknowledged."""
    log = tmp_path / "nameplate.db-wal"
    log.write_bytes(b"commands that are not in the file yet")
    said = run(*command, fails=True).stderr
    assert "nameplate.db was removed or renamed, but its write-ahead log" in said
    assert log.read_bytes() == b"commands that are not in the file yet"
    assert not (tmp_path / "nameplate.db").exists()


@pytest.mark.parametrize("command", [("doctor",), ("meeting", "list"), ("report", "CODE"), ("move",)])
def test_a_mistyped_name_creates_no_database(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    database = f"sqlite:///{tmp_path / 'typo.db'}"
    where = (database, f"sqlite:///{tmp_path / 'new.db'}") if command[0] == "move" else ("--database", database)
    said = run(*(command[:1] if command[0] == "move" else command), *where, fails=True).stderr
    assert f"There is no database {tmp_path / 'typo.db'}." in said
    assert not (tmp_path / "typo.db").exists() and not (tmp_path / "new.db").exists()
