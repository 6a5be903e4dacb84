"""Servers are killed while they deliver to a webhook. Every change arrives, in order, and doubles have the same id."""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import replace

import pytest
from httpx2 import AsyncClient

from nameplate.store import webhook_table
from nameplate.store.database import Database
from nameplate.store.webhook_table import Webhook
from nameplate.webhooks.signature import new_secret
from tests.conftest import Scale, Tally
from tests.faults.cluster import cluster
from tests.journeys.nameplate_process import free_port, nameplate
from tests.postgres import PostgresServer
from tests.serving import Hosted, serving, until
from tests.webhooks.receiver import Receiver, receiving

ATTEMPTS = re.compile(r'^nameplate_webhook_attempts_total\{outcome="delivered"\} (\d+)', re.MULTILINE)


def add_hook(database_url: str, code: str, receiver: Receiver) -> Webhook:
    """Store a webhook that gets the changes of sittings."""
    added = Webhook("hook", code, receiver.url, new_secret(), ("sitting",), -1)
    database = Database(database_url)
    database.run_blocking(lambda connection: webhook_table.add(connection, added))
    database.close()
    return added


async def toggle(meeting: Hosted, versions: list[int], times: int) -> None:
    """Suspend and resume the sitting, and note the version after each command."""
    for _ in range(times):
        answer = await meeting.post("chair", "resume-sitting" if len(versions) % 2 else "suspend-sitting")
        assert answer.status_code == 204, answer.text
        versions.append(int(answer.headers["Nameplate-Version"]))


def check(receiver: Receiver, added: Webhook, versions: list[int], tally: Tally) -> None:
    """Every change has arrived, in order apart from doubles, and each id always had the same body."""
    bodies = {attempt.id: attempt.body for attempt in receiver.attempts}
    assert all(bodies[attempt.id] == attempt.body for attempt in receiver.attempts)
    assert all(attempt.is_signed(added.secret) for attempt in receiver.attempts)
    versions_by_id = {attempt.id: attempt.data["version"] for attempt in receiver.accepted}
    assert [versions_by_id[each] for each in receiver.accepted_ids] == versions
    tally("commands", len(versions))
    tally("lost", 0)


@pytest.fixture(autouse=True)
def private_receivers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers may send to this machine."""
    monkeypatch.setenv("NAMEPLATE_WEBHOOK_PRIVATE", "1")


@pytest.mark.long
async def test_the_node_that_delivers_is_killed(
    postgres: PostgresServer, database_name: str, scale: Scale, tally: Tally
) -> None:
    versions: list[int] = []
    async with receiving(Receiver()) as receiver, cluster(postgres, database_name, 2, delegations=0) as running:
        added = add_hook(postgres.url(database_name), running.nodes[0].meeting.code, receiver)
        for _ in range(scale(1, 5)):
            before = [await delivered(node.meeting) for node in running.nodes]
            await toggle(running.nodes[0].meeting, versions, 1)
            await until(lambda: len(receiver.accepted_ids) == len(versions))
            after = [await delivered(node.meeting) for node in running.nodes]
            (sender,) = [node for node, b, a in zip(running.nodes, before, after, strict=True) if a > b]
            (other,) = [node for node in running.nodes if node is not sender]
            await toggle(running.nodes[0].meeting, versions, 20)
            assert sender.program
            await sender.program.kill()
            await toggle(other.meeting, versions, 20)
            await until(lambda: len(receiver.accepted_ids) == len(versions))
            await running.start(sender)
            tally("cycles", 1)
        check(receiver, added, versions, tally)


async def delivered(meeting: Hosted) -> int:
    """How many messages a node has delivered."""
    figures = (await meeting.host.client.get(f"{meeting.host.url}/metrics")).text
    found = ATTEMPTS.search(figures)
    return int(found[1]) if found else 0


async def test_a_server_is_killed_while_the_receiver_fails_at_random(
    database_url: str, scale: Scale, tally: Tally
) -> None:
    versions: list[int] = []
    async with serving(database_url) as host:
        meeting = await (await host.meeting()).open_floor()
    port = free_port()
    serve = ("serve", "--port", str(port), "--database", database_url)
    async with AsyncClient(timeout=20) as client, receiving(Receiver()) as receiver:
        meeting = replace(meeting, host=replace(host, url=f"http://127.0.0.1:{port}", client=client))
        added = add_hook(database_url, meeting.code, receiver)
        for _ in range(scale(2, 20)):
            fails = iter([True] + [False] * 1000)
            receiver.answer = lambda _, fails=fails: 500 if next(fails) else 204  # type: ignore[misc]
            async with nameplate(*serve) as program:
                await program.says("join:")
                await toggle(meeting, versions, 20)
                before = len(receiver.attempts)
                await until(lambda before=before: len(receiver.attempts) > before)  # type: ignore[misc]
                await asyncio.sleep(random.uniform(0, 1.5))
                await program.kill()
            tally("cycles", 1)
        receiver.answer = lambda _: 204
        async with nameplate(*serve) as program:
            await program.says("join:")
            await until(lambda: len(receiver.accepted_ids) == len(versions))
        check(receiver, added, versions, tally)
