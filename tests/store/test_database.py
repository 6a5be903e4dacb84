"""Jobs of the database: committed together, answered after the commit, independent of failing ones."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, insert, select

from nameplate.store import tables
from nameplate.store.database import Database, migrate
from nameplate.store.jobs import NotStored


def meeting(code: str, title: str = "Seminar") -> Callable[[Connection], None]:
    """A job that adds a meeting."""
    row = {"code": code, "title": title, "head": 0, "created_at": 0}

    def write(connection: Connection) -> None:
        connection.execute(insert(tables.meetings).values(row))

    return write


def codes(connection: Connection) -> list[str]:
    """The codes of all meetings."""
    return sorted(connection.execute(select(tables.meetings.c.code)).scalars())


def broken(_: Connection) -> None:
    """A job that fails before it has written anything."""
    raise ValueError("not today")


@pytest.fixture
async def gate(database: Database) -> AsyncIterator[threading.Event]:
    """Keep the database thread busy until the gate opens. Jobs that arrive in this time are committed together."""
    reached, opened = threading.Event(), threading.Event()

    def stand(_: Connection) -> None:
        reached.set()
        opened.wait()

    passed = asyncio.create_task(database.run(stand))
    await asyncio.to_thread(reached.wait)
    yield opened
    opened.set()
    await passed


@pytest.fixture
def commits(database: Database) -> Iterator[list[Connection]]:
    """The commits to the database of this test."""
    seen: list[Connection] = []

    def note(connection: Connection) -> None:
        if connection.engine.url == database.url:
            seen.append(connection)

    event.listen(Engine, "commit", note)
    yield seen
    event.remove(Engine, "commit", note)


async def together(gate: threading.Event, database: Database, *jobs: Callable[[Connection], object]) -> list[object]:
    """The results of jobs that are committed together."""
    writes = [asyncio.create_task(database.run(job)) for job in jobs]
    await asyncio.sleep(0)
    gate.set()
    return await asyncio.gather(*writes, return_exceptions=True)


async def test_two_hundred_jobs_at_once_are_all_durable(database: Database, database_url: str) -> None:
    await asyncio.gather(*(database.run(meeting(f"M{n}")) for n in range(200)))
    reopened = Database(database_url)
    assert len(reopened.run_blocking(codes)) == 200
    reopened.close()


def test_a_blocked_caller_goes_on_when_the_job_is_done_or_the_time_is_over(database: Database) -> None:
    on = threading.Event()
    assert database.submit(meeting("A"), block_seconds=60).done()
    left = database.submit(lambda _: on.wait(60), block_seconds=0.001)
    behind = database.submit(meeting("B"), block_seconds=3600)  # would also wait for the rest of the other job
    assert not left.done()
    on.set()
    assert left.result()
    assert behind.exception() is None


async def test_jobs_that_wait_together_are_committed_together(
    gate: threading.Event, database: Database, commits: list[Connection]
) -> None:
    await together(gate, database, *(meeting(f"M{n}") for n in range(200)))
    assert len(commits) == 2


async def test_a_failing_job_does_not_undo_the_others(gate: threading.Event, database: Database) -> None:
    answers = await together(gate, database, meeting("A"), broken, meeting("A"), meeting("B"))
    assert [type(answer) for answer in answers] == [type(None), ValueError, NotStored, type(None)]
    assert await database.run(codes) == ["A", "B"]


async def test_a_cancelled_job_does_not_stop_the_others(gate: threading.Event, database: Database) -> None:
    left = asyncio.create_task(database.run(meeting("LEFT")))
    await asyncio.sleep(0)
    left.cancel()
    await together(gate, database, meeting("A"))
    await database.run(meeting("B"))
    assert {"A", "B"} <= set(await database.run(codes))


async def test_a_job_cancelled_while_it_runs_does_not_stop_the_thread(database: Database) -> None:
    begun, on = threading.Event(), threading.Event()

    def slow(_: Connection) -> None:
        begun.set()
        on.wait()

    left = asyncio.create_task(database.run(slow))
    await asyncio.to_thread(begun.wait)
    left.cancel()
    on.set()
    await database.run(meeting("A"))
    assert await database.run(codes) == ["A"]


async def test_when_the_disk_is_full_only_acknowledged_jobs_are_stored(
    gate: threading.Event, database: Database
) -> None:
    full = asyncio.create_task(database.run(fill_up))
    await asyncio.sleep(0)
    jobs = {"A": meeting("A"), "BIG": meeting("BIG", "x" * 1_000_000), "B": meeting("B")}
    answers = dict(zip(jobs, await together(gate, database, *jobs.values()), strict=True))
    await asyncio.gather(full, return_exceptions=True)
    assert isinstance(answers["BIG"], NotStored) and "full" in str(answers["BIG"])
    assert await database.run(codes) == sorted(name for name, answer in answers.items() if answer is None)


async def test_after_a_full_disk_jobs_are_stored_again_once_there_is_space(database: Database) -> None:
    await database.run(fill_up)
    with pytest.raises(NotStored):
        await database.run(meeting("BIG", "x" * 1_000_000))
    await database.run(meeting("SMALL"))
    await database.run(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 100000"))
    await database.run(meeting("BIG", "x" * 1_000_000))
    assert await database.run(codes) == ["BIG", "SMALL"]


def fill_up(connection: Connection) -> None:
    """Leave hardly any room in the database file."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")


async def test_a_job_waits_while_another_program_has_locked_the_database(database: Database, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "nameplate.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    write = asyncio.create_task(database.run(meeting("A")))
    await asyncio.sleep(0)
    other.execute("COMMIT")
    other.close()
    await write
    assert await database.run(codes) == ["A"]


def test_a_database_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    nowhere = Database(f"sqlite:///{tmp_path}/no/such/folder/nameplate.db")
    with pytest.raises(NotStored, match="unable to open"):
        nowhere.run_blocking(codes)
    nowhere.close()


def test_closing_runs_the_waiting_jobs(database_url: str) -> None:
    database = Database(database_url)
    migrate(database)
    waiting = [database.submit(meeting(f"M{n}")) for n in range(20)]
    database.close()
    assert all(write.done() and write.exception() is None for write in waiting)


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.run_blocking(meeting("A"))
    migrate(database)
    assert database.run_blocking(codes) == ["A"]
