"""A database for each test, one server for the whole run, and the options `--faults` and `--seed`."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from nameplate.store.database import Database, migrate
from tests.serving import Host, serving

settings.register_profile("nameplate", deadline=None)  # a slow machine must not fail a test
settings.load_profile("nameplate")

Scale = Callable[[int, int], int]
"""Chooses between a count for `make test` and one for `make faults`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this project."""
    parser.addoption("--faults", action="store_true", help="run the long versions of the tests of faults and attacks")
    parser.addoption("--seed", type=int, help="the seed of random tests, to replay a failure")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed. The processes of pytest-xdist get the options of the first process, and so the same seed."""
    if config.option.seed is None:
        config.option.seed = random.randrange(2**32)


def pytest_report_header(config: pytest.Config) -> str:
    """Tell how to replay this run."""
    return f"seed of random tests: --seed {config.option.seed}"


@pytest.fixture(scope="session")
def seed(pytestconfig: pytest.Config) -> int:
    """The seed of random tests. A failure prints it."""
    chosen: int = pytestconfig.option.seed
    return chosen


@pytest.fixture(scope="session")
def scale(pytestconfig: pytest.Config) -> Scale:
    """`scale(short, long)` is `long` with the option `--faults`, else `short`."""
    return lambda short, long: long if pytestconfig.option.faults else short


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
