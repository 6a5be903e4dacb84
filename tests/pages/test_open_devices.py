"""Which devices count as open: those of this process, and those that another process has confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from nameplate.access.devices import Device, new_device
from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role
from nameplate.pages.open_devices import CONFIRM_MS, OpenDevices
from nameplate.store import device_table, event_log, pass_table
from nameplate.store.database import Database
from nameplate.store.device_table import OPEN_MS
from nameplate.store.jobs import NotStored
from tests.panel import AT, CODE, panel

FRANCE = Pass(hash_of("france"), CODE, "delegate:FR", Role.DELEGATE, "delegate", "FR")
_, PHONE = new_device(FRANCE, "", AT)
HELD = replace(FRANCE, device=PHONE.hash)


class Clock:
    """A clock that a test moves."""

    ms = AT

    def __call__(self) -> int:
        """The time, in milliseconds."""
        return self.ms


@pytest.fixture
def clock() -> Clock:
    """The clock of the test."""
    return Clock()


@pytest.fixture
async def process(database: Database, clock: Clock) -> Callable[[str], OpenDevices]:
    """Makes the object of a process of that name. The phone of France is signed in."""
    await database.run(lambda connection: event_log.create(connection, panel(), AT))
    await database.run(lambda connection: pass_table.issue(connection, [FRANCE], AT))
    await database.run(lambda connection: device_table.sign_in(connection, [PHONE]))
    return lambda name: OpenDevices(database, name, clock)


async def stored(database: Database) -> Device:
    """The phone as the database has it."""
    ((_, device),) = await database.run(lambda connection: device_table.of_meeting(connection, CODE))
    return device


async def test_other_processes_see_a_device_until_its_last_screen_is_closed(
    database: Database, process: Callable[[str], OpenDevices]
) -> None:
    here, there = process("here"), process("there")
    with here.counted(HELD):
        with here.counted(HELD):
            assert here.is_open(PHONE) and not there.is_open(await stored(database))
            await here.store()
        await here.store()
        assert there.is_open(await stored(database))
    await here.store()
    assert not here.is_open(await stored(database)) and not there.is_open(await stored(database))


async def test_an_open_device_is_confirmed_again_and_a_killed_process_is_forgotten(
    database: Database, process: Callable[[str], OpenDevices], clock: Clock
) -> None:
    here, there = process("here"), process("there")
    with here.counted(HELD):
        await here.store()
        for _ in range(5):
            clock.ms += CONFIRM_MS
            await here.store()
            assert there.is_open(await stored(database))
        clock.ms += OPEN_MS + 1  # `here` was killed
        assert not there.is_open(await stored(database))


async def test_a_change_that_was_not_stored_is_stored_later(
    database: Database, process: Callable[[str], OpenDevices], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, jobs = process("here"), database.jobs

    def fail(*_: object, **__: object) -> None:
        raise NotStored("the disk is full")

    with here.counted(HELD):
        with monkeypatch.context() as broken, pytest.raises(NotStored):
            broken.setattr(device_table, "note_seen", fail)
            await here.store()
        await here.store()
        assert (await stored(database)).open_at == "here"
        stored_jobs = database.jobs
        await here.store()
        assert database.jobs == stored_jobs > jobs, "nothing has changed, so nothing is written"


async def test_programs_are_counted_by_the_name_of_their_link(process: Callable[[str], OpenDevices]) -> None:
    here = process("here")
    with here.counted(FRANCE), here.counted(FRANCE):
        assert here.programs(CODE) == {"delegate:FR": 2} and here.programs("OTHER") == {}
    assert here.programs(CODE) == {}
