"""Databases for the tests, one server for the whole run, and the options `--faults`, `--fresh` and `--seed`."""

from __future__ import annotations

import gc
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest
from hypothesis import HealthCheck, settings

from nameplate.store.database import Database, migrate
from tests.postgres import RELAXED, PostgresServer, postgres_server
from tests.serving import Host, serving

TALLIED = ("cycles", "commands", "faults", "attacks", "lost")
"""What the summary of the tests of faults counts."""
Tally = Callable[[str, int], None]

TEMPLATE = "template"
_numbers = count()

T = TypeVar("T")


class Scale(Protocol):
    """Chooses between a value for `make test`, most often a count, and one for `make faults`."""

    def __call__(self, short: T, long: T, /) -> T: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this project."""
    parser.addoption("--faults", action="store_true", help="run the long versions of the tests of faults and attacks")
    parser.addoption("--fresh", action="store_true", help="draw new examples in property tests, not those of every run")
    parser.addoption("--seed", type=int, help="the seed of random tests, to replay a failure")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed. The processes of pytest-xdist get the options of the first process, and so the same seed.

    `make test` draws the same examples each time, so that it judges the change and not the draw. `make explore` and
    `make faults` draw new ones.
    """
    if config.option.seed is None:
        config.option.seed = random.randrange(2**32)
    repeat = not (config.option.fresh or config.option.faults)
    slow_machine = [HealthCheck.too_slow]  # must not fail a test
    settings.register_profile("nameplate", deadline=None, suppress_health_check=slow_machine, derandomize=repeat)
    settings.load_profile("nameplate")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the longest tests to `make faults`.

    Run the other long ones first. Otherwise one process would still run some of them when the others are done.
    """
    for item in items:
        if item.get_closest_marker("long") and not config.option.faults:
            item.add_marker(pytest.mark.skip("Only in make faults."))
    long = ("tests/journeys/", "tests/bench/", "tests/faults/", "tests/nodes/", "tests/attacks/")
    items.sort(key=lambda item: not item.nodeid.startswith(long))


def pytest_collection_finish() -> None:
    """Spare the garbage collector the modules and the collected tests. They stay until the end."""
    gc.collect()
    gc.freeze()


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
