"""What the journeys share: one browser and one server for all of them, and people who gather for a meeting."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, expect

from nameplate.meeting.programme.meeting_created import MeetingCreated
from tests.serving import Host

from .browsing import chromium
from .clockwork import Clockwork, serving_by
from .gathering import Gathering
from .people import Company

Gather = Callable[..., Awaitable[Gathering]]
PATIENCE_MS = 15_000

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all journeys; everybody in them has a context of their own."""
    async with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def clockwork() -> Clockwork:
    """The clock of the journeys' server."""
    return Clockwork()


@pytest.fixture(scope="session")
async def journey_host(clockwork: Clockwork, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Host]:
    """A server in the tests' own event loop, whose clock can be put forward."""
    database = tmp_path_factory.mktemp("journeys") / "nameplate.db"
    async with serving_by(clockwork, f"sqlite:///{database}") as running:
        yield running


@pytest.fixture
async def company(browser: Browser) -> AsyncIterator[Company]:
    """People who look at a server that the journey starts itself."""
    gathered = Company(browser)
    yield gathered
    await gathered.leave()


@pytest.fixture
async def gather(browser: Browser, journey_host: Host, clockwork: Clockwork) -> AsyncIterator[Gather]:
    """Call a meeting: the 2015 panel with a few delegations, unless another is given."""
    gatherings: list[Gathering] = []

    async def call(created: MeetingCreated | None = None) -> Gathering:
        gathering = Gathering(browser, await journey_host.meeting(created), clockwork)
        gatherings.append(gathering)
        return gathering

    yield call
    for gathering in gatherings:
        await gathering.leave()
