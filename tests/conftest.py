"""What the tests of several concepts share: a database, rooms over it, and one server for the whole run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from nameplate.store.database import Database, migrate
from tests.serving import Host, serving

settings.register_profile("nameplate", deadline=None)  # a slow machine is no reason to fail
settings.load_profile("nameplate")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The address of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'nameplate.db'}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database of this test alone."""
    opened = Database(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
async def host(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Host]:
    """A server in the tests' own event loop. Each test plays in a meeting of its own on it."""
    async with serving(f"sqlite:///{tmp_path_factory.mktemp('host') / 'nameplate.db'}") as running:
        yield running
