"""A21: a forged Host header never gets into a link, a QR code or a redirect."""

from __future__ import annotations

import re

import pytest

from tests.serving import Hosted

from .conftest import PUBLIC


async def test_the_host_header_of_a_request_is_never_shown(meeting: Hosted) -> None:
    await meeting.post("chair", "show-join-code")
    told = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    assert "evil.example" not in (await meeting.get("hall", "hall", **told)).text
    link = await meeting.host.client.get(f"{meeting.host.url}/in/{meeting.links['hall']}", headers=told)
    assert link.headers["Location"].startswith("/m/")


@pytest.mark.parametrize(
    "host", ["[", "[::1", "un.example:port", "un.example:99999", "", "a b", "un.example@evil", "\xff"]
)
async def test_a_malformed_host_is_no_fault(public: Hosted, host: str) -> None:
    link = f"{public.host.url}/in/{public.links['delegate:FR']}"
    for headers in ({}, {"X-Forwarded-Proto": "https"}, {"Origin": PUBLIC}, {"Origin": f"http://{host}"}):
        encoded = {name: value.encode("latin-1") for name, value in (headers | {"Host": host}).items()}
        joined = await public.host.client.get(link, headers=encoded)
        assert joined.status_code == 303 and joined.headers["Location"].startswith("/m/"), joined.text
        answer = await public.host.client.post(f"{public.url}/close-list", headers=encoded)
        assert answer.status_code in (401, 403)


async def test_the_join_code_on_the_wall_is_the_same_whatever_the_headers_say(public: Hosted) -> None:
    await public.post("chair", "show-join-code")
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    pages = [(await public.get("hall", "hall", **headers)).text for headers in ({}, forged)]
    codes = [re.findall(r"<svg.*?</svg>", page, re.DOTALL) for page in pages]
    assert codes[0] == codes[1] and codes[0]
