"""A22: cookies that an attacker sets, takes over or throws in between."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from httpx2 import AsyncClient

from nameplate.access.passes import hash_of
from tests.serving import Hosted, serving

from .roles import waiting


async def join(meeting: Hosted, **headers: str) -> str:
    """The cookie that a link sets."""
    url = f"{meeting.host.url}/in/{meeting.links['delegate:FR']}"
    return str((await meeting.host.client.get(url, headers=headers)).headers["Set-Cookie"])


async def test_a_cookie_by_https_is_secure_and_bound_to_its_host(public: Hosted) -> None:
    cookies = [await join(public, Host="un.example"), await join(public, **{"X-Forwarded-Proto": "https"})]
    for cookie in cookies:
        assert cookie.startswith("__Host-np-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    name, _, value = cookies[0].partition(";")[0].partition("=")
    page = await public.host.client.get(f"{public.url}/delegate", headers={"Cookie": f"{name}={value}"})
    assert page.status_code == 200


async def test_a_cookie_by_http_in_the_room_still_works(public: Hosted) -> None:
    cookie = await join(public, Host="192.168.1.5:8000")
    assert cookie.startswith("np-") and "Secure" not in cookie and f"Path=/m/{public.code}" in cookie


async def test_forwarded_headers_are_believed_from_trusted_proxies_only(database_url: str) -> None:
    async with serving(database_url, trusted_proxies="192.0.2.7") as host:
        meeting = await host.meeting()
        assert "Secure" not in await join(meeting, **{"X-Forwarded-Proto": "https"})


async def test_browsers_are_told_to_come_by_https(public: Hosted, meeting: Hosted) -> None:
    assert "Strict-Transport-Security" in (await public.host.client.get(public.host.url)).headers
    assert "Strict-Transport-Security" not in (await meeting.host.client.get(meeting.host.url)).headers


async def test_the_cookie_is_hidden_from_scripts_other_sites_and_other_meetings(meeting: Hosted) -> None:
    answer = await meeting.host.client.get(f"{meeting.host.url}/in/{meeting.links['chair']}", follow_redirects=False)
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    assert answer.status_code == 303
    assert (cookie["httponly"], cookie["samesite"].lower(), cookie["path"]) == (True, "lax", f"/m/{meeting.code}")
    assert cookie["secure"] == ""
    meeting.host.client.cookies.clear()


async def test_behind_tls_the_cookie_is_secure(meeting: Hosted) -> None:
    link, headers = f"{meeting.host.url}/in/{meeting.links['chair']}", {"X-Forwarded-Proto": "https"}
    answer = await meeting.host.client.get(link, headers=headers, follow_redirects=False)
    assert "secure" in answer.headers["Set-Cookie"].lower()
    meeting.host.client.cookies.clear()


async def test_naming_a_pass_that_the_browser_does_not_have_is_forbidden(floor: Hosted, browser: AsyncClient) -> None:
    await browser.get(f"/in/{floor.links['delegate:FR']}")
    for name in ("delegate:KE", "chair", ""):
        assert (await browser.get(f"{floor.url}/delegate?as={name}")).status_code == 403


async def test_naming_the_chair_without_its_pass_is_forbidden(meeting: Hosted, browser: AsyncClient) -> None:
    await browser.get(f"/in/{meeting.links['delegate:FR']}")
    assert (await browser.get(f"{meeting.url}/chair?as=chair")).status_code == 403
    refused = await browser.post(f"{meeting.url}/open-sitting", headers={"Nameplate-As": "chair"})
    assert refused.status_code == 403


async def test_the_server_makes_no_session_of_a_cookie_that_somebody_else_has_set(floor: Hosted) -> None:
    """A secret is made by the server only, and a link sets the cookie of its own pass, whatever the browser sends."""
    fixed = {"Cookie": "np-fixed=chosen-by-the-attacker; __Host-np-fixed=too"}
    link = f"{floor.host.url}/in/{floor.links['delegate:FR']}"
    answer = await floor.host.client.get(link, headers=fixed)
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    signed_in = floor.host.context.pass_cache.find(cookie.value)
    assert signed_in and signed_in.name == "delegate:FR" and signed_in.device
    assert "fixed" not in cookie.key and cookie.value not in (floor.links["delegate:FR"], "chosen-by-the-attacker")
    again = await floor.host.client.get(f"{floor.url}/delegate", headers=fixed)
    assert again.status_code == 401 and "Set-Cookie" not in again.headers


async def test_a_cookie_that_another_host_throws_in_cannot_push_the_own_one_aside(floor: Hosted) -> None:
    """Many cookies of unknown passes, before and after the right one, also under its own name."""
    secret, name = floor.links["delegate:FR"], f"np-{hash_of(floor.links['delegate:FR'])[:12]}"
    tossed = [f"np-{number}=tossed-{number}" for number in range(40)]
    sent = {"Origin": floor.host.url, "X-Forwarded-For": "198.51.100.201"}
    for cookies in ([*tossed, f"{name}={secret}"], [f"{name}={secret}", *tossed]):
        headers = sent | {"Cookie": "; ".join(cookies)}
        assert (await floor.host.client.get(f"{floor.url}/delegate", headers=headers)).status_code == 200
    sent["Cookie"] = "; ".join([*tossed, f"{name}={secret}"])
    assert (await floor.host.client.post(f"{floor.url}/request-floor", headers=sent)).status_code == 204
    assert [each.seat for each in await waiting(floor)] == ["FR"]


async def test_a_browser_with_a_weaker_pass_thrown_in_still_acts_with_the_pass_that_its_page_names(
    floor: Hosted,
) -> None:
    """The page names its pass in each command. Without the name, the strongest pass of the browser is used."""
    cookies = {"Cookie": f"np-evil={floor.links['delegate:KE']}; np-own={floor.links['delegate:FR']}"}
    page = await floor.host.client.get(f"{floor.url}/delegate?as=delegate:FR", headers=cookies)
    assert 'data-as="delegate:FR"' in page.text
    named = cookies | {"Nameplate-As": "delegate:FR", "Origin": floor.host.url}
    assert (await floor.host.client.post(f"{floor.url}/request-floor", headers=named)).status_code == 204
    assert [each.seat for each in await waiting(floor)] == ["FR"]


@pytest.mark.parametrize("header", ["np-x=a; np-x=b; np-x", "np-x", "=; ;;=", 'np-x="a', "np-" + "x" * 9000 + "=1"])
async def test_strange_cookies_are_no_pass(floor: Hosted, header: str) -> None:
    place = {"X-Forwarded-For": "198.51.100.202"}
    answer = await floor.host.client.get(f"{floor.url}/delegate", headers={"Cookie": header, **place})
    assert (answer.status_code, answer.json()["code"]) == (401, "no_pass")
