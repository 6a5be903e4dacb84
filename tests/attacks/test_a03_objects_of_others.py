"""A3: ids of inscriptions, requests and speeches of another delegation, or of another meeting."""

from __future__ import annotations

import pytest
from httpx2 import AsyncClient

from tests.pages.test_commands import problem
from tests.serving import Host, Hosted, close_code


@pytest.mark.parametrize("name", ["chair", "delegate:FR", "join"])
async def test_a_pass_gives_no_access_to_another_meeting(host: Host, meeting: Hosted, name: str) -> None:
    other = await host.meeting()
    for headers in ({"Cookie": f"np-0123456789ab={meeting.links[name]}"}, meeting.bearer(name)):
        for what in ("chair", "delegate", "hall", "state", "events"):
            assert (await host.client.get(f"{other.url}/{what}", headers=headers)).status_code == 401
        assert (await host.client.post(f"{other.url}/open-list", headers=headers)).status_code == 401
    async with other.live("chair", "chair", **meeting.bearer(name)) as screen:
        assert await close_code(screen) == 4401
    assert (await other.room()).meeting.version == 1


async def test_a_pass_is_not_valid_in_another_meeting(host: Host, meeting: Hosted, browser: AsyncClient) -> None:
    other = await host.meeting()
    await browser.get(f"/in/{other.links['chair']}")
    assert (await browser.get(f"{meeting.url}/chair")).status_code == 401
    assert (await host.client.get(f"{meeting.url}/state", headers=other.bearer("chair"))).status_code == 401


async def test_a_delegation_cannot_withdraw_the_inscription_of_another(floor: Hosted) -> None:
    await floor.post("delegate:FR", "request-floor")
    (inscription,) = (await floor.get("chair", "state")).json()["lists"][0]["inscriptions"]
    refused = await floor.post("delegate:KE", "withdraw-request", {"inscription": inscription["id"]})
    assert problem(refused) == (403, "not_yours")
