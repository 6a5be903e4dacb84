"""`nameplate migrate`, and what all commands do with the tables of an older release."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from nameplate.nodes.served_lock import SERVED_LOCK
from nameplate.store.database import HEAD, Database, revision
from nameplate.store.database_file import exclusive
from nameplate.store.schema_upgrade import configuration
from tests.cli.conftest import PANEL, Run
from tests.journeys.nameplate_process import free_port, nameplate
from tests.postgres import PostgresServer
from tests.serving import serving, until

OLDER = "0003"
REFUSED = f"Error: The tables are older ({OLDER}) than this program ({HEAD}), and "

T = TypeVar("T")


def done(database_url: str, job: Callable[[Connection], T]) -> T:
    """Run a job in a database, and return its result."""
    database = Database(database_url)
    try:
        return database.run_blocking(job)
    finally:
        database.close()


def downgrade(connection: Connection) -> None:
    """Make the tables those of an older release."""
    config = configuration()
    config.attributes["connection"] = connection
    command.downgrade(config, OLDER)


@pytest.fixture
def older(created: Any, database_url: str) -> str:
    """The code of a meeting in a database with the tables of an older release."""
    done(database_url, downgrade)
    code: str = created["code"]
    return code


def test_migrate_creates_a_database_and_can_be_repeated(run: Run, database_url: str) -> None:
    assert run("migrate").stdout == run("migrate").stdout == "Up to date.\n"
    assert done(database_url, revision) == HEAD


@pytest.mark.parametrize(
    "words",
    [
        "meeting list",
        "meeting links CODE",
        "meeting revoke CODE",
        f"meeting create {PANEL}",
        "meeting expire --days 1 --dry-run",
        "doctor",
        "report CODE",
        "migrate",
    ],
)
def test_no_command_migrates_the_tables_under_a_running_server(
    run: Run, older: str, database_url: str, words: str
) -> None:
    with exclusive(make_url(database_url)):  # as a server of the older release does
        said = run(*words.replace("CODE", older).split(), fails=True)
        assert done(database_url, revision) == OLDER
    assert said.stderr == f"{REFUSED}process {os.getpid()} uses them. Stop it, then try again.\n"
    assert not said.stdout


@pytest.mark.parametrize("words", ["meeting list", "migrate", "meeting expire --days 1 --yes", "meeting erase CODE"])
def test_a_command_migrates_the_tables_while_no_server_runs(
    run: Run, older: str, database_url: str, words: str
) -> None:
    run(*words.replace("CODE", older).split())
    assert done(database_url, revision) == HEAD


def copy_of_older(database_url: str) -> Path:
    """The file to which a database is copied before its tables are upgraded."""
    return Path(f"{make_url(database_url).database}-schema-{OLDER}")


def test_the_database_is_copied_before_its_tables_are_upgraded(run: Run, older: str, database_url: str) -> None:
    copy = copy_of_older(database_url)
    copy.write_bytes(b"of an earlier attempt")
    run("migrate")
    assert done(f"sqlite:///{copy}", revision) == OLDER
    assert copy.stat().st_mode & 0o777 == 0o600
    assert older in run("meeting", "list", "--database", f"sqlite:///{copy}").stdout


def test_tables_are_not_upgraded_without_a_copy(run: Run, older: str, database_url: str) -> None:
    copy_of_older(database_url).mkdir()
    said = run("meeting", "list", fails=True)
    assert "no copy could be written before the upgrade of its tables: " in said.stderr
    assert done(database_url, revision) == OLDER


def test_tables_that_are_not_upgraded_are_not_copied(run: Run, created: Any, database_url: str) -> None:
    run("migrate")
    file = Path(str(make_url(database_url).database))
    assert not [*file.parent.glob(f"{file.name}-schema-*")]


def test_a_backup_leaves_older_tables_as_they_are(run: Run, older: str, database_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy)).stdout == f"Written: {copy}\n"
    assert done(database_url, revision) == done(f"sqlite:///{copy}", revision) == OLDER
    assert older in run("meeting", "list", "--database", f"sqlite:///{copy}").stdout


def test_a_backup_of_older_tables_is_checked(run: Run, older: str, database_url: str, tmp_path: Path) -> None:
    done(database_url, lambda connection: connection.exec_driver_sql("UPDATE events SET at = at + 1").rowcount)
    said = run("backup", str(tmp_path / "copy.db"), fails=True)
    assert f"The stored log of {older} is damaged at version 1." in said.stderr


def test_commands_work_beside_a_running_server_of_the_same_release(run: Run, created: Any, database_url: str) -> None:
    with exclusive(make_url(database_url)):
        assert run("meeting", "list").stdout.startswith(created["code"])
        assert run("migrate").stdout == "Up to date.\n"


async def test_serve_migrates_the_tables_by_itself(older: str, database_url: str) -> None:
    async with nameplate("serve", "--port", str(free_port()), "--database", database_url) as program:
        await program.says(f"{older}  High-level panel discussion")
        assert done(database_url, revision) == HEAD


async def test_tables_in_postgresql_are_not_migrated_while_a_node_serves_them(
    run: Run, postgres: PostgresServer, database_name: str
) -> None:
    postgres_url = postgres.url(database_name)
    async with serving(postgres_url) as host:
        node = host.context.node
        assert node
        await until(lambda: node.hears_hints)
        migrate = ("migrate", "--database", postgres_url)
        assert (await asyncio.to_thread(run, *migrate)).stdout == "Up to date.\n"
        await host.database.run(downgrade)
        with psycopg.connect(postgres.conninfo("postgres"), application_name="node of another database") as other:
            other.execute(f"SELECT pg_advisory_lock({SERVED_LOCK})")
            said = await asyncio.to_thread(run, *migrate, fails=True)
        assert "another database" not in said.stderr
        assert said.stderr.startswith(f"{REFUSED}nodes use them (nameplate node, ")
        assert said.stderr.endswith("). Stop all nodes, then try again.\n")
        assert await host.database.run(revision) == OLDER
    assert run(*migrate).stdout == "Up to date.\n"
    assert done(postgres_url, revision) == HEAD
