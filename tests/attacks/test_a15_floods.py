"""A15: one client that sends as much as it can, by commands or on its socket. Nobody else waits."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress

from websockets.exceptions import ConnectionClosed

from nameplate.pages.rate_limit import DEFAULT_RATE
from tests.pages.test_commands import problem
from tests.serving import PATIENCE_SECONDS, Hosted, close_code


async def test_the_rate_limit_stops_one_delegate_and_nobody_else(floor: Hosted) -> None:
    hasty = await asyncio.gather(*(floor.post("delegate:FR", "request-floor") for _ in range(200)))
    others = [await floor.post(name, "request-floor") for name in ("delegate:KE", "delegate:BR", "chair")]
    statuses = Counter(answer.status_code for answer in hasty)
    assert statuses[204] == 1 and statuses[409] >= DEFAULT_RATE.burst - 1
    assert {problem(answer) for answer in hasty if answer.status_code == 429} == {(429, "too_many")}
    assert [answer.status_code for answer in others] == [204, 204, 403]


async def test_the_rate_limit_does_not_go_by_network_address(floor: Hosted) -> None:
    names = [name for name in floor.links if name.startswith("delegate:")]
    answers = await asyncio.gather(*(floor.post(name, "request-floor") for name in names * 20))
    assert 429 not in {answer.status_code for answer in answers}


async def test_a_flood_of_messages_closes_the_socket(target: Hosted) -> None:
    async with target.live("hall", "hall") as screen:
        with suppress(ConnectionClosed):
            for _ in range(1000):
                await screen.send('{"op": "ping"}')
        assert await close_code(screen) == 1008


async def test_a_flood_of_websocket_pings_is_answered(target: Hosted) -> None:
    async with target.live("hall", "hall") as screen:
        pongs = [await screen.ping() for _ in range(1000)]
        async with asyncio.timeout(PATIENCE_SECONDS):
            await pongs[-1]
