"""A lobby on the database of the test, with the panel in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

import pytest

from nameplate.app import room_renderer
from nameplate.meeting import Meeting
from nameplate.paths import WEB
from nameplate.rooms.fan_out import SLICE
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.picture import RenderedViews, Subject
from nameplate.rooms.room import Circumstances, Room
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.rendering import Renderer
from nameplate.store import event_log
from nameplate.store.database import Database
from nameplate.store.event_log import EventLog
from tests.cast import CHAIR
from tests.panel import AT, CODE, FLOOR_OPEN, panel
from tests.rooms.clocks import Clocks
from tests.rooms.connections import SocketPairConnection


@pytest.fixture
def screens() -> Renderer:
    """The real renderer of Nameplate."""
    return Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")


@pytest.fixture
def clocks() -> Clocks:
    """The clocks of the machine, set by the test."""
    return Clocks(AT + 60_000)


@pytest.fixture
def rendered() -> list[Subject]:
    """The subject of each picture that was rendered, in order."""
    return []


@pytest.fixture
def connections() -> Iterator[list[SocketPairConnection]]:
    """More connections than a fan-out slice contains."""
    made = [SocketPairConnection() for _ in range(SLICE + 3)]
    yield [*made]
    for connection in made:
        connection.near.close()
        connection.far.close()


@pytest.fixture
async def restart(
    database: Database, screens: Renderer, clocks: Clocks, rendered: list[Subject]
) -> AsyncIterator[Callable[[], Lobby]]:
    """Starts another process on the same database: a lobby without open rooms."""
    render, lobbies = room_renderer(screens), list[Lobby]()

    def noted(
        meeting: Meeting, subject: Subject, circumstances: Circumstances, views: RenderedViews
    ) -> Mapping[str, Any]:
        rendered.append(subject)
        return render(meeting, subject, circumstances, views)

    def start() -> Lobby:
        lobbies.append(Lobby(EventLog(database), clocks.timebase(), AUDIENCES.values(), lambda: noted))
        return lobbies[-1]

    yield start
    for lobby in lobbies:
        await lobby.close()


@pytest.fixture
async def lobby(database: Database, restart: Callable[[], Lobby]) -> Lobby:
    """The lobby of a process that has just started. The panel has been created."""
    await database.run(lambda connection: event_log.create(connection, panel(), AT))
    return restart()


@pytest.fixture
async def room(lobby: Lobby) -> Room:
    """The room of the panel. No command has been given."""
    return await lobby.room(CODE)


@pytest.fixture
async def floor(room: Room) -> Room:
    """The same room when the first floor block and its list are open."""
    await asyncio.gather(*(room.handle(command, CHAIR) for command in FLOOR_OPEN))
    return room
