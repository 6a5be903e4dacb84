"""The commands on a PostgreSQL database that several nodes may serve."""

from __future__ import annotations

import asyncio
import json
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import Engine, make_url

from nameplate.nodes.connection import blocking_connection
from nameplate.nodes.served_lock import SERVED_LOCK
from nameplate.store import postgres as postgres_module
from nameplate.store.database import HEAD, Database, migrate, revision
from tests.bench.long_meeting import CODE as LONG_MEETING
from tests.bench.start import store
from tests.cli.conftest import PANEL, Run, is_valid, links, read_meeting
from tests.postgres import PostgresServer
from tests.serving import serving, until


@pytest.fixture
def database_url(postgres: PostgresServer, database_name: str) -> str:
    """The address of a new database with all tables."""
    return postgres.url(database_name)


@pytest.fixture
def empty_url(postgres: PostgresServer, database_name: str) -> str:
    """The address of a new database without tables."""
    postgres.execute(f"DROP DATABASE {database_name}")
    postgres.execute(f"CREATE DATABASE {database_name}")
    return postgres.url(database_name)


def set_revision(database_url: str, to: str) -> None:
    """Make the tables look like those of another release."""
    database = Database(database_url)
    database.run_blocking(
        lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": to})
    )
    database.close()


def test_a_meeting_is_created_listed_and_given_new_links(run: Run, created: Any, database_url: str) -> None:
    code = created["code"]
    assert run("meeting", "list").stdout.startswith(f"{code}\t")
    made = links(run("meeting", "links", code, "--name", "chair"))
    assert is_valid(database_url, made["chair"])
    assert run("meeting", "revoke", code, "--name", "chair").stdout == "2 revoked.\n"
    assert not is_valid(database_url, made["chair"])
    assert "pg_dump" in run("backup", "copy.db", fails=True).stderr
    assert run("meeting", "erase", code).stdout == "Erased.\n"
    assert run("meeting", "delete", code, "--yes").stdout == "Removed.\n"


async def test_nothing_is_erased_while_a_node_serves_the_database(run: Run, created: Any, database_url: str) -> None:
    code = created["code"]
    async with serving(database_url) as node:
        found = node.context.node
        assert found
        await until(lambda: found.hears_hints)
        for command in (("erase", code), ("delete", code, "--yes")):
            said = await asyncio.to_thread(run, "meeting", *command, fails=True)
            assert "is served already (nameplate node, " in said.stderr
            assert "Stop that server first." in said.stderr
    assert run("meeting", "erase", code).stdout == "Erased.\n"


def test_a_command_waits_a_moment_for_the_lock_of_a_node_that_has_just_ended(
    run: Run, created: Any, database_url: str
) -> None:
    with blocking_connection(make_url(database_url)) as ended:
        ended.execute("SELECT pg_advisory_lock_shared(%s)", (SERVED_LOCK,))
        assert "is served already" in run("meeting", "erase", created["code"], fails=True).stderr
        noticing = threading.Timer(0.3, ended.execute, ("SELECT pg_advisory_unlock_all()",))
        noticing.start()
        assert run("meeting", "erase", created["code"]).stdout == "Erased.\n"
        noticing.join()


async def test_doctor_names_the_nodes_and_what_can_lose_commits(run: Run, created: Any, database_url: str) -> None:
    code = created["code"]
    async with serving(database_url) as node:
        found = node.context.node
        assert found
        await until(lambda: found.hears_hints)
        said = await asyncio.to_thread(run, "doctor", fails=True)
    lines = said.stdout.splitlines()
    assert any(line.startswith("FAULT   fsync is off: ") for line in lines), "the server of the tests is a fast one"
    assert any(line.startswith("ok      synchronous_commit is on.") for line in lines)
    assert any(line.startswith("warning There is no synchronous standby.") for line in lines)
    assert any(line.startswith("ok      1 node uses the database: nameplate node, ") for line in lines)
    assert any(line.startswith(f"ok      {code} is intact: ") for line in lines)
    assert "SQLite" not in said.stdout


def test_a_server_that_does_not_listen_gives_one_line_of_error(run: Run) -> None:
    url = "postgresql+psycopg://anna:s3cret@127.0.0.1:1/meetings"
    for command in (("serve",), ("meeting", "list"), ("meeting", "delete", "X", "--yes")):
        said = run(*command, "--database", url, fails=True).stderr
        assert said.startswith("Error: The database postgresql+psycopg://anna:***@127.0.0.1:1/meetings cannot be used")
        assert said.count("\n") == 1 and "s3cret" not in said


def test_a_long_error_of_the_driver_is_shown_with_its_first_line_only(run: Run) -> None:
    hosts = "&".join(f"host=127.0.0.1:{port}" for port in range(1, 8))
    said = run("serve", "--database", f"postgresql+psycopg://anna@/meetings?{hosts}", fails=True).stderr
    assert said.endswith(
        'connection to server at "127.0.0.1", port 7 failed: Connection refused.'
        " Check that PostgreSQL runs, and that the address, the user and the password are right.\n"
    )
    assert said.count("Connection refused") == 1


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("0001", "The tables are older (0001) than this program"),
        ("9999", "The tables are newer (9999) than this program"),
    ],
)
def test_tables_of_another_release_are_refused_with_what_to_do(
    run: Run, database_url: str, found: str, said: str
) -> None:
    set_revision(database_url, found)
    refused = run("serve", fails=True).stderr
    assert said in refused
    assert ("nameplate migrate" if found < HEAD else "Update the program.") in refused


SMALL = """
title: A small meeting
date: 2015-03-03
chair: A. Chair
sittings:
  - {id: s1, start: "10:00", end: "11:00", items: [{id: p1, kind: presentation, speaker: Mr. Martin Khor}]}
"""
"""PostgreSQL compresses a long text, so that the names of a larger programme are not in its files letter by letter."""


def test_erased_text_is_not_left_in_the_files_of_the_tables(
    run: Run, tmp_path: Path, database_name: str, postgres: PostgresServer
) -> None:
    programme = tmp_path / "small.yaml"
    programme.write_text(SMALL, encoding="utf-8")
    code = json.loads(run("meeting", "create", str(programme), "--json").stdout)["code"]
    ((folder,),) = postgres.execute("SELECT oid FROM pg_database WHERE datname = current_database()", database_name)

    def holds_a_name() -> bool:
        postgres.execute("CHECKPOINT")
        files = [*(postgres.data / "base" / str(folder)).rglob("*")]
        return any(b"Martin Khor" in file.read_bytes() for file in files if file.is_file())

    assert holds_a_name()
    run("meeting", "erase", code)
    assert not holds_a_name()


def test_programs_that_start_together_migrate_once(empty_url: str) -> None:
    databases = [Database(empty_url) for _ in range(2)]
    statements: list[str] = []
    event.listen(Engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    threads = [threading.Thread(target=migrate, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [database.run_blocking(revision) for database in databases] == [HEAD, HEAD]
    assert sum(statement.lstrip().startswith("CREATE TABLE meetings") for statement in statements) == 1
    for database in databases:
        database.close()


def test_all_meetings_are_moved_from_sqlite(run: Run, seats: str, database_url: str, tmp_path: Path) -> None:
    source = f"sqlite:///{tmp_path / 'old.db'}"
    made = json.loads(run("meeting", "create", PANEL, "--seats", seats, "--json", "--database", source).stdout)
    said = run("move", source, database_url).stdout
    assert said.endswith("Copied. Every row is equal, and every meeting can be opened.\n")
    assert read_meeting(database_url, made["code"]) == read_meeting(source, made["code"])
    assert is_valid(database_url, made["links"]["chair"])
    assert "TARGET is not empty. Nothing was copied." in run("move", source, database_url, fails=True).stderr
    back = f"sqlite:///{tmp_path / 'back.db'}"
    run("move", database_url, back)
    assert read_meeting(back, made["code"]) == read_meeting(source, made["code"])


def test_a_command_of_an_operator_may_take_longer_than_a_job_of_a_server(
    run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = Database(f"sqlite:///{tmp_path / 'long.db'}")
    migrate(source)
    store(source, 600)
    source.close()
    monkeypatch.setattr(postgres_module, "JOB_SECONDS", 0.02)
    run("move", f"sqlite:///{tmp_path / 'long.db'}", database_url)
    assert "chair\t" in run("meeting", "links", LONG_MEETING, "--name", "chair").stdout
    assert run("meeting", "erase", LONG_MEETING).stdout == "Erased.\n"


def test_erased_text_is_not_left_in_the_statistics_of_postgresql(run: Run, created: Any, database_url: str) -> None:
    database = Database(database_url)
    for statement in ("ALTER TABLE words ALTER body SET STATISTICS 100", "ANALYZE words"):  # as before this release
        database.run_blocking(partial(execute, statement))
    samples = "SELECT * FROM pg_stats WHERE tablename = 'words' AND attname = 'body'"
    assert database.run_blocking(partial(execute, samples))
    database.close()
    assert run("meeting", "erase", created["code"]).stdout == "Erased.\n"
    database = Database(database_url)
    assert database.run_blocking(partial(execute, samples)) == []
    database.close()


def execute(statement: str, connection: Connection) -> list[tuple[Any, ...]]:
    """The rows of a statement, if it has any."""
    result = connection.exec_driver_sql(statement)
    return [tuple(row) for row in result] if result.returns_rows else []
