"""A1: pages of other sites, and those that look like the own one, by commands and by sockets."""

from __future__ import annotations

import pytest

from nameplate.pages.public_address import PublicAddress
from tests.pages.test_commands import problem
from tests.serving import Hosted, close_code

from .conftest import PUBLIC


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


async def test_a_command_of_a_program_without_an_origin_is_accepted(public: Hosted) -> None:
    secrets = (public.bearer("chair"), {"Cookie": f"np-x={public.links['chair']}"})
    for secret, command in zip(secrets, ("close-list", "open-list"), strict=True):
        assert (await public.host.client.post(f"{public.url}/{command}", headers=secret)).status_code == 204


async def test_a_command_from_a_page_of_this_server_is_accepted(floor: Hosted) -> None:
    headers = {"Origin": floor.host.url, "Sec-Fetch-Site": "same-origin"}
    assert (await floor.post("chair", "close-list", {}, **headers)).status_code == 204


@pytest.mark.parametrize(
    "origin", ["http://[", "null", "", "https://evil.example", "http://127.0.0.1.evil.example", "//"]
)
async def test_a_command_with_a_strange_origin_is_refused(floor: Hosted, origin: str) -> None:
    answer = await floor.post("chair", "close-list", Origin=origin)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


FOREIGN: dict[str, dict[str, str]] = {
    "another site": {"Origin": "https://evil.example"},
    "null": {"Origin": "null"},
    "an empty one": {"Origin": ""},
    "the own name as the beginning": {"Origin": "https://un.example.evil.test"},
    "the own name as the end": {"Origin": "https://evilun.example"},
    "a name below the own one": {"Origin": "https://sub.un.example"},
    "the own name as a user": {"Origin": "https://un.example@evil.test"},
    "another port": {"Origin": "https://un.example:8443"},
    "without encryption": {"Origin": "http://un.example"},
    "another scheme": {"Origin": "file://un.example"},
    "with a forged Host": {"Origin": "https://evil.example", "Host": "evil.example"},
    "with a forged X-Forwarded-Host": {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
    "with a forged Forwarded": {"Origin": "https://evil.example", "Forwarded": "host=evil.example;proto=https"},
    "with a forged scheme": {"Origin": "https://evil.example", "X-Forwarded-Proto": "https", "Host": "evil.example"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
async def test_no_command_and_no_socket_is_open_to_a_foreign_page(public: Hosted, headers: dict[str, str]) -> None:
    browsers = {"Cookie": f"np-x={public.links['chair']}"}
    for pass_ in (public.bearer("chair"), browsers):
        answer = await public.host.client.post(f"{public.url}/close-list", headers=pass_ | headers)
        assert problem(answer) == (403, "foreign_origin")
        for audience in ("chair", "state"):
            async with public.live("chair", audience, **{"Authorization": "", **pass_, **headers}) as socket:
                assert await close_code(socket) == 4403
                assert socket.close_reason == "foreign_origin"
    assert (await public.room()).meeting.version == 4
