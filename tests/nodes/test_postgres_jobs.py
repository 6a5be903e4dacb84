"""Jobs on PostgreSQL when the network or the server fails in the middle of them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, insert, select

from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.store import event_log, tables
from nameplate.store.database import Database
from nameplate.store.event_log import EventLog
from nameplate.store.jobs import NotStored, OutcomeUnknown
from nameplate.store.log_rows import LogPart
from tests.cast import CHAIR
from tests.panel import AT, CODE, SITTING, begun, panel, then
from tests.postgres import PostgresServer
from tests.serving import until
from tests.unreliable_network import Link, proxy_to


@pytest.fixture
async def network(postgres: PostgresServer) -> AsyncIterator[Link]:
    """A network to the server that a test can break."""
    async with proxy_to("127.0.0.1", postgres.port) as link:
        yield link


@pytest.fixture
async def far(postgres: PostgresServer, database_name: str, network: Link) -> AsyncIterator[Database]:
    """A database behind that network."""
    database = Database(postgres.url(database_name, int(network.url.rpartition(":")[2])))
    yield database
    network.mend()
    await asyncio.to_thread(database.close)


def titles(connection: Connection) -> list[str]:
    """The titles of all meetings."""
    return [*connection.execute(select(tables.meetings.c.title)).scalars()]


def add(connection: Connection, title: str) -> None:
    """Store a meeting without a log."""
    connection.execute(insert(tables.meetings).values(code=title, title=title, head=0, created_at=0))


async def test_a_job_fails_when_the_network_swallows_everything_and_the_next_one_uses_a_new_connection(
    far: Database, network: Link
) -> None:
    assert await far.run(titles) == []
    network.swallow()
    with pytest.raises(NotStored):
        await far.run(titles)
    network.mend()
    assert await far.run(titles) == []


async def test_the_outcome_is_unknown_when_the_answer_to_the_commit_is_lost(
    far: Database, network: Link, postgres: PostgresServer, database_name: str
) -> None:
    loop = asyncio.get_running_loop()

    def add_and_lose_the_answer(connection: Connection) -> None:
        add(connection, "A")
        loop.call_soon_threadsafe(network.lose_answers)
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result()

    added = far.submit(add_and_lose_the_answer)
    await until(lambda: bool(postgres.execute("SELECT 1 FROM meetings", database_name)))
    network.cut()
    with pytest.raises(OutcomeUnknown):
        await asyncio.wrap_future(added)
    network.mend()
    assert await far.run(titles) == ["A"]


async def test_the_outcome_of_an_append_is_unknown_when_the_answer_is_lost(
    far: Database, network: Link, postgres: PostgresServer, database_name: str
) -> None:
    loop, log = asyncio.get_running_loop(), EventLog(far)
    await far.run(lambda connection: event_log.create(connection, panel(), AT))
    after = then(begun(), (CHAIR, OpenSitting(SITTING)))
    new = LogPart([next(after.entries())], [])

    def decide_and_lose_the_answer(missed: LogPart) -> LogPart:
        assert missed == LogPart([], [])
        loop.call_soon_threadsafe(network.lose_answers)
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result()
        return new

    appended = log.append(CODE, 1, None, decide_and_lose_the_answer)
    await until(lambda: bool(postgres.execute("SELECT 1 FROM events WHERE version = 2", database_name)))
    network.cut()
    with pytest.raises(OutcomeUnknown):
        await asyncio.wrap_future(appended)
    network.mend()
    assert await log.read_after(CODE, 1) == new


async def test_a_job_that_fails_before_the_commit_stores_nothing(far: Database, network: Link) -> None:
    loop = asyncio.get_running_loop()

    def cut_and_add(connection: Connection) -> None:
        add(connection, "A")
        loop.call_soon_threadsafe(network.cut)
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result()
        add(connection, "B")

    with pytest.raises(NotStored) as failed:
        await far.run(cut_and_add)
    assert not isinstance(failed.value, OutcomeUnknown)
    network.mend()
    assert await far.run(titles) == []


async def test_a_commit_is_not_acknowledged_when_the_wait_for_the_standby_was_cancelled(
    postgres: PostgresServer, database_name: str
) -> None:
    database = Database(postgres.url(database_name))
    postgres.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    postgres.execute("SELECT pg_reload_conf()")
    try:
        stored = database.submit(lambda connection: add(connection, "A"))
        waits = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name = 'nameplate'"
        await until(lambda: bool(postgres.execute(waits)))
        postgres.execute(f"SELECT pg_cancel_backend(({waits}))")
        with pytest.raises(OutcomeUnknown, match="synchronous replication"):
            await asyncio.wrap_future(stored)
    finally:
        postgres.execute("ALTER SYSTEM RESET synchronous_standby_names")
        postgres.execute("SELECT pg_reload_conf()")
    assert await database.run(titles) == ["A"]
    database.close()


async def test_jobs_run_side_by_side(postgres: PostgresServer, database_name: str) -> None:
    database, both = Database(postgres.url(database_name)), threading.Barrier(2, timeout=20)
    await asyncio.gather(*(database.run(lambda _: both.wait()) for _ in range(2)))
    database.close()


async def test_a_connection_that_is_forgotten_during_its_job_is_closed_after_it(
    postgres: PostgresServer, database_name: str
) -> None:
    database = Database(postgres.url(database_name))
    await database.run(lambda _: database.backend.forget_connections())
    opened = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'nameplate'"
    await until(lambda: postgres.execute(opened, database_name) == [])
    database.close()
