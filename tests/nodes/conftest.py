"""Two nodes on a new PostgreSQL database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from tests.postgres import PostgresServer
from tests.serving import Host, serving


@pytest.fixture
def database_url(postgres: PostgresServer, database_name: str) -> str:
    """The address of a new database with all tables."""
    return postgres.url(database_name)


@pytest.fixture
async def nodes(database_url: str) -> AsyncIterator[list[Host]]:
    """Two nodes in the event loop of the test."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(serving(database_url)) for _ in range(2)]
