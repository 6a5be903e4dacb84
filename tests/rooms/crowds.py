"""Rooms with many delegations, and what is in them."""

from __future__ import annotations

import asyncio

from nameplate.meeting import Actor, Refused, Role
from nameplate.meeting.model.values import Seat
from nameplate.meeting.notices import SendNotice
from nameplate.rooms.answers import Done
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from nameplate.store import event_log
from tests.cast import CHAIR
from tests.panel import AT, CODE, FLOOR_OPEN, panel

DELEGATES = tuple(Actor(f"delegate:S{n}", Role.DELEGATE, f"S{n}") for n in range(250))


def waiting(room: Room) -> list[str]:
    """The seats on the list, in order of call."""
    return [i.seat for i in room.meeting.lists["meeting-1-list"].waiting]


async def stored_events(lobby: Lobby, code: str = CODE) -> list[str]:
    """The names of the stored events, oldest first."""
    entries = (await lobby.log.open(code)).meeting.entries()
    return [type(entry.event).__name__ for entry in entries][::-1]


async def crowded_room(lobby: Lobby) -> Room:
    """A meeting of 250 delegations whose list is open."""
    seats = tuple(Seat(str(by.seat), "member_state") for by in DELEGATES)
    await lobby.log.database.run(lambda connection: event_log.create(connection, panel("CROWD", seats), AT))
    room = await lobby.room("CROWD")
    await asyncio.gather(*(room.handle(command, CHAIR) for command in FLOOR_OPEN))
    return room


async def send_long_notice(room: Room, number: int) -> Done | Refused:
    """The chair sends a long notice with a new idempotency key."""
    return await room.handle(SendNotice("hall", f"{number} ".ljust(280, "x")), CHAIR, f"key-{number}", "digest")
