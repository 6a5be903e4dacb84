"""What the journeys share: one browser and one server for all of them, and people who gather for a meeting."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, expect

from nameplate.meeting.programme.meeting_created import MeetingCreated
from tests.serving import Host

from .adjustable_clock import AdjustableClock, serve_with_clock
from .browser import chromium
from .participants import Participants
from .person import Visitors

Invite = Callable[..., Awaitable[Participants]]
PATIENCE_MS = 15_000

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all journeys; everybody in them has a context of their own."""
    async with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def clock() -> AdjustableClock:
    """The clock of the journeys' server."""
    return AdjustableClock()


@pytest.fixture(scope="session")
async def journey_host(clock: AdjustableClock, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Host]:
    """A server in the tests' own event loop, whose clock can be put forward."""
    database = tmp_path_factory.mktemp("journeys") / "nameplate.db"
    async with serve_with_clock(clock, f"sqlite:///{database}") as running:
        yield running


@pytest.fixture
async def visitors(browser: Browser) -> AsyncIterator[Visitors]:
    """People who look at a server that the journey starts itself."""
    gathered = Visitors(browser)
    yield gathered
    await gathered.leave()


@pytest.fixture
async def invite(browser: Browser, journey_host: Host, clock: AdjustableClock) -> AsyncIterator[Invite]:
    """Call a meeting: the 2015 panel with a few delegations, unless another is given."""
    gatherings: list[Participants] = []

    async def call(created: MeetingCreated | None = None) -> Participants:
        participants = Participants(browser, await journey_host.meeting(created), clock)
        gatherings.append(participants)
        return participants

    yield call
    for participants in gatherings:
        await participants.leave()
