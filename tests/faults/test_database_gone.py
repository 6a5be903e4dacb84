"""A PostgreSQL database that all nodes lose, that is slow to reach, or whose disk is full."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.nodes.polling import CUT_OFF_SECONDS
from tests.conftest import TEMPLATE, Scale, Tally
from tests.faults.cluster import Cluster, cluster
from tests.faults.delegations import check_log
from tests.postgres import PostgresServer, as_user, binaries, temporary_folder
from tests.serving import PATIENCE_SECONDS, Hosted
from tests.unreliable_network import Link

LATENCY_SECONDS = 0.2
"""In each direction. A command needs four round trips to the database."""
DISK = "80m"
SMALL_SEGMENTS = "--wal-segsize=1"
"""In MB. With the usual pieces of 16 MB of its write-ahead log, PostgreSQL would need a larger disk."""
TEXT = "A long question. " * 50


@pytest.fixture(scope="module")
async def nodes(postgres: PostgresServer) -> AsyncIterator[Cluster]:
    """Two nodes for the tests of this file that leave the database as it is."""
    postgres.execute(f"CREATE DATABASE gone TEMPLATE {TEMPLATE}")
    async with cluster(postgres, "gone", 2) as running:
        yield running


async def check(running: Cluster, tally: Tally) -> None:
    """All nodes are ready and agree, and each acknowledged command is in the log once."""
    await are_ready(running, True)
    await running.settle()
    await running.agree()
    await check_log(running.nodes[0].meeting, running.delegations)
    tally("commands", running.newly_acknowledged())
    tally("faults", 1)
    tally("lost", 0)


async def are_ready(running: Cluster, ready: bool) -> None:
    """Wait until all nodes say that they are ready, or that they are not."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while {await node.is_ready() for node in running.nodes} != {ready}:  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.02)


async def test_all_nodes_lose_the_database_and_find_it_again(nodes: Cluster, scale: Scale, tally: Tally) -> None:
    async with nodes.under_load() as more:
        await more(20)
        for node in nodes.nodes:
            node.network.cut()
        refused = [await node.meeting.post("chair", "suspend-sitting") for node in nodes.nodes]
        assert [(each.status_code, each.json()["code"]) for each in refused] == [(503, "not_stored")] * 2
        await are_ready(nodes, False)
        await asyncio.sleep(scale(1, 10))
        for node in nodes.nodes:
            node.network.mend()
        await more(20)
    await check(nodes, tally)


async def test_commands_are_accepted_although_the_database_is_far_away(
    nodes: Cluster, scale: Scale, tally: Tally
) -> None:
    async with nodes.under_load() as more:
        await more(20)
        for node in nodes.nodes:
            node.network.delay(LATENCY_SECONDS)
        for _ in range(scale(1, 50)):
            await more(4)
        for node in nodes.nodes:
            node.network.mend()
    await check(nodes, tally)


@contextmanager
def small_disk() -> Iterator[Path]:
    """A folder of 80 MB in memory, for the user who runs PostgreSQL."""
    if os.getuid() != 0:
        pytest.skip("NO FULL DISK OF POSTGRESQL WAS TESTED. It needs root.")
    user = as_user()
    with temporary_folder() as above:
        folder = above / "disk"
        folder.mkdir()
        options = f"size={DISK},uid={user['user']},gid={user['group']},mode=700"
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False)
        if made.returncode:
            pytest.skip("NO FULL DISK OF POSTGRESQL WAS TESTED. A small disk could not be mounted.")
        try:
            yield folder
        finally:
            subprocess.run(["umount", folder], check=True)


@pytest.mark.long
async def test_the_disk_of_the_database_is_full(tally: Tally) -> None:
    with small_disk() as folder:
        postgres = PostgresServer(folder, binaries(folder))
        postgres.create(SMALL_SEGMENTS)
        postgres.start()
        postgres.execute("CREATE DATABASE meetings")
        try:
            await fill_the_disk(postgres, folder / "filler", tally)
        finally:
            postgres.stop()


async def fill_the_disk(postgres: PostgresServer, filler: Path, tally: Tally) -> None:
    """Fill the disk under load. When there is space again, commands are accepted. PostgreSQL may have stopped."""
    async with cluster(postgres, "meetings", 2) as running:
        async with running.under_load() as more:
            await more(20)
            with filler.open("wb", buffering=0) as file, suppress(OSError):
                while file.write(b"x" * 4096):
                    pass
            await press_until_refused(running.nodes[0].meeting)
            filler.unlink()  # noqa: ASYNC240 - in memory
            if not postgres.is_running():
                postgres.start()
            await more(20)
        await check(running, tally)


async def press_until_refused(meeting: Hosted) -> None:
    """Send messages as the chair until one is not stored. When they are too many at once, wait."""
    status, code, number = 204, "", 0
    async with asyncio.timeout(PATIENCE_SECONDS):
        while status in (204, 429):
            await asyncio.sleep(0.1 if status == 429 else 0)
            number += 1
            message = {"to": "hall", "text": f"{number} {TEXT}"[:MAX_NOTE_LENGTH]}
            answer = await meeting.post("chair", "send-notice", message)
            status, code = answer.status_code, answer.text and answer.json()["code"]
    assert (status, code) == (503, "not_stored")


@pytest.mark.parametrize("fault", [Link.cut, pytest.param(Link.swallow, marks=pytest.mark.long)])
async def test_an_outage_has_one_line_of_each_kind_at_its_begin_and_at_its_end(
    postgres: PostgresServer, database_name: str, fault: Callable[[Link], None], tally: Tally
) -> None:
    async with cluster(postgres, database_name, 2) as running:
        async with running.under_load() as more:
            await more(20)
            for node in running.nodes:
                fault(node.network)
            await are_ready(running, False)
            await asyncio.sleep(CUT_OFF_SECONDS + 2)
            for node in running.nodes:
                node.network.mend()
            await more(20)
        await check(running, tally)
        await asyncio.sleep(1.5)  # everything that is done once a second has been done
    for node in running.nodes:
        assert node.program
        lines = node.program.complaints.splitlines()
        kinds = Counter(line.split()[2] for line in lines)
        del kinds["too_many_commands"]  # the delegations of the test do not wait between their attempts
        for begin, end in (("cut_off", "not_cut_off"), ("database_silent", "database_answers")):
            assert kinds[begin] == kinds[end] == 1, "\n".join(lines)
        assert {*kinds.values()} == {1}, "\n".join(lines)
