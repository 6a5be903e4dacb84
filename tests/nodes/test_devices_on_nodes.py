"""A device that signs in at one node is known at the others, and is signed out of all of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.pages.test_devices import PHONE, ask, close_code, cookie_of, device_hash, press, with_cookie
from tests.serving import Host, heard


async def test_a_device_that_is_signed_out_at_one_node_ends_at_the_other(nodes: list[Host]) -> None:
    one = await nodes[0].meeting()
    two = replace(one, host=nodes[1])
    desk, lost = await cookie_of(one, "desk"), await cookie_of(two, "delegate:FR", **PHONE)
    kept = await cookie_of(one, "delegate:FR")
    async with (
        one.live("chair", "delegate", **with_cookie(one, lost)) as here,
        two.live("chair", "delegate", **with_cookie(two, lost)) as there,
        two.live("chair", "delegate", **with_cookie(two, kept)) as other,
    ):
        await asyncio.gather(*map(heard, (here, there, other)))
        assert (await press(one, desk, "sign-out", device=device_hash(lost)))[0] == 200
        assert [await close_code(each) for each in (here, there)] == [4401, 4401]
        await (await other.ping())
    for node in (one, two):
        answer = await node.host.client.get(f"{node.url}/delegate", headers=with_cookie(node, lost))
        assert answer.status_code == 401
        await ask(node, kept, "delegate")


async def test_a_link_that_is_renewed_at_one_node_ends_at_the_other(nodes: list[Host]) -> None:
    one = await nodes[0].meeting()
    two = replace(one, host=nodes[1])
    desk, phone = await cookie_of(one, "desk"), await cookie_of(two, "delegate:FR", **PHONE)
    async with two.live("chair", "delegate", **with_cookie(two, phone)) as screen:
        await heard(screen)
        assert (await press(one, desk, "renew", name="delegate:FR"))[0] == 200
        assert await close_code(screen) == 4401


async def test_the_chair_sees_its_second_device_at_another_node(nodes: list[Host]) -> None:
    one = await nodes[0].meeting()
    two = replace(one, host=nodes[1])
    first, second = await cookie_of(one, "chair"), await cookie_of(two, "chair", **PHONE)
    async with (
        one.live("chair", "chair", **with_cookie(one, first)) as here,
        two.live("chair", "chair", **with_cookie(two, second)) as there,
    ):
        await asyncio.gather(heard(here), heard(there))
        async with asyncio.timeout(20):
            while "Open on 2 devices" not in await ask(one, first, "devices/note"):  # noqa: ASYNC110 - it is polled
                await asyncio.sleep(0.1)
