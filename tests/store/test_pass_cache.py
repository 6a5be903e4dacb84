"""The cache of passes in memory: when it reads the database again."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from nameplate.access.devices import new_device
from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role
from nameplate.store import device_table, event_log, pass_table
from nameplate.store.database import Database
from nameplate.store.pass_cache import PassCache
from tests.panel import AT, CODE, panel

CHAIR = Pass(hash_of("secret"), CODE, "chair", Role.CHAIR, "chair")


@pytest.fixture
async def cache(database: Database) -> PassCache:
    """A cache that has read a database with a meeting and no pass."""
    await database.run(lambda connection: event_log.create(connection, panel(), AT))
    cache = PassCache(database)
    await cache.refresh()
    return cache


async def test_a_pass_that_another_process_issued_is_found_at_once(cache: PassCache, database: Database) -> None:
    await database.run(lambda connection: pass_table.issue(connection, [CHAIR], AT))
    assert cache.find("secret") is None
    assert await cache.look_up("secret", "guess") == [CHAIR]
    assert cache.is_valid(CHAIR.hash)


async def test_a_refresh_reports_a_change_and_only_a_change(cache: PassCache, database: Database) -> None:
    changes: list[bool] = []
    cache.on_change = lambda: changes.append(cache.is_valid(CHAIR.hash))
    await cache.refresh()
    await database.run(lambda connection: pass_table.issue(connection, [CHAIR], AT))
    await cache.refresh()
    await cache.refresh()
    await database.run(lambda connection: pass_table.revoke(connection, CODE, None, AT))
    await cache.refresh()
    assert changes == [True, False]


async def test_guesses_at_the_same_time_share_one_refresh(cache: PassCache, database: Database) -> None:
    before = database.jobs
    found = await asyncio.gather(*(cache.look_up(f"guess-{n}") for n in range(50)))
    assert found == [[]] * 50
    assert database.jobs == before + 1


async def test_a_device_of_another_process_is_found_at_once_and_ends_with_the_next_refresh(
    cache: PassCache, database: Database
) -> None:
    await database.run(lambda connection: pass_table.issue(connection, [CHAIR], AT))
    await cache.refresh()
    secret, device = new_device(CHAIR, "", AT)
    await database.run(lambda connection: device_table.sign_in(connection, [device]))
    held = replace(CHAIR, device=device.hash)
    assert await cache.look_up(secret, "guess", "secret") == [held, CHAIR]
    await database.run(lambda connection: device_table.sign_out(connection, CODE, device.hash, AT))
    await cache.refresh()
    assert cache.find(secret) is None and not cache.is_valid(device.hash)
    assert cache.find("secret") == CHAIR
    assert cache.gone == [held]


async def test_a_device_that_signs_in_while_the_passes_are_read_stays(cache: PassCache, database: Database) -> None:
    await database.run(lambda connection: pass_table.issue(connection, [CHAIR], AT))
    _, device = new_device(CHAIR, "", AT)
    refreshing = asyncio.create_task(cache.refresh())
    while not cache.is_valid(CHAIR.hash):
        cache.add(replace(CHAIR, device=device.hash))
        await asyncio.sleep(0)
    await refreshing
    assert cache.is_valid(device.hash)
