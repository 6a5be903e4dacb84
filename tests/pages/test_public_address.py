"""Which pages may give commands, and how cookies are set, for a server with a public address behind a proxy."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nameplate.pages.public_address import PublicAddress
from tests.serving import Hosted, serving

PUBLIC = "https://un.example"


@pytest.fixture
async def public(database_url: str) -> AsyncIterator[Hosted]:
    """A meeting on a server whose public address is by HTTPS, with an open list."""
    async with serving(database_url, public_url=PUBLIC) as host:
        yield await (await host.meeting()).open_floor()


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        (PUBLIC, "un.example", True),
        (PUBLIC, "127.0.0.1:8000", True),
        ("https://un.example:443", "un.example", True),
        ("https://UN.example", "un.example", True),
        ("http://un.example", "un.example", False),
        ("https://un.example:8443", "un.example:8443", False),
        ("https://un.example.evil.test", "un.example", False),
        ("https://evil.test", "evil.test", False),
        ("http://evil.test:8000", "evil.test:8000", False),
        ("http://192.168.1.5:8000", "192.168.1.5:8000", True),
        ("http://[fe80::1]:8000", "[fe80::1]:8000", True),
        ("http://192.168.1.5:8000", "192.168.1.6:8000", False),
        ("http://podium:8000", "podium:8000", True),
        ("http://podium.local", "podium.local", True),
        ("http://localhost:8000", "localhost:8000", True),
        ("null", "un.example", False),
        ("", "", False),
        ("http://[", "[", False),
        ("http://un.example:port", "un.example:port", False),
    ],
)
def test_an_origin_is_own_when_it_is_the_public_address_or_the_local_name(origin: str, host: str, own: bool) -> None:
    assert PublicAddress(PUBLIC).is_own_origin(origin, host) is own


async def test_a_command_with_a_forged_host_and_origin_is_refused(public: Hosted) -> None:
    forged = {"Origin": "https://evil.example", "Host": "evil.example"}
    answer = await public.post("delegate:FR", "request-floor", **forged)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    assert (await public.post("delegate:FR", "request-floor", Origin=PUBLIC)).status_code == 204


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


async def test_a_socket_with_a_cookie_and_without_an_origin_is_refused(public: Hosted) -> None:
    cookie = {"Authorization": "", "Cookie": f"np-x={public.links['chair']}"}
    async with public.live("chair", "chair", **cookie) as socket:
        await socket.wait_closed()
        assert (socket.close_code, socket.close_reason) == (4403, "foreign_origin")
    async with public.live("chair", "chair", **cookie, Origin=PUBLIC) as socket:
        assert await socket.recv()
