"""With several nodes, one of them delivers to a webhook. When it ends, another one goes on."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from nameplate.store import webhook_table
from nameplate.webhooks import deliveries, delivery
from tests.serving import Host, Hosted, serving, until
from tests.webhooks.receiver import Receiver, hook, receiving, stored


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for webhooks, store progress and try again at once."""
    monkeypatch.setattr(delivery, "BACKOFF_SECONDS", (0.001,))
    monkeypatch.setattr(delivery, "SAVE_SECONDS", 0.02)
    monkeypatch.setattr(deliveries, "LOOK_SECONDS", 0.05)


async def toggle(everywhere: list[Hosted], times: int) -> list[int]:
    """Suspend and resume the sitting on one node after the other. Returns the version after each command."""
    versions: list[int] = []
    for number in range(times):
        node = everywhere[number % len(everywhere)]
        answer = await node.post("chair", "suspend-sitting" if len(versions) % 2 == 0 else "resume-sitting")
        assert answer.status_code == 204, answer.text
        versions.append(int(answer.headers["Nameplate-Version"]))
    return versions


def senders(nodes: list[Host]) -> list[Host]:
    """The nodes that deliver."""
    return [node for node in nodes if node.context.deliveries._tasks]


async def test_one_node_delivers_what_all_nodes_store_and_another_one_goes_on(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "LEASE_MS", 600_000)
    async with AsyncExitStack() as stack, receiving(Receiver()) as receiver:
        own = [await stack.enter_async_context(AsyncExitStack()) for _ in range(2)]
        nodes = [await each.enter_async_context(serving(database_url, allows_private_webhooks=True)) for each in own]
        first = await (await nodes[0].meeting()).open_floor()
        everywhere = [replace(first, host=node) for node in nodes]
        await everywhere[1].room()
        await hook(nodes[0], first.code, receiver.url, "sitting")
        versions = await toggle(everywhere, 20)
        await until(lambda: len(receiver.accepted) == 20)
        (sender,) = senders(nodes)
        assert [data["version"] for data in receiver.of_kind("sitting")] == versions
        number = nodes.index(sender)
        await own[number].aclose()  # a clean stop ends the lease
        versions += await toggle([everywhere[1 - number]], 20)
        await until(lambda: len(receiver.accepted_ids) == 40)
        assert [data["version"] for data in receiver.of_kind("sitting")] == versions


async def test_a_node_that_is_cut_off_from_the_database_stops_and_another_one_takes_over(
    nodes: list[Host], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "LEASE_MS", 500)
    for node in nodes:
        monkeypatch.setattr(node.context.deliveries, "allows_private", True)
    async with receiving(Receiver(answer=lambda _: 500)) as receiver:
        meeting = await (await nodes[0].meeting()).open_floor()
        await hook(nodes[0], meeting.code, receiver.url, "sitting")
        await toggle([meeting], 1)
        await until(lambda: len(receiver.attempts) > 1)
        (sender,) = senders(nodes)
        (other,) = [node for node in nodes if node is not sender]
        sender.database.set_cut_off(True)
        await until(lambda: not senders([sender]))
        await until(lambda: senders([other]) == [other])
        receiver.answer = lambda _: 204
        await until(lambda: len(receiver.accepted) == 1)
        assert {attempt.id for attempt in receiver.attempts} == {receiver.accepted[0].id}
        sender.database.set_cut_off(False)


async def test_only_one_of_two_nodes_gets_a_lease(nodes: list[Host]) -> None:
    meeting = await nodes[0].meeting()
    added = await hook(nodes[0], meeting.code, "https://un.example/")

    async def lease(node: Host, now: int) -> bool:
        boot = node.context.lobby.boot
        return bool(
            await node.database.run(lambda c: webhook_table.lease(c, added.id, boot, now, now + 100, is_alone=False))
        )

    assert sorted(await asyncio.gather(*(lease(node, 1000) for node in nodes))) == [False, True]
    assert sorted(await asyncio.gather(*(lease(node, 1050) for node in nodes))) == [False, False]
    assert sorted(await asyncio.gather(*(lease(node, 1101) for node in nodes))) == [False, True]
    assert (await stored(nodes[1], meeting.code)).delivered == 1
