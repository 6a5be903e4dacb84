"""If a waiting command postpones an automatic command, the automatic command is refused."""

import asyncio
import threading
from collections.abc import Callable

from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.rooms import automatic_timer
from nameplate.rooms.answers import Done
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from tests.cast import DESK
from tests.rooms.clocks import Clocks

Restart = Callable[[], Lobby]


async def test_a_list_whose_closing_time_is_being_changed_is_not_closed_at_the_old_time(
    lobby: Lobby, floor: Room, clocks: Clocks
) -> None:
    await floor.handle(OpenList(minutes=1), DESK)
    opened, database = threading.Event(), lobby.log.database
    held = asyncio.create_task(database.run(lambda _: opened.wait()))
    await asyncio.sleep(0)
    later = asyncio.create_task(floor.handle(OpenList(minutes=10), DESK))
    await asyncio.sleep(0)
    clocks.pass_ms(60_001)
    await asyncio.sleep(automatic_timer.LONGEST_WAIT_SECONDS)  # the timer has expired since
    opened.set()
    await held
    assert isinstance(await later, Done)
    await asyncio.sleep(0.05)
    assert floor.meeting.lists["meeting-1-list"].state == "open"
