"""The register of passes in memory: when it reads the database again."""

from __future__ import annotations

import asyncio

import pytest

from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role
from nameplate.store import event_log, pass_table
from nameplate.store.database import Database
from nameplate.store.pass_register import PassRegister
from tests.panel import AT, CODE, panel

CHAIR = Pass(hash_of("secret"), CODE, "chair", Role.CHAIR, "chair")


@pytest.fixture
async def register(database: Database) -> PassRegister:
    """A register that has read a database with a meeting and no pass."""
    await database.run(lambda connection: event_log.create(connection, panel(), AT))
    register = PassRegister(database)
    await register.refresh()
    return register


async def test_a_pass_that_another_process_issued_is_found_at_once(register: PassRegister, database: Database) -> None:
    await database.run(lambda connection: pass_table.issue(connection, [CHAIR], AT))
    assert register.find("secret") is None
    assert await register.look_up("secret", "guess") == [CHAIR]
    assert register.is_valid(CHAIR.hash)


async def test_a_refresh_reports_a_change_and_only_a_change(register: PassRegister, database: Database) -> None:
    changes: list[bool] = []
    register.on_change = lambda: changes.append(register.is_valid(CHAIR.hash))
    await register.refresh()
    await database.run(lambda connection: pass_table.issue(connection, [CHAIR], AT))
    await register.refresh()
    await register.refresh()
    await database.run(lambda connection: pass_table.revoke(connection, CODE, None, AT))
    await register.refresh()
    assert changes == [True, False]


async def test_guesses_at_the_same_time_share_one_refresh(register: PassRegister, database: Database) -> None:
    before = database.jobs
    found = await asyncio.gather(*(register.look_up(f"guess-{n}") for n in range(50)))
    assert found == [[]] * 50
    assert database.jobs == before + 1
