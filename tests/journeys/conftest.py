"""One browser and one server for all journeys, and a meeting with participants for each."""

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
    """One browser for all journeys. Each person has a browser context of their own."""
    async with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def clock() -> AdjustableClock:
    """The clock of the server of the journeys."""
    return AdjustableClock()


@pytest.fixture(scope="session")
async def journey_host(clock: AdjustableClock, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Host]:
    """A server in the event loop of the tests, with the adjustable clock."""
    database = tmp_path_factory.mktemp("journeys") / "nameplate.db"
    async with serve_with_clock(clock, f"sqlite:///{database}") as running:
        yield running


@pytest.fixture
async def visitors(browser: Browser) -> AsyncIterator[Visitors]:
    """People with pages of a server that the journey starts itself."""
    people = Visitors(browser)
    yield people
    await people.leave()


@pytest.fixture
async def invite(browser: Browser, journey_host: Host, clock: AdjustableClock) -> AsyncIterator[Invite]:
    """Create a meeting and return its participants. Without `created` it is the 2015 panel with few delegations."""
    meetings: list[Participants] = []

    async def create(created: MeetingCreated | None = None) -> Participants:
        participants = Participants(browser, await journey_host.meeting(created), clock)
        meetings.append(participants)
        return participants

    yield create
    for participants in meetings:
        await participants.leave()
        await participants.hosted.remove()
