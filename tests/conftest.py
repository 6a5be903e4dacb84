"""A database for each test, SQLite or PostgreSQL, and one server for the whole run."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from nameplate.store.database import Database, migrate
from tests.postgres import RELAXED, PostgresServer, postgres_server
from tests.serving import Host, serving

TALLIED = ("cycles", "commands", "faults", "attacks", "lost")
"""What the summary of the tests of faults counts."""
Tally = Callable[[str, int], None]

TEMPLATE = "template"
_numbers = count()

settings.register_profile("nameplate", deadline=None)  # a slow machine must not fail a test
settings.load_profile("nameplate")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of `make faults`."""
    parser.addoption("--faults", action="store_true", help="Run the tests of faults and attacks for longer.")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what the tests of faults did: how many cycles, commands, faults, attacks, and how many were lost."""
    sums: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                for key, number in report.user_properties:
                    sums[key] += number
    if any(sums[key] for key in TALLIED):
        terminalreporter.section("faults")
        terminalreporter.line(", ".join(f"{key}: {sums[key]:,}" for key in TALLIED))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Note what this test did, for the summary: `tally("cycles", 5)`."""

    def note(key: str, number: int) -> None:
        assert key in TALLIED
        request.node.user_properties.append((key, number))

    return note


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    """Whether the tests run for `make faults`, with many more cycles."""
    return bool(request.config.getoption("--faults"))


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
