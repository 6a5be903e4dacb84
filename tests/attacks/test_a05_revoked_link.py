"""A5: a revoked link: its sockets are closed within seconds, and it lets nobody in again."""

from __future__ import annotations

import asyncio
import sys

from httpx2 import AsyncClient

from nameplate.pages import authentication
from nameplate.screens.audiences import passes_for
from tests.serving import Host, Hosted, close_code, heard, until


async def test_revoking_a_link_closes_its_sockets_and_ends_its_cookie_and_header(
    floor: Hosted, browser: AsyncClient
) -> None:
    link = f"{floor.host.url}/in/{floor.links['delegate:FR']}"
    assert (await browser.get(link)).status_code == 200
    async with floor.live("delegate:FR", "delegate") as screen, floor.live("delegate:KE", "delegate") as other:
        await heard(screen)
        await heard(other)
        await floor.revoke("delegate:FR")
        assert await close_code(screen) == 4401
        await floor.post("chair", "close-list")
        assert await heard(other)
    assert (await browser.get(f"{floor.url}/delegate")).status_code == 401
    assert (await browser.post(f"{floor.url}/request-floor")).status_code == 401
    assert (await browser.get(link)).status_code == 404
    assert (await floor.post("delegate:FR", "request-floor")).status_code == 401
    async with floor.live("delegate:FR", "delegate") as again:
        assert await close_code(again) == 4401
    assert (await floor.get("delegate:KE", "delegate")).status_code == 200


async def test_a_new_link_works_after_the_old_one_was_revoked(host: Host, meeting: Hosted) -> None:
    await meeting.revoke("chair")
    await until(lambda: host.context.pass_cache.find(meeting.links["chair"]) is None)
    secret, pass_ = passes_for((await meeting.room()).meeting)["chair"]
    await host.issue(pass_)
    assert (await meeting.get("chair", "chair")).status_code == 401
    link = await host.client.get(f"{host.url}/in/{secret}")
    assert (link.status_code, link.headers["Location"]) == (303, f"/m/{meeting.code}/chair?as=chair")


async def test_a_link_revoked_by_another_process_closes_its_screens(floor: Hosted) -> None:
    async with floor.live("delegate:FR", "delegate") as france, floor.live("delegate:KE", "delegate") as kenya:
        await asyncio.gather(heard(france), heard(kenya))
        url = floor.host.database.url.render_as_string()
        revoke = ("meeting", "revoke", floor.code, "--name", "delegate:FR", "--database", url)
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "nameplate", *revoke)
        assert await process.wait() == 0
        assert await close_code(france) == authentication.SIGNED_OUT
        await floor.post("chair", "send-notice", {"to": "hall", "text": "Lunch"})
        assert "Lunch" in (await heard(kenya))["regions"]["notice"]
    cookie = {"Cookie": f"np-x={floor.links['delegate:FR']}"}
    assert (await floor.host.client.get(f"{floor.url}/delegate", headers=cookie)).status_code == 401
    assert (await floor.host.client.get(f"{floor.host.url}/in/{floor.links['delegate:FR']}")).status_code == 404
