"""Commits: each command takes effect once. If a batch fails, its commands get an error."""

import asyncio
from collections.abc import Callable

import pytest

from nameplate.meeting import Actor, Command, Meeting, Reason, Refused, perform
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.rooms import commits
from nameplate.rooms.answers import Done, KeyReused, TooLate
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from nameplate.store import event_log
from nameplate.store.event_log import EventLog
from nameplate.store.jobs import NotStored
from nameplate.store.log_rows import LogPart, NoMeeting
from tests.cast import BR, CHAIR, FR, KE
from tests.panel import CODE
from tests.rooms.clocks import Clocks
from tests.rooms.crowds import DELEGATES, crowded_room, send_long_notice, stored_events, waiting

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


async def test_a_batch_is_decided_again_when_another_node_has_stored_something_before(
    lobby: Lobby, floor: Room, restart: Restart
) -> None:
    elsewhere = await restart().room(CODE)
    assert await elsewhere.handle(RequestFloor(), FR, "key-1", "digest") == Done(5)
    answers = await asyncio.gather(
        floor.handle(RequestFloor(), FR), floor.handle(RequestFloor(), KE, "key-2", "digest"), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [Refused, Done]
    assert answers[1] == Done(6)
    assert await elsewhere.handle(RequestFloor(), KE, "key-2", "digest") == Done(6)
    assert await floor.handle(RequestFloor(), FR, "key-1", "digest") == Done(5)
    assert waiting(floor) == waiting(elsewhere) == ["FR", "KE"]
    assert (await lobby.log.open(CODE)).meeting == floor.meeting == elsewhere.meeting


async def test_a_node_reads_what_others_have_stored(floor: Room, restart: Restart) -> None:
    elsewhere = await restart().room(CODE)
    await elsewhere.handle(RequestFloor(), FR, "key-1", "digest")
    assert waiting(floor) == []
    assert await floor.catch_up(5) == 1
    assert await floor.catch_up(5) == 0
    assert waiting(floor) == ["FR"]
    assert floor.meeting == elsewhere.meeting
    assert await floor.handle(RequestFloor(), FR, "key-1", "digest") == Done(5)


async def test_a_batch_that_was_read_before_it_was_acknowledged_does_not_take_the_meeting_back(
    lobby: Lobby, floor: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commits, "BLOCK_SECONDS", 0)
    database, jobs = lobby.log.database, lobby.log.database.jobs
    first = asyncio.create_task(floor.handle(RequestFloor(), FR))
    while database.jobs == jobs:  # noqa: ASYNC110 - the tested code does not announce it
        await asyncio.sleep(0)
    # From here on, the event loop of the test has no chance to acknowledge the first command.
    stored = EventLog(database).open_blocking(CODE).meeting
    after = perform(stored, RequestFloor(), KE, stored.at)
    assert isinstance(after, Meeting)
    lobby.log.append(CODE, stored.version, LogPart([next(after.entries())], []), lambda missed: missed).result()
    floor._commits.receive(LogPart([*after.entries()][1::-1], []))
    assert floor.meeting == after
    assert await first == Done(5)
    assert floor.meeting == after


async def test_a_command_that_is_decided_again_never_goes_back_in_time(
    lobby: Lobby, floor: Room, restart: Restart, clocks: Clocks
) -> None:
    clocks.step_ms(5000)
    ahead = await restart().room(CODE)
    clocks.step_ms(-5000)
    await ahead.handle(RequestFloor(), FR)
    await floor.handle(RequestFloor(), KE)
    times = [entry.at for entry in (await lobby.log.open(CODE)).meeting.entries()]
    assert times == sorted(times, reverse=True)
    assert floor.now_ms() >= ahead.meeting.at


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


async def test_a_crowd_that_another_node_got_ahead_of_is_stored_in_its_order(lobby: Lobby, restart: Restart) -> None:
    room = await crowded_room(lobby)
    elsewhere = await restart().room("CROWD")
    assert await elsewhere.handle(SendNotice("hall", "From another process"), CHAIR) == Done(5)
    answers = await asyncio.gather(*(room.handle(RequestFloor(), by) for by in DELEGATES))
    assert answers == [Done(6 + n) for n in range(len(DELEGATES))]
    assert waiting(room) == [by.seat for by in DELEGATES]
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
