"""The rooms of a process: each is opened once."""

import asyncio
from functools import partial

import pytest

from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.picture import Subject
from nameplate.rooms.subscriber import Subscriber
from nameplate.store import event_log
from nameplate.store.jobs import NotStored
from nameplate.store.log_rows import NoMeeting
from tests.cast import CHAIR
from tests.panel import AT, CODE, FLOOR_OPEN, panel
from tests.rooms.connections import SocketPairConnection


async def test_a_room_is_opened_once_for_many_requests_at_the_same_moment(lobby: Lobby) -> None:
    rooms = await asyncio.gather(*(lobby.room(CODE) for _ in range(50)))
    assert {id(room) for room in rooms} == {id(rooms[0])}
    assert lobby.open_rooms() == rooms[:1]


async def test_a_cancelled_request_does_not_stop_the_opening_for_others(lobby: Lobby) -> None:
    left, stayed = asyncio.create_task(lobby.room(CODE)), asyncio.create_task(lobby.room(CODE))
    await asyncio.sleep(0)
    left.cancel()
    assert (await stayed).meeting.code == CODE


async def test_a_room_opens_only_once_the_meeting_has_been_created(lobby: Lobby) -> None:
    knocks = await asyncio.gather(*(lobby.room("LATER") for _ in range(5)), return_exceptions=True)
    assert [type(knock) for knock in knocks] == [NoMeeting] * 5
    await lobby.log.database.run(lambda connection: event_log.create(connection, panel("LATER"), AT))
    assert (await lobby.room("LATER")).meeting.code == "LATER"


async def test_requests_that_retry_at_once_get_the_same_room(lobby: Lobby) -> None:
    async def knock_twice() -> object:
        with pytest.raises(NoMeeting):
            await lobby.room("LATER")
        return await lobby.room("LATER")

    knocks = [asyncio.create_task(knock_twice()) for _ in range(5)]
    for _ in range(3):
        await asyncio.sleep(0)
    await lobby.log.database.run(lambda connection: event_log.create(connection, panel("LATER"), AT))
    rooms = {id(await knock) for knock in knocks}
    assert rooms == {id(await lobby.room("LATER"))}


async def test_two_meetings_have_two_independent_rooms(lobby: Lobby) -> None:
    await lobby.log.database.run(lambda connection: event_log.create(connection, panel("OTHER"), AT))
    one, other = await lobby.room(CODE), await lobby.room("OTHER")
    await one.handle(FLOOR_OPEN[0], CHAIR)
    assert (one.meeting.version, other.meeting.version) == (2, 1)


async def test_closing_answers_the_waiting_commands(lobby: Lobby) -> None:
    room = await lobby.room(CODE)
    requests = [asyncio.create_task(room.handle(command, CHAIR)) for command in FLOOR_OPEN]
    await asyncio.sleep(0)
    await lobby.close()
    await asyncio.sleep(0)
    assert [request.done() for request in requests] == [True] * 3
    assert (await lobby.log.open(CODE)).meeting.version == 4


async def test_a_room_that_nothing_uses_is_closed_and_opened_again_by_the_next_request(lobby: Lobby) -> None:
    room = await lobby.room(CODE)
    await room.handle(FLOOR_OPEN[0], CHAIR)
    before = asyncio.all_tasks()
    await lobby.close_unused(seconds=0)
    assert lobby.open_rooms() == []
    assert len(asyncio.all_tasks()) < len(before)
    again = await lobby.room(CODE)
    assert again is not room
    assert again.meeting.version == room.meeting.version


async def test_a_room_is_not_closed_while_it_is_used(lobby: Lobby, connections: list[SocketPairConnection]) -> None:
    room, hall = await lobby.room(CODE), Subject("hall")

    async def stays_open() -> bool:
        await lobby.close_unused(seconds=0)
        return lobby.open_rooms() == [room]

    await lobby.close_unused()
    assert lobby.open_rooms() == [room], "it was used a moment ago"
    subscriber = Subscriber(hall, lambda: room.picture(hall), -1, connections[0])
    room.publisher.join(subscriber)
    assert await stays_open(), "a screen subscribes to it"
    room.publisher.leave(subscriber)
    for command in (*FLOOR_OPEN, GiveFloor(seat="FR")):
        await room.handle(command, CHAIR)
    assert await stays_open(), "a speech is on"
    await room.handle(EndSpeech(), CHAIR)
    await room.handle(OpenList(minutes=5), CHAIR)
    assert await stays_open(), "its list will close by itself"
    await room.handle(CloseList(), CHAIR)
    assert not await stays_open()


async def test_requests_wait_while_a_meeting_is_rewritten_and_get_what_is_stored_then(lobby: Lobby) -> None:
    before = await lobby.room(CODE)
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def erase() -> None:
        begun.set()
        await goes_on.wait()
        await lobby.log.database.run(partial(event_log.erase, code=CODE))

    rewriting = asyncio.create_task(lobby.rewrite(CODE, erase))
    await begun.wait()
    waiting = asyncio.create_task(lobby.room(CODE))
    assert lobby.open_room(CODE) is None
    goes_on.set()
    await rewriting
    after = await waiting
    assert after is not before and after is await lobby.room(CODE)
    assert before.meeting.seats["chair"].name and not after.meeting.seats["chair"].name
    with pytest.raises(NotStored):
        await before.handle(FLOOR_OPEN[0], CHAIR)
    await after.handle(FLOOR_OPEN[0], CHAIR)
    assert after.meeting.version == before.meeting.version + 1


async def test_after_a_rewrite_that_failed_the_meeting_opens_as_it_was(lobby: Lobby) -> None:
    async def fail() -> None:
        raise NotStored("the disk is full")

    with pytest.raises(NotStored):
        await lobby.rewrite(CODE, fail)
    assert (await lobby.room(CODE)).meeting.seats["chair"].name
