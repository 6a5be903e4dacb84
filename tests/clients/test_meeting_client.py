"""The client with which other programs follow a meeting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from nameplate.clients import meeting_client
from nameplate.clients.meeting_client import CommandRefused, LinkRefused, MeetingClient, NotReached, State
from tests.serving import PATIENCE_SECONDS, Hosted
from tests.unreliable_network import proxy_to


@asynccontextmanager
async def following(link: str) -> AsyncIterator[tuple[MeetingClient, asyncio.Queue[State | None]]]:
    """A client, and the states that it hears."""
    states: asyncio.Queue[State | None] = asyncio.Queue()
    client = MeetingClient(link, states.put_nowait)
    task = asyncio.create_task(client.run())
    try:
        yield client, states
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_commands_take_effect_and_refusals_are_told(floor: Hosted) -> None:
    async with following(f"{floor.host.url}/in/{floor.links['desk']}") as (client, states):
        with pytest.raises(NotReached):
            await client.give("close-list", {})
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await states.get()
            await client.give("add-inscription", {"seat": "FR"})
            while not (state := await states.get()) or not state["next"]:
                pass
        assert state["next"][0]["seat"] == "FR"
        with pytest.raises(CommandRefused, match="floor") as refused:
            await client.give("end-speech", {})
        assert refused.value.code == "floor_free"
        assert abs(client.now_ms() - floor.host.context.lobby.time.now_ms()) < 2_000


@pytest.mark.parametrize("link", ["", "nonsense", "ftp://host/in/x", "http:///in/x", "{url}/out/x", "{url}/in/nobody"])
async def test_a_wrong_link_ends_it_with_a_sentence(meeting: Hosted, link: str) -> None:
    client = MeetingClient(link.format(url=meeting.host.url), lambda _: None)
    with pytest.raises(LinkRefused, match="link"):
        await asyncio.wait_for(client.run(), PATIENCE_SECONDS)


async def test_it_connects_again_after_the_network_was_lost(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting_client, "LONGEST_PAUSE_SECONDS", 0.01)
    async with (
        proxy_to("127.0.0.1", int(floor.host.url.rpartition(":")[2])) as network,
        following(f"{network.url}/in/{floor.links['hall']}") as (_, states),
        asyncio.timeout(PATIENCE_SECONDS),
    ):
        assert await states.get()
        network.cut()
        assert await states.get() is None
        network.mend()
        assert await states.get()


async def test_silence_counts_as_a_lost_connection(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting_client, "SILENCE_SECONDS", 0.2)
    async with (
        following(f"{floor.host.url}/in/{floor.links['hall']}") as (_, states),
        asyncio.timeout(PATIENCE_SECONDS),
    ):
        assert await states.get()
        assert await states.get() is None  # the first heartbeat would come after 5 seconds


async def test_a_cancellation_ends_it_while_messages_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `wait_for` of Python 3.11, a cancellation at the moment of a message was lost, and the client went on."""

    async def flood(socket: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            while True:
                await socket.send(b'{"version": 1}')
                await asyncio.sleep(0)

    async with serve(flood, "127.0.0.1", 0) as server, asyncio.timeout(PATIENCE_SECONDS):
        address = f"http://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}/m/X"
        monkeypatch.setattr(meeting_client, "_look_up", lambda _: (address, "secret", "hall"))
        for pause in range(5):
            client = MeetingClient("any", lambda _: None)
            task = asyncio.create_task(client.run())
            while not client._socket:  # noqa: ASYNC110 - the cancellation must come after so many rounds of the loop
                await asyncio.sleep(0)
            for _ in range(pause):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled()
