"""A meeting for each test on the shared server, and a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncClient

from tests.serving import PATIENCE_SECONDS, Host, Hosted


@pytest.fixture
async def meeting(host: Host) -> AsyncIterator[Hosted]:
    """The panel, just created."""
    meeting = await host.meeting()
    yield meeting
    await meeting.remove()


@pytest.fixture
async def floor(meeting: Hosted) -> Hosted:
    """The panel with the first slot of the discussion open, and its list of speakers too."""
    return await meeting.open_floor()


@pytest.fixture
async def browser(host: Host) -> AsyncIterator[AsyncClient]:
    """A client that keeps cookies and follows redirects."""
    accept = {"Accept": "text/html"}
    async with AsyncClient(
        base_url=host.url, follow_redirects=True, headers=accept, timeout=PATIENCE_SECONDS
    ) as browser:
        yield browser
