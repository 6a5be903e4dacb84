"""Commits: each command takes effect once. If a batch fails, its commands get an error."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from nameplate.meeting import Actor, Command, Meeting, Reason, Refused
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.rooms import commits
from nameplate.rooms.answers import Done, KeyReused, TooLate
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from nameplate.store import event_log
from nameplate.store.database import NotStored
from nameplate.store.event_log import ConcurrentWrite, NoMeeting
from tests.cast import BR, CHAIR, FR, KE
from tests.panel import CODE
from tests.rooms.clocks import Clocks
from tests.rooms.crowds import DELEGATES, crowded_room, send_long_notice, stored_events, waiting
from tests.serving import until

Restart = Callable[[], Lobby]


@pytest.fixture(autouse=True, params=["blocking", "awaited"])
def block_seconds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs twice: with the event loop blocked during a short write, and with an awaited write."""
    if request.param == "awaited":
        monkeypatch.setattr(commits, "BLOCK_SECONDS", 0.0)


async def test_a_command_that_arrives_twenty_times_acts_once_and_gets_the_same_answer(
    lobby: Lobby, floor: Room
) -> None:
    arguments = (RequestFloor(), FR, "key-1", "digest")
    answers = await asyncio.gather(*(floor.handle(*arguments) for _ in range(20)))
    assert answers == [Done(5)] * 20
    assert await floor.handle(*arguments) == Done(5)
    assert (await stored_events(lobby)).count("FloorRequested") == 1


async def test_a_retry_is_known_also_after_a_restart(floor: Room, restart: Restart) -> None:
    await floor.handle(RequestFloor(), FR, "key-1", "digest")
    again = await restart().room(CODE)
    assert await again.handle(RequestFloor(), FR, "key-1", "digest") == Done(5)
    assert waiting(again) == ["FR"]


async def test_a_key_that_comes_with_another_command_is_reused(floor: Room) -> None:
    commands = [floor.handle(RequestFloor(), FR, "key", "one"), floor.handle(RequestFloor(note="x"), FR, "key", "two")]
    first, second = await asyncio.gather(*commands, return_exceptions=True)
    assert first == Done(5)
    assert isinstance(second, KeyReused)
    with pytest.raises(KeyReused):
        await floor.handle(RequestFloor(), FR, "key", "three")


async def test_a_key_belongs_to_its_pass(floor: Room) -> None:
    answers = await asyncio.gather(*(floor.handle(RequestFloor(), by, "key", "digest") for by in (FR, KE, BR)))
    assert sorted(a.version for a in answers if isinstance(a, Done)) == [5, 6, 7]


async def test_the_key_of_a_refused_command_may_be_used_again(floor: Room) -> None:
    await floor.handle(CloseList(), CHAIR)
    assert await floor.handle(RequestFloor(), FR, "key", "digest") == Refused(Reason.LIST_CLOSED)
    await floor.handle(OpenList(), CHAIR)
    assert isinstance(await floor.handle(RequestFloor(), FR, "key", "digest"), Done)


@pytest.mark.parametrize("held", [0.0, 60.0])
async def test_a_cancelled_request_is_neither_lost_nor_half_applied(
    lobby: Lobby, floor: Room, monkeypatch: pytest.MonkeyPatch, held: float
) -> None:
    monkeypatch.setattr(commits, "BLOCK_SECONDS", held)
    for turns in range(12):
        command: Command = SendNotice("hall", f"Notice {turns}")
        request = asyncio.create_task(floor.handle(command, CHAIR, f"key-{turns}", "digest"))
        for _ in range(turns):
            await asyncio.sleep(0)
        request.cancel()
        await asyncio.gather(request, return_exceptions=True)
    answers = [await floor.handle(SendNotice("hall", f"Notice {n}"), CHAIR, f"key-{n}", "digest") for n in range(12)]
    assert all(isinstance(answer, Done) for answer in answers)
    assert (await stored_events(lobby)).count("NoticeSent") == 12
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


class UnknownCommand(Command):
    """A command without permissions. Deciding it raises an exception."""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> Refused:
        """Never reached."""
        raise NotImplementedError


async def test_a_fault_in_one_command_fails_that_command_alone(lobby: Lobby, floor: Room) -> None:
    commands = (floor.handle(RequestFloor(), FR), floor.handle(UnknownCommand(), KE), floor.handle(RequestFloor(), BR))
    answers = await asyncio.gather(*commands, return_exceptions=True)
    assert [type(answer) for answer in answers] == [Done, KeyError, Done]
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


async def test_a_batch_that_cannot_be_stored_fails_as_a_whole_and_the_meeting_goes_on(
    lobby: Lobby, floor: Room
) -> None:
    database = lobby.log.database
    pages = await database.run(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    await database.run(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(NotStored):
        for n in range(1000, 2000):
            await send_long_notice(floor, n)
    before, tried = floor.meeting, database.jobs
    answers = await asyncio.gather(*(send_long_notice(floor, n) for n in range(100)), return_exceptions=True)
    assert {type(answer) for answer in answers} == {NotStored}
    assert floor.meeting is before
    assert database.jobs == tried + 1  # the later commands fail without another database job
    await database.run(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 100000"))
    assert await send_long_notice(floor, 0) == Done(before.version + 1)
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


async def test_commands_behind_one_that_is_not_stored_are_decided_anew(
    lobby: Lobby, floor: Room, restart: Restart
) -> None:
    elsewhere = await restart().room(CODE)
    assert await elsewhere.handle(SendNotice("hall", "From another process"), CHAIR) == Done(5)
    database, opened = lobby.log.database, threading.Event()
    held = asyncio.create_task(database.run(lambda _: opened.wait()))
    await asyncio.sleep(0)
    jobs = database.jobs
    first = asyncio.create_task(send_long_notice(floor, 1))
    await until(lambda: database.jobs > jobs)
    second = asyncio.create_task(floor.handle(RequestFloor(), FR, "key-2", "digest"))
    await asyncio.sleep(0)
    opened.set()
    await held
    with pytest.raises(ConcurrentWrite):
        await first
    assert await second == Done(6)
    assert await send_long_notice(floor, 1) == Done(7)
    assert await floor.handle(RequestFloor(), FR, "key-2", "digest") == Done(6)
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


async def test_a_command_whose_deadline_has_passed_is_too_late_when_it_is_decided_anew(
    lobby: Lobby, floor: Room, restart: Restart, clocks: Clocks
) -> None:
    elsewhere = await restart().room(CODE)
    await elsewhere.handle(SendNotice("hall", "From another process"), CHAIR)
    database, opened = lobby.log.database, threading.Event()
    held = asyncio.create_task(database.run(lambda _: opened.wait()))
    await asyncio.sleep(0)
    jobs, given_up_at = database.jobs, floor.now_ms() + 1000
    first = asyncio.create_task(send_long_notice(floor, 1))
    await until(lambda: database.jobs > jobs)
    second = asyncio.create_task(floor.handle(RequestFloor(), FR, deadline=given_up_at))
    await asyncio.sleep(0)
    clocks.pass_ms(1001)
    opened.set()
    await held
    for given_up, why in ((first, ConcurrentWrite), (second, TooLate)):
        with pytest.raises(why):
            await given_up
    assert waiting(floor) == []


async def test_a_late_retry_of_a_waiting_command_gets_the_answer_of_the_first(
    lobby: Lobby, floor: Room, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commits, "BLOCK_SECONDS", 0)
    soon = floor.now_ms() + 1000
    commands = [asyncio.create_task(floor.handle(RequestFloor(), FR, "key-1", "digest", soon))]
    await asyncio.sleep(0)
    clocks.pass_ms(1001)
    commands.append(asyncio.create_task(floor.handle(RequestFloor(), FR, "key-1", "digest", soon)))
    assert await asyncio.gather(*commands) == [Done(5), Done(5)]
    with pytest.raises(TooLate):
        await floor.handle(RequestFloor(), KE, "key-2", "digest", soon)
    assert waiting(floor) == ["FR"]


async def test_a_long_queue_behind_a_failure_is_stored_in_its_order(lobby: Lobby, restart: Restart) -> None:
    room = await crowded_room(lobby)
    elsewhere = await restart().room("CROWD")
    assert await elsewhere.handle(SendNotice("hall", "From another process"), CHAIR) == Done(5)
    answers = await asyncio.gather(*(room.handle(RequestFloor(), by) for by in DELEGATES), return_exceptions=True)
    lost = sum(isinstance(answer, ConcurrentWrite) for answer in answers)
    assert 0 < lost < len(DELEGATES)
    assert answers[lost:] == [Done(6 + n) for n in range(len(DELEGATES) - lost)]
    assert waiting(room) == [by.seat for by in DELEGATES[lost:]]
    assert (await lobby.log.open("CROWD")).meeting == room.meeting


async def test_a_command_that_cannot_be_encoded_fails_and_the_room_goes_on(lobby: Lobby, floor: Room) -> None:
    with pytest.raises(UnicodeEncodeError):
        await floor.handle(SendNotice("hall", "\ud800"), CHAIR, "key-1", "digest")
    assert await send_long_notice(floor, 1) == Done(5)
    assert (await lobby.log.open(CODE)).meeting == floor.meeting


async def test_a_command_to_a_removed_meeting_fails(lobby: Lobby, floor: Room) -> None:
    await lobby.log.database.run(lambda connection: event_log.remove(connection, CODE))
    answers = await asyncio.gather(*(send_long_notice(floor, n) for n in range(3)), return_exceptions=True)
    assert {type(answer) for answer in answers} == {NoMeeting}
