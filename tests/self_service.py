"""Phones that have only the join link, and the desk that admits them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from httpx2 import AsyncClient, Response

from nameplate.access.passes import new_code
from nameplate.meeting.programme.meeting_created import MeetingCreated
from tests.panel import panel
from tests.serving import PATIENCE_SECONDS, Host, Hosted

CODE, ROW = re.compile(r'class="code">(\w+)<'), re.compile(r'<li id="phone-(\w+)"')
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"
Phones = Callable[..., Awaitable[AsyncClient]]


def self_service() -> MeetingCreated:
    """The panel, where a phone may choose its delegation."""
    created = panel(new_code())
    return replace(created, rules=replace(created.rules, self_service=True))


@pytest.fixture
async def open_meeting(host: Host) -> AsyncIterator[Hosted]:
    """A meeting that allows self-service."""
    meeting = await host.meeting(self_service())
    yield meeting
    await meeting.remove()


@pytest.fixture
async def phone() -> AsyncIterator[Phones]:
    """Makes phones that follow a meeting with its join code."""
    async with AsyncExitStack() as phones:

        async def make(meeting: Hosted, agent: str = IPHONE, address: str = "") -> AsyncClient:
            headers = {"Accept": "text/html", "User-Agent": agent, "Origin": meeting.host.url}
            headers |= {"X-Forwarded-For": address} if address else {}
            made = await phones.enter_async_context(
                AsyncClient(base_url=meeting.host.url, follow_redirects=True, headers=headers, timeout=PATIENCE_SECONDS)
            )
            assert (await made.get(f"/?code={meeting.code}")).status_code == 200
            return made

        yield make


async def chosen(meeting: Hosted, by: AsyncClient, seat: str = "FR") -> str:
    """Choose a delegation. Returns the code that the phone shows."""
    page = await by.post(f"/m/{meeting.code}/delegation/choose", data={"seat": seat})
    assert page.status_code == 200, page.text
    return str(CODE.findall(page.text)[0])


async def at_desk(meeting: Hosted, named: str = "", role: str = "desk") -> Response:
    """The list of phones that wait, as the desk sees it."""
    return await meeting.get(role, f"devices/requests?named={named}")


async def pressed(meeting: Hosted, button: str, row: str = "", role: str = "desk") -> Response:
    """Press a button of the desk for a phone."""
    return await meeting.form(role, f"devices/{button}", request=row)


async def admitted(meeting: Hosted, by: AsyncClient, seat: str = "FR") -> str:
    """Choose a delegation and be admitted. Returns the code."""
    code = await chosen(meeting, by, seat)
    (row,) = ROW.findall((await at_desk(meeting, code)).text)
    assert (await pressed(meeting, "admit", row)).status_code == 200
    return code
