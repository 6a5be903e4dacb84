"""A server that may send to receivers on this machine, without long pauses, and a meeting on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nameplate.webhooks import deliveries, delivery
from tests.serving import Host, Hosted, serving
from tests.webhooks.receiver import Receiver, receiving


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once."""
    monkeypatch.setattr(delivery, "BACKOFF_SECONDS", (0.001, 0.002))
    monkeypatch.setattr(delivery, "SAVE_SECONDS", 0.02)
    monkeypatch.setattr(deliveries, "LOOK_SECONDS", 0.02)


@pytest.fixture
async def host(database_url: str) -> AsyncIterator[Host]:
    """A server of this test's own."""
    async with serving(database_url, allows_private_webhooks=True) as running:
        yield running


@pytest.fixture
async def floor(host: Host) -> Hosted:
    """A meeting with an open list."""
    return await (await host.meeting()).open_floor()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A receiver that accepts everything."""
    async with receiving(Receiver()) as running:
        yield running
