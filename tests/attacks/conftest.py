"""The attacked meetings: on the server of all tests, and on one with a public address by HTTPS."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Tally
from tests.pages.conftest import browser, floor, meeting
from tests.serving import Hosted, heard, serving

__all__ = ["browser", "floor", "meeting"]

PUBLIC = "https://un.example"


@pytest.fixture(autouse=True)
def counted(tally: Tally) -> None:
    """Count each test as an attack. Tests with random input count their input too."""
    tally("attacks", 1)


@pytest.fixture
async def public(database_url: str) -> AsyncIterator[Hosted]:
    """A meeting on a server whose public address is by HTTPS, with an open list."""
    async with serving(database_url, public_url=PUBLIC) as host:
        yield await (await host.meeting()).open_floor()


@pytest.fixture
async def target(floor: Hosted) -> AsyncIterator[Hosted]:
    """The attacked meeting. Its pages, sockets and commands must still work after the test."""
    async with floor.live("hall", "hall") as screen:
        before = await heard(screen)
        yield floor
        assert (await floor.get("hall", "hall")).status_code == 200
        assert (await floor.post("chair", "send-notice", {"to": "hall", "text": "Go on"})).status_code == 204
        while "notice" not in (after := await heard(screen)).get("regions", {}):
            pass
        assert after["version"] == before["version"] + 1
