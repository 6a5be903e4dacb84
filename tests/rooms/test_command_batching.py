"""The queue: which commands wait, and which share a batch."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.sittings import SuspendSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.rooms import command_batching, commits
from nameplate.rooms.answers import Done
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from tests.cast import BR, CHAIR, FR, KE
from tests.rooms.crowds import send_long_notice, waiting

Restart = Callable[[], Lobby]


async def test_in_a_burst_delegates_commands_share_a_batch_and_no_other_command_waits_for_it(
    lobby: Lobby, floor: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(await floor.handle(RequestFloor(), FR), Done)
    monkeypatch.setattr(command_batching, "BATCH_SECONDS", 3600)
    jobs = lobby.log.database.jobs
    waiting_commands = [asyncio.create_task(floor.handle(RequestFloor(), by)) for by in (KE, BR)]
    await asyncio.sleep(0.05)
    assert not any(command.done() for command in waiting_commands)
    chairs = await floor.handle(SendNotice("hall", "Lunch is at one."), CHAIR)
    assert isinstance(chairs, Done)
    assert await asyncio.gather(*waiting_commands) == [Done(chairs.version - 2), Done(chairs.version - 1)]
    assert lobby.log.database.jobs == jobs + 1
    assert waiting(floor) == ["FR", "KE", "BR"]


async def test_a_command_that_waits_for_its_batch_is_answered_before_the_room_closes(
    floor: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await floor.handle(RequestFloor(), FR)
    monkeypatch.setattr(command_batching, "BATCH_SECONDS", 3600)
    second = asyncio.create_task(floor.handle(RequestFloor(), KE))
    await asyncio.sleep(0)
    await floor.close()
    assert isinstance(first, Done)
    assert await second == Done(first.version + 1)


async def test_a_command_that_comes_while_nothing_is_stored_is_answered_before_any_other_task_runs(
    floor: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commits, "BLOCK_SECONDS", 60)
    monkeypatch.setattr(command_batching, "BATCH_SECONDS", 0)
    for by in (CHAIR, FR):
        other = asyncio.create_task(asyncio.sleep(0))
        assert isinstance(await floor.handle(SendNotice("hall", by.name) if by is CHAIR else RequestFloor(), by), Done)
        assert not other.done()
        await other


async def test_commands_that_come_together_are_stored_together_except_for_the_first(lobby: Lobby, floor: Room) -> None:
    jobs = lobby.log.database.jobs
    answers = await asyncio.gather(*(send_long_notice(floor, n) for n in range(40)))
    assert answers == [Done(5 + n) for n in range(40)]
    assert lobby.log.database.jobs == jobs + 2


async def test_a_command_in_a_burst_is_stored_after_the_batch_that_is_being_stored(lobby: Lobby, floor: Room) -> None:
    opened = threading.Event()
    held = asyncio.create_task(lobby.log.database.run(lambda _: opened.wait()))
    await asyncio.sleep(0)
    commands = [
        asyncio.create_task(floor.handle(*command)) for command in ((SuspendSitting(), CHAIR), (RequestFloor(), FR))
    ]
    await asyncio.sleep(command_batching.BATCH_SECONDS * 2)  # the burst is over before the first batch is stored
    opened.set()
    await held
    assert await asyncio.gather(*commands) == [Done(5), Done(6)]
