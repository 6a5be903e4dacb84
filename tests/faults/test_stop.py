"""When the server stops, it closes the connection of every screen with a code, and loses no command."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from httpx2 import TransportError
from websockets.exceptions import ConnectionClosed

from tests.faults.conftest import TWENTY, Serve, stored_versions
from tests.serving import Hosted, heard

GOING_AWAY = 1012


async def test_a_stopping_server_tells_every_screen_to_reconnect(meeting: Hosted, serve: Serve) -> None:
    audiences = {"chair": "chair", "desk": "desk", "hall": "hall", "podium": "podium", "delegate:FR": "delegate"}
    async with serve() as server:
        screens = [await meeting.live(name, audience) for name, audience in audiences.items()]
        screens += [await meeting.live("join", "state") for _ in range(20)]
        await asyncio.gather(*map(heard, screens))
        server.process.send_signal(signal.SIGTERM)
        closed = await asyncio.gather(*map(heard, screens), return_exceptions=True)
        assert [c.rcvd.code for c in closed if isinstance(c, ConnectionClosed) and c.rcvd] == [GOING_AWAY] * 25
        assert await server.process.wait() in (0, -signal.SIGTERM)


async def test_a_server_that_stops_during_many_commands_loses_no_acknowledged_one(
    meeting: Hosted, serve: Serve, tmp_path: Path
) -> None:
    async def press_until_it_stops(name: str) -> None:
        try:
            while (answer := await meeting.post("chair", "add-inscription", {"guest": name})).status_code == 204:
                acknowledged.append(int(answer.headers["Nameplate-Version"]))
                if len(acknowledged) == 40:
                    server.process.send_signal(signal.SIGTERM)
        except TransportError:
            return

    acknowledged: list[int] = []
    async with serve() as server:
        await asyncio.gather(*(press_until_it_stops(seat.id) for seat in TWENTY))
        await server.process.wait()
    stored = stored_versions(tmp_path / "nameplate.db")
    assert len(acknowledged) == len(set(acknowledged)) >= 40
    assert set(acknowledged) <= set(stored) == set(range(1, len(stored) + 1))
