"""A process that stands still for some seconds: its screens say so, other nodes go on, and nothing is lost."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest
from playwright.async_api import expect

from tests.conftest import Scale, Tally
from tests.faults.cluster import cluster
from tests.faults.conftest import Serve
from tests.faults.delegations import check_log
from tests.journeys.browser import chromium
from tests.journeys.person import UNREACHABLE, Person, Visitors
from tests.postgres import PostgresServer
from tests.serving import PATIENCE_SECONDS, Hosted, heard

STALE_AFTER_SECONDS = 8
"""A page says that it may be out of date after 7.5 seconds without a heartbeat."""
FROZEN_SECONDS = 14
LATENCY_SECONDS = 0.2
TOLERANCE_MS = 500  # half of the second that all are to show
LEFT_MS = "() => document.querySelector('speaking-clock').left"
HAVE_LOCKED_A_HEAD = """
SELECT count(*) FROM pg_stat_activity JOIN pg_locks USING (pid) JOIN pg_database ON oid = database
WHERE pg_database.datname = %s AND state = 'idle in transaction' AND mode = 'RowShareLock'
"""
"""The connections that have locked the head of a meeting, and have not sent the next statement yet."""


@pytest.fixture
async def visitors() -> AsyncIterator[Visitors]:
    """People with pages, in a browser for this test."""
    async with chromium() as browser:
        people = Visitors(browser)
        yield people
        await people.leave()


async def is_in_step(person: Person, meeting: Hosted) -> None:
    """Wait until a page shows the same time left as the server."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            before = await person.page.evaluate(LEFT_MS)
            told = (await meeting.get("chair", "state")).json()
            after = await person.page.evaluate(LEFT_MS)
            clock = told["floor"]["clock"]
            left = clock["limit_ms"] - clock["elapsed_ms"] - (told["now_ms"] - clock["running_since_ms"])
            if after - TOLERANCE_MS <= left <= before + TOLERANCE_MS:
                return


async def test_screens_say_that_the_server_stands_still_and_then_show_the_right_second(
    visitors: Visitors, meeting: Hosted, serve: Serve, scale: Scale, tally: Tally
) -> None:
    async with serve() as server:
        assert (await meeting.post("delegate:FR", "request-floor")).status_code == 204
        assert (await meeting.post("chair", "give-floor-to-next")).status_code == 204
        names = ("chair", "hall", "delegate:FR")
        links = [f"{meeting.host.url}/in/{meeting.links[name]}" for name in names]
        people = [await visitors.visit(name, link) for name, link in zip(names, links, strict=True)]
        for person in people:
            person.expects(UNREACHABLE)
            await is_in_step(person, meeting)

        server.process.send_signal(signal.SIGSTOP)
        if scale(False, True):
            await asyncio.sleep(FROZEN_SECONDS)
        else:
            for person in people:
                await person.page.clock.fast_forward(STALE_AFTER_SECONDS * 1000)
        for person in people:
            await person.is_stale()
        server.process.send_signal(signal.SIGCONT)

        for person in people:
            await person.is_live()
            await is_in_step(person, meeting)
        assert (await meeting.post("chair", "pause-clock")).status_code == 204
        for person in people:
            await expect(person.word).to_have_text("paused")
    tally("faults", 1)


async def test_a_node_that_stands_still_in_a_transaction_holds_the_others_for_seconds_only(
    postgres: PostgresServer, database_name: str, tally: Tally
) -> None:
    async with cluster(postgres, database_name, 2) as running, running.nodes[0].meeting.live("hall", "hall") as hall:
        frozen, other = running.nodes
        assert frozen.program
        await heard(hall)
        frozen.network.delay(LATENCY_SECONDS)
        unanswered = asyncio.create_task(frozen.meeting.post("chair", "show-join-code"))
        await has_locked_the_head(postgres, database_name)
        frozen.program.process.send_signal(signal.SIGSTOP)
        assert await answer_of(other.meeting, "show-join-code", {"shown": False}) == 409, "it is not shown"
        assert await answer_of(other.meeting, "send-notice", {"to": "hall", "text": "Go on"}) == 204
        frozen.network.mend()
        frozen.program.process.send_signal(signal.SIGCONT)
        refused = await unanswered
        assert (refused.status_code, refused.json()["code"]) == (503, "not_stored")
        await running.agree()
        while "notice" not in (await heard(hall)).get("regions", {}):
            pass
        async with running.under_load() as more:
            await more(20)
        await running.settle()
        await running.agree()
        await check_log(other.meeting, running.delegations)
    tally("faults", 1)


async def has_locked_the_head(postgres: PostgresServer, database_name: str) -> None:
    """Wait until a node has locked the head of a meeting, and has not sent the next statement yet."""
    watching = await psycopg.AsyncConnection.connect(postgres.conninfo("postgres"), autocommit=True)
    async with watching, asyncio.timeout(PATIENCE_SECONDS):
        while (await (await watching.execute(HAVE_LOCKED_A_HEAD, [database_name])).fetchone()) == (0,):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def answer_of(meeting: Hosted, command: str, fields: dict[str, Any]) -> int:
    """The status of a command of the chair. It is given again while the node cannot store it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (answer := await meeting.post("chair", command, fields)).status_code == 503:
            pass
    return answer.status_code
