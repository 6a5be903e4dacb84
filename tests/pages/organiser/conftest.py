"""An organiser who is signed in at the server of the tests."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from functools import partial

import pytest
from httpx2 import AsyncClient

from nameplate.access.passes import hash_of
from nameplate.store import organiser_table
from tests.serving import PATIENCE_SECONDS, Host


@pytest.fixture
async def link(host: Host) -> str:
    """The secret of a new link of an organiser."""
    secret = secrets.token_urlsafe(24)
    await host.database.run(partial(organiser_table.add_link, link=hash_of(secret), at=1))
    return secret


@pytest.fixture
async def browser(host: Host) -> AsyncIterator[AsyncClient]:
    """A browser without a cookie. It sends the origin of the server with each form."""
    async with AsyncClient(timeout=PATIENCE_SECONDS, base_url=host.url, headers={"Origin": host.url}) as client:
        yield client


@pytest.fixture
async def organiser(browser: AsyncClient, link: str) -> AsyncClient:
    """A browser in which an organiser is signed in."""
    await browser.get(f"/organiser/in/{link}")
    return browser
