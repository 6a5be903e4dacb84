"""The boards of several meetings on one screen: which meetings, in which order, for whom."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncClient

from nameplate.pages.middleware.security_headers import HEADERS
from tests.serving import PATIENCE_SECONDS, Host, Hosted

POLICY = "Content-Security-Policy"


@pytest.fixture
async def other(host: Host) -> AsyncIterator[Hosted]:
    """Another meeting on the same server."""
    meeting = await host.meeting()
    yield meeting
    await meeting.remove()


async def boards(meeting: Hosted, *links: tuple[Hosted, str], **parameters: str) -> tuple[int, list[str], str]:
    """The status of `/lobby` for a browser that has opened these links, the addresses of its boards, and the text."""
    async with AsyncClient(timeout=PATIENCE_SECONDS, base_url=meeting.host.url) as browser:
        for of, link in links:
            await browser.get(f"/in/{of.links[link]}")
        answer = await browser.get("/lobby", params=parameters)
    return answer.status_code, re.findall(r'<iframe src="([^"]*)"', answer.text), answer.text


async def test_each_meeting_of_which_the_browser_has_a_link_has_one_board(meeting: Hosted, other: Hosted) -> None:
    first, second = sorted((meeting.code, other.code))
    assert await shown(meeting, (meeting, "lobby"), (other, "hall"), (other, "lobby")) == [
        f"/m/{first}/lobby?clock=no",
        f"/m/{second}/lobby",
    ], "the time of day is on one board of a row"
    assert await shown(meeting, (meeting, "lobby"), (other, "booth")) == [f"/m/{meeting.code}/lobby"]


async def test_codes_choose_the_meetings_and_their_order_and_options_go_to_each_board(
    meeting: Hosted, other: Hosted
) -> None:
    links = ((meeting, "lobby"), (other, "lobby"))
    for codes in ([meeting.code, other.code], [other.code, meeting.code], [other.code]):
        chosen = ",".join(codes).lower()
        addresses = [f"/m/{code}/lobby?theme=dark&amp;lang=en&amp;clock=no" for code in codes[:-1]]
        addresses.append(f"/m/{codes[-1]}/lobby?theme=dark&amp;lang=en")
        assert await shown(meeting, *links, meetings=chosen, theme="dark", lang="en") == addresses


async def test_a_browser_without_a_link_reads_which_link_to_open(meeting: Hosted, other: Hosted) -> None:
    for links, parameters, told in (
        ((), {}, "Open the lobby link of each meeting"),
        (((meeting, "booth"),), {}, "Open the lobby link of each meeting"),
        (((meeting, "lobby"),), {"meetings": f"{meeting.code},{other.code}"}, f"of the meeting {other.code}"),
    ):
        status, addresses, text = await boards(meeting, *links, **parameters)
        assert (status, addresses) == (401, [])
        assert told in text


async def test_only_the_lobby_may_be_shown_in_a_frame_and_only_here(meeting: Hosted) -> None:
    assert "frame-ancestors 'self';" in (await meeting.get("lobby", "lobby")).headers[POLICY]
    for screen in ("hall", "timer", "air"):
        assert (await meeting.get(screen, screen)).headers[POLICY] == HEADERS[POLICY]


async def shown(meeting: Hosted, *links: tuple[Hosted, str], **parameters: str) -> list[str]:
    """The addresses of the boards."""
    status, addresses, _ = await boards(meeting, *links, **parameters)
    assert status == 200
    return addresses
