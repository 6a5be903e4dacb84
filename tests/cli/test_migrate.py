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
from click.testing import CliRunner
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from nameplate.cli import main
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
        "meeting export CODE",
        "meeting links CODE",
        "meeting revoke CODE",
        f"meeting create {PANEL}",
        "meeting expire --days 1 --dry-run",
        "meeting expire --days 1 --yes",
        "meeting erase CODE",
        "meeting delete CODE --yes",
        "organiser link",
        "webhook list CODE",
        "report CODE",
        "move DATABASE sqlite:///moved.db",
    ],
)
def test_only_serve_demo_and_migrate_upgrade_the_tables(
    run: Run, older: str, database_url: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(*words.replace("CODE", older).replace("DATABASE", database_url).split(), fails=True)
    assert said.stderr == (
        f"Error: The tables are older ({OLDER}) than this program ({HEAD}). `nameplate serve` or `nameplate migrate`"
        " upgrades them, and writes a copy first. Nothing was changed.\n"
    )
    assert not said.stdout
    assert done(database_url, revision) == OLDER
    assert not copy_of_older(database_url).exists()


def test_migrate_leaves_the_tables_of_a_running_server(run: Run, older: str, database_url: str) -> None:
    with exclusive(make_url(database_url)):  # as a server of the older release does
        said = run("migrate", fails=True)
        assert done(database_url, revision) == OLDER
    assert said.stderr == f"{REFUSED}process {os.getpid()} uses them. Stop it, then try again.\n"
    assert not said.stdout


def test_doctor_says_that_serve_will_upgrade_the_tables_and_leaves_them(
    run: Run, older: str, database_url: str
) -> None:
    said = run("doctor").stdout
    copy = copy_of_older(database_url)
    assert (
        f"warning The tables are older ({OLDER}) than this program ({HEAD}), and were left as they are. `nameplate"
        f" serve` will upgrade them when it starts, and first writes a copy: {copy}\n"
    ) in said
    assert "ok      The upgrade was tried on a copy in memory: 1 meeting with 1 event, intact.\n" in said
    assert done(database_url, revision) == OLDER
    assert not copy.exists()


def test_doctor_finds_damage_in_tables_of_an_older_release(run: Run, older: str, database_url: str) -> None:
    done(database_url, lambda connection: connection.exec_driver_sql("UPDATE events SET at = at + 1").rowcount)
    said = run("doctor", fails=True).stdout
    assert f"FAULT   The stored log of {older} is damaged at version 1. Restore a backup.\n" in said


def test_doctor_creates_no_tables(run: Run, database_url: str) -> None:
    Path(str(make_url(database_url).database)).touch(mode=0o600)
    assert "The database is empty. `nameplate serve` creates its tables.\n" in run("doctor").stdout
    assert done(database_url, revision) is None


def copy_of_older(database_url: str) -> Path:
    """The file to which a database is copied before its tables are upgraded."""
    return Path(f"{make_url(database_url).database}-schema-{OLDER}")


def test_the_database_is_copied_before_its_tables_are_upgraded(run: Run, older: str, database_url: str) -> None:
    copy = copy_of_older(database_url)
    copy.write_bytes(b"of an earlier attempt")
    run("migrate")
    assert done(f"sqlite:///{copy}", revision) == OLDER
    assert copy.stat().st_mode & 0o777 == 0o600
    run("migrate", "--database", f"sqlite:///{copy}")
    assert older in run("meeting", "list", "--database", f"sqlite:///{copy}").stdout


def test_tables_are_not_upgraded_without_a_copy(run: Run, older: str, database_url: str) -> None:
    copy_of_older(database_url).mkdir()
    said = run("migrate", fails=True)
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
    run("migrate", "--database", f"sqlite:///{copy}")
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
        checked = await asyncio.to_thread(CliRunner().invoke, main, ["doctor", "--database", postgres_url])
        assert (
            f"warning The tables are older ({OLDER}) than this program ({HEAD}), and were left as they are. Stop all"
            " nodes, run `nameplate migrate`, then check again.\n"
        ) in checked.stdout
        assert await host.database.run(revision) == OLDER
    assert run(*migrate).stdout == "Up to date.\n"
    assert done(postgres_url, revision) == HEAD
