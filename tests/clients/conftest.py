"""A meeting on the server of the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.serving import Host, Hosted


@pytest.fixture
async def meeting(host: Host) -> AsyncIterator[Hosted]:
    """A meeting with all its links."""
    made = await host.meeting()
    yield made
    await made.remove()


@pytest.fixture
async def floor(meeting: Hosted) -> Hosted:
    """The same, with an open list."""
    return await meeting.open_floor()
