"""Screens that never read, half-open connections, and a client that was asleep: nobody else is delayed."""

from __future__ import annotations

import asyncio
import socket
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from websockets.asyncio.client import ClientConnection, connect

from nameplate.meeting.notices import SendNotice
from nameplate.rooms import publisher
from nameplate.serving import websocket
from tests.conftest import Tally
from tests.serving import Host, Hosted, heard, serving, until
from tests.unreliable_network import link_to

DEAF = 200
PASSES = ("chair", "desk", "podium", "hall", "delegate:FR", "delegate:KE", "delegate:BR", "delegate:NO")
"""The deaf screens are spread over these passes: one pass may have 64 sockets."""
SMALL_BYTES = 4096
"""With the usual buffers the kernel takes megabytes for a client that does not read."""
HALF_OPEN = 20
MOST_NOTICES = 3000
MISSED = 25


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that finds out in less than a second that a client does not read."""
    monkeypatch.setattr(websocket, "STUCK_SECONDS", 0.3)
    monkeypatch.setattr(publisher, "HEARTBEAT_SECONDS", 0.1)


async def slow_screen(meeting: Hosted, name: str) -> ClientConnection:
    """A program whose machine has a small buffer. It has got the first picture, and reads nothing more."""
    small = socket.socket()
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BYTES)
    small.setblocking(False)
    port = int(meeting.host.url.rpartition(":")[2])
    await asyncio.get_running_loop().sock_connect(small, ("127.0.0.1", port))
    url = f"ws{meeting.url.removeprefix('http')}/live?audience=state"
    screen = await connect(url, additional_headers=meeting.bearer(name), sock=small, max_queue=1)
    await heard(screen)
    screen.transport.pause_reading()
    return screen


async def notice(meeting: Hosted, screen: ClientConnection, text: str) -> None:
    """Send a notice to the hall, and wait until a screen of the hall shows it."""
    await meeting.chair(SendNotice("hall", text))
    while text not in (await heard(screen)).get("regions", {}).get("notice", ""):
        pass


async def test_two_hundred_screens_that_never_read_are_dropped_and_the_others_see_every_change(
    database_url: str, tally: Tally
) -> None:
    async with serving(database_url, buffer=SMALL_BYTES) as host:
        meeting = await (await host.meeting()).open_floor()
        room = await meeting.room()
        deaf = await asyncio.gather(*(slow_screen(meeting, PASSES[n % len(PASSES)]) for n in range(DEAF)))
        async with meeting.live("hall", "hall") as hall:
            await heard(hall)
            assert len([*room.publisher.subscribers()]) == DEAF + 1
            number = 0
            while len([*room.publisher.subscribers()]) > 1:
                await notice(meeting, hall, f"Notice {number}")
                number += 1
                assert number < MOST_NOTICES
            assert (await meeting.post("delegate:EU", "request-floor")).status_code == 204
        for screen in deaf:
            screen.transport.abort()
    tally("faults", DEAF)


async def test_half_open_connections_delay_nobody(host: Host, tally: Tally) -> None:
    floor = await (await host.meeting()).open_floor()
    async with link_to(host.url) as link, AsyncExitStack() as stack:
        far = replace(floor, host=replace(host, url=link.url))
        behind = [await stack.enter_async_context(far.live("delegate:FR", "delegate")) for _ in range(HALF_OPEN)]
        await asyncio.gather(*map(heard, behind))
        hall = await stack.enter_async_context(floor.live("hall", "hall"))
        await heard(hall)
        link.swallow()
        for number in range(20):
            await notice(floor, hall, f"Notice {number}")
        assert (await floor.post("delegate:FR", "request-floor")).status_code == 204
        link.cut()
        room = await floor.room()
        await until(lambda: len([*room.publisher.subscribers()]) == 1)
    tally("faults", HALF_OPEN)


async def test_a_client_that_was_asleep_gets_the_current_picture_and_no_old_one_after_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    monkeypatch.setattr(websocket, "STUCK_SECONDS", 600)
    async with serving(database_url, buffer=SMALL_BYTES) as host:
        meeting = await (await host.meeting()).open_floor()
        sleeper = await slow_screen(meeting, "chair")
        async with meeting.live("hall", "hall") as hall:
            await heard(hall)
            for number in range(MISSED):
                await notice(meeting, hall, f"Notice {number}")
        newest = (await meeting.room()).meeting.version
        sleeper.transport.resume_reading()
        picture = await heard(sleeper)
        versions = [picture["version"]]
        while versions[-1] < newest:
            picture = await heard(sleeper)
            versions.append(picture["version"])
        assert versions == sorted(versions)
        assert picture["notices"][0]["text"] == f"Notice {MISSED - 1}"
        assert len(versions) < MISSED, "what it missed was not sent one by one"
        await sleeper.close()
    tally("faults", 1)
