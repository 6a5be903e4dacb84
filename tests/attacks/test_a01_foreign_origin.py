"""A1: Which pages may give commands, and how cookies are set, for a server with a public address behind a proxy."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nameplate.pages.public_address import PublicAddress
from tests.pages.test_commands import problem
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


async def test_a_socket_with_a_cookie_and_without_an_origin_is_refused(public: Hosted) -> None:
    cookie = {"Authorization": "", "Cookie": f"np-x={public.links['chair']}"}
    async with public.live("chair", "chair", **cookie) as socket:
        await socket.wait_closed()
        assert (socket.close_code, socket.close_reason) == (4403, "foreign_origin")
    async with public.live("chair", "chair", **cookie, Origin=PUBLIC) as socket:
        assert await socket.recv()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_command_from_another_site_is_refused(floor: Hosted, headers: dict[str, str]) -> None:
    answer = await floor.post("chair", "close-list", {}, **headers)
    assert problem(answer) == (403, "foreign_origin")
    assert (await floor.room()).meeting.version == 4


async def test_a_command_from_a_page_of_this_server_is_accepted(floor: Hosted) -> None:
    headers = {"Origin": floor.host.url, "Sec-Fetch-Site": "same-origin"}
    assert (await floor.post("chair", "close-list", {}, **headers)).status_code == 204


@pytest.mark.parametrize(
    "origin", ["http://[", "null", "", "https://evil.example", "http://127.0.0.1.evil.example", "//"]
)
async def test_a_command_with_a_strange_origin_is_refused(floor: Hosted, origin: str) -> None:
    answer = await floor.post("chair", "close-list", Origin=origin)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
