"""With several nodes nothing is erased while they run: it would lock all tables. The page has the command instead."""

from __future__ import annotations

import secrets
from functools import partial

from httpx2 import AsyncClient

from nameplate.access.passes import hash_of
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.store import organiser_table
from tests.serving import Host


async def test_the_page_has_the_command_and_a_node_erases_nothing(nodes: list[Host]) -> None:
    host, secret = nodes[0], secrets.token_urlsafe(24)
    await host.database.run(partial(organiser_table.add_link, link=hash_of(secret), at=1))
    meeting = await (await host.meeting()).open_floor()
    await meeting.chair(AdjournSitting(ending=True))
    address = f"/organiser/m/{meeting.code}"
    async with AsyncClient(base_url=host.url, headers={"Origin": host.url}) as client:
        await client.get(f"/organiser/in/{secret}")
        page = (await client.get(address)).text
        assert f"<code>nameplate meeting erase {meeting.code}</code>" in page and f'{address}/erase"' not in page
        answer = await client.post(f"{address}/erase", data={"confirmed": meeting.code})
        assert (answer.status_code, "Several servers share" in answer.text) == (409, True)
    assert (await meeting.room()).meeting.seats["chair"].name
    assert (await meeting.get("chair", "chair")).status_code == 200
