"""One PostgreSQL server for the run, a new database for each test, and nodes on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from itertools import count

import pytest

from nameplate.store.database import Database, migrate
from tests.postgres import RELAXED, PostgresServer, postgres_server
from tests.serving import Host, serving

TEMPLATE = "template"
_numbers = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server with a database that has all tables."""
    with postgres_server(*RELAXED) as server:
        server.execute(f"CREATE DATABASE {TEMPLATE}")
        database = Database(server.url(TEMPLATE))
        migrate(database)
        database.close()
        yield server


@pytest.fixture
def database_name(postgres: PostgresServer) -> Iterator[str]:
    """The name of a new database with all tables."""
    name = f"test_{next(_numbers)}"
    postgres.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield name
    postgres.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(postgres: PostgresServer, database_name: str) -> str:
    """The address of a new database with all tables."""
    return postgres.url(database_name)


@pytest.fixture
async def nodes(database_url: str) -> AsyncIterator[list[Host]]:
    """Two nodes in the event loop of the test."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(serving(database_url)) for _ in range(2)]
