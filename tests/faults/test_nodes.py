"""Several nodes: one is killed, cut off, or restarted. The others go on, and no acknowledged command is lost."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection

from tests.conftest import Scale, Tally
from tests.faults.cluster import Cluster, ServedNode, cluster
from tests.faults.delegations import check_log
from tests.postgres import PostgresServer, binaries, postgres_server, temporary_folder
from tests.serving import PATIENCE_SECONDS, heard

FAULTS = ("fall_silent", "swallow", "cut")


@pytest.fixture(scope="module")
def durable() -> Iterator[PostgresServer]:
    """A server that writes to the disk before it acknowledges, as in a real meeting."""
    with postgres_server() as server:
        server.execute("CREATE DATABASE meetings")
        yield server


async def check(running: Cluster, tally: Tally) -> None:
    """All nodes agree, and each acknowledged command is in the log once."""
    await running.settle()
    await running.agree()
    for node in running.nodes:
        await check_log(node.meeting, running.delegations)
    tally("commands", sum(len(d.acknowledged) for d in running.delegations))
    tally("lost", 0)


async def next_state(screen: ClientConnection, outdated: bool) -> dict[str, Any]:
    """The next message that says that the screen is out of date, or that it is not."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            message: dict[str, Any] = msgspec.json.decode(await screen.recv())
            if message.get("outdated", False) is outdated:
                return message


async def test_nodes_are_killed_one_after_the_other(
    postgres: PostgresServer, database_name: str, scale: Scale, tally: Tally
) -> None:
    async with cluster(postgres, database_name, 3) as running:
        async with running.under_load() as more:
            for number in range(scale(3, 20)):
                node = running.nodes[number % 3]
                await more(random.randint(10, 40))
                assert node.program
                await node.program.kill()
                await more(20)
                await running.start(node)
                tally("cycles", 1)
        await check(running, tally)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_node_is_cut_off_from_the_database(
    postgres: PostgresServer, database_name: str, scale: Scale, tally: Tally, fault: str
) -> None:
    async with cluster(postgres, database_name, 2) as running:
        alone = running.nodes[0]
        async with alone.meeting.live("hall", "hall") as hall:
            await heard(hall)
            async with running.under_load() as more:
                await more(10)
                getattr(alone.network, fault)()
                await next_state(hall, outdated=True)
                assert not await alone.is_ready()
                refused = await alone.meeting.post("chair", "suspend-sitting")
                assert (refused.status_code, refused.json()["code"]) == (503, "not_stored")
                await more(20)
                await asyncio.sleep(scale(0, 30))
                alone.network.mend()
                await next_state(hall, outdated=False)
                await more(20)
            await check(running, tally)
            assert await alone.is_ready()
            tally("faults", 1)


async def test_a_node_whose_hints_are_lost_hears_of_changes_by_polling(
    postgres: PostgresServer, database_name: str, scale: Scale, tally: Tally
) -> None:
    async with cluster(postgres, database_name, 2) as running:
        deaf, other = running.nodes
        async with deaf.meeting.live("hall", "hall") as hall:
            await heard(hall)
            deaf.network.mute(b"nameplate node")
            for delegation in range(scale(2, 10)):
                assert (await other.meeting.post(f"delegate:S{delegation}", "request-floor")).status_code == 204
                assert "outdated" not in await heard(hall)
            tally("faults", 1)
        await running.agree()


@pytest.mark.long
async def test_the_database_is_killed_again_and_again(durable: PostgresServer, scale: Scale, tally: Tally) -> None:
    async with cluster(durable, "meetings", 2) as running:
        async with running.under_load() as more:
            for _ in range(scale(3, 10)):
                await more(random.randint(10, 40))
                durable.kill()
                await asyncio.sleep(random.random())
                durable.start()
                await more(20)
                tally("faults", 1)
        await check(running, tally)


@pytest.mark.long
async def test_a_standby_takes_over_when_the_primary_is_killed(scale: Scale, tally: Tally) -> None:
    with temporary_folder() as first, temporary_folder() as second:
        primary = PostgresServer(first, binaries(first))
        primary.create()
        primary.start()
        primary.execute("CREATE DATABASE meetings")
        standby = primary.copy_to(second)
        standby.start()
        try:
            await fail_over(primary, standby, tally)
        finally:
            primary.stop()
            standby.stop()


async def fail_over(primary: PostgresServer, standby: PostgresServer, tally: Tally) -> None:
    """Kill the primary under load, promote the standby, and check that nothing is lost."""
    primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
    primary.execute("SELECT pg_reload_conf()")
    hosts = f"host=127.0.0.1:{primary.port}&host=127.0.0.1:{standby.port}"
    url = f"postgresql+psycopg://nameplate@/meetings?{hosts}"
    async with cluster(primary, "meetings", 2, url=url) as running:
        async with running.under_load() as more:
            await more(50)
            primary.kill()
            standby.promote()
            await more(50)
        await check(running, tally)
        tally("faults", 1)


@pytest.mark.long
async def test_nodes_are_restarted_one_after_the_other(
    postgres: PostgresServer, database_name: str, tally: Tally
) -> None:
    async with cluster(postgres, database_name, 3) as running:
        async with running.under_load() as more:
            for node in running.nodes:
                await restart(running, node)
                await more(20)
                tally("cycles", 1)
        await check(running, tally)


async def restart(running: Cluster, node: ServedNode) -> None:
    """Stop a node as an operator does it, and start it again. Its screens are told to connect again."""
    assert node.program
    async with node.meeting.live("hall", "hall") as hall:
        await heard(hall)
        node.program.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await hall.wait_closed()
        assert hall.close_code == 1012
        async with asyncio.timeout(PATIENCE_SECONDS):
            await node.program.process.wait()
    await running.start(node)
