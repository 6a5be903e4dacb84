"""A meeting of each test's own on the one server, and a browser to look at it with."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncClient

from tests.serving import PATIENCE_SECONDS, Host, Hosted


@pytest.fixture
async def meeting(host: Host) -> AsyncIterator[Hosted]:
    """The panel; nothing has been pressed."""
    meeting = await host.meeting()
    yield meeting
    await meeting.remove()


@pytest.fixture
async def floor(meeting: Hosted) -> Hosted:
    """The panel when the first slot of the discussion is open, and its list too."""
    return await meeting.open_floor()


@pytest.fixture
async def browser(host: Host) -> AsyncIterator[AsyncClient]:
    """A browser: it keeps cookies and follows redirects."""
    accept = {"Accept": "text/html"}
    async with AsyncClient(
        base_url=host.url, follow_redirects=True, headers=accept, timeout=PATIENCE_SECONDS
    ) as browser:
        yield browser
