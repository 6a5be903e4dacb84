"""The public screen: anybody who knows the join code sees it, and only named sites may show it in a frame."""

from __future__ import annotations

import pytest
from httpx2 import AsyncClient

from nameplate.pages.middleware.security_headers import HEADERS
from tests.serving import PATIENCE_SECONDS, Hosted, close_code, heard, serving, until

POLICY = "Content-Security-Policy"
SITES = ("https://www.un.example", "https://news.example:8443")


async def page(meeting: Hosted, screen: str = "public") -> tuple[int, str]:
    """The status and the policy of a page, for a browser without a cookie."""
    async with AsyncClient(timeout=PATIENCE_SECONDS) as browser:
        answer = await browser.get(f"{meeting.url}/{screen}")
    return answer.status_code, answer.headers[POLICY]


async def test_without_a_cookie_the_code_in_the_address_is_enough_for_this_screen_alone(meeting: Hosted) -> None:
    assert await page(meeting) == (200, HEADERS[POLICY])
    assert {(await page(meeting, screen))[0] for screen in ("hall", "delegate", "state", "chair")} == {401}


async def test_its_socket_follows_the_meeting_and_gives_no_command(floor: Hosted) -> None:
    headers = {"Authorization": "", "Origin": floor.host.url}
    async with floor.live("join", "public", **headers) as screen:
        assert set((await heard(screen))["regions"]) == {"status", "floor", "next", "board", "theme"}
        await floor.post("delegate:FR", "request-floor")
        assert "France" in (await heard(screen))["regions"]["next"]
    async with AsyncClient(timeout=PATIENCE_SECONDS) as browser:
        answer = await browser.post(f"{floor.url}/request-floor", headers={"Origin": floor.host.url})
    assert answer.status_code == 401


async def test_a_page_of_another_site_gets_no_socket(meeting: Hosted) -> None:
    headers = {"Authorization": "", "Origin": SITES[0]}
    async with meeting.live("join", "public", **headers) as screen:
        assert await close_code(screen) == 4403


async def test_when_the_join_code_is_revoked_nobody_sees_it(meeting: Hosted) -> None:
    await meeting.revoke("join")
    await until(lambda: not meeting.host.context.pass_cache.find(meeting.code))
    assert (await page(meeting))[0] == 401


async def test_only_named_sites_may_show_it_and_no_other_screen(database_url: str) -> None:
    async with serving(database_url, framed_by=SITES) as host:
        meeting = await host.meeting()
        assert f"frame-ancestors {' '.join(SITES)};" in (await page(meeting))[1]
        for name in ("hall", "join"):
            answer = await meeting.get(name, {"join": "delegate"}.get(name, name))
            assert answer.headers[POLICY] == HEADERS[POLICY]
        assert (await host.client.get(host.url)).headers[POLICY] == HEADERS[POLICY]


@pytest.mark.parametrize("code", ["NOSUCH22", "nosuch", "%20"])
async def test_a_wrong_code_shows_nothing(meeting: Hosted, code: str) -> None:
    answer = await meeting.host.client.get(f"{meeting.host.url}/m/{code}/public")
    assert answer.status_code in (401, 404)
