"""A database for each test, and one server for the whole run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from nameplate.store.database import Database, migrate
from tests.serving import Host, serving

settings.register_profile("nameplate", deadline=None)  # a slow machine must not fail a test
settings.load_profile("nameplate")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The address of a database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'nameplate.db'}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new database for this test."""
    opened = Database(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
async def host(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Host]:
    """A server in the event loop of the tests. Each test creates its own meeting on it."""
    async with serving(f"sqlite:///{tmp_path_factory.mktemp('host') / 'nameplate.db'}") as running:
        yield running
