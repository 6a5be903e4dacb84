"""The room of a long meeting stores snapshots, from which the meeting opens after a restart."""

import asyncio
from collections.abc import Callable

from nameplate.meeting.notices import SendNotice
from nameplate.rooms.answers import Done
from nameplate.rooms.lobby import Lobby
from nameplate.store import snapshots
from nameplate.store.database import Database
from nameplate.store.event_log import EventLog
from tests.bench.long_meeting import CODE
from tests.bench.start import store
from tests.cast import CHAIR

Restart = Callable[[], Lobby]


async def test_a_long_meeting_opens_from_a_snapshot_after_a_restart(database: Database, restart: Restart) -> None:
    await asyncio.to_thread(store, database, 4_200)
    first = restart()
    before = (await first.room(CODE)).meeting
    await first.close()
    assert (await EventLog(database).open(CODE)).snapshot == before.snapshots[0].version
    assert (await restart().room(CODE)).meeting == before


async def test_a_room_stores_a_snapshot_while_it_is_live(database: Database, restart: Restart) -> None:
    await asyncio.to_thread(store, database, 3_900)
    lobby = restart()
    room = await lobby.room(CODE)
    assert snapshots.due(room.meeting, 0) is None
    notices = [SendNotice("hall", f"Notice {number}") for number in range(220)]
    assert {type(await room.handle(notice, CHAIR)) for notice in notices} == {Done}
    await lobby.close()
    assert (await EventLog(database).open(CODE)).snapshot >= snapshots.EVENTS_BETWEEN
