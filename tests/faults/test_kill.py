"""A server that is killed: each command that it acknowledged is in the log once."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.conftest import Scale, Tally
from tests.faults.conftest import TWENTY, Serve, killed_while_all_press, stored_versions
from tests.faults.delegations import Delegation, check_log, state_of
from tests.panel import SLOT_1
from tests.serving import Hosted, heard

CYCLES = 5
RECOVERED = "The server was restarted; the clock was recovered."


async def test_through_kills_the_log_has_each_acknowledged_command_once_and_no_other(
    meeting: Hosted, serve: Serve, tmp_path: Path, scale: Scale, tally: Tally
) -> None:
    delegations = [Delegation([meeting], seat.id) for seat in TWENTY]
    cycles = scale(CYCLES, 30)
    for _ in range(cycles):
        await killed_while_all_press(serve, delegations, random.randint(20, 80))
    async with serve():
        await asyncio.gather(*(d.give() for d in delegations))
        log = await check_log(meeting, delegations)
    assert stored_versions(tmp_path / "nameplate.db") == list(range(1, len(log) + 1))
    tally("cycles", cycles)
    tally("commands", sum(len(d.acknowledged) for d in delegations))
    tally("lost", 0)


async def test_a_kill_during_a_speech_keeps_floor_list_and_clock_and_the_chair_is_told(
    meeting: Hosted, serve: Serve
) -> None:
    async with serve() as server:
        for seat in ("FR", "KE", "BR"):
            await meeting.post(f"delegate:{seat}", "request-floor")
        for command, fields in (("give-floor-to-next", {}), ("adjust-clock", {"seconds": 30})):
            assert (await meeting.post("chair", command, fields)).status_code == 204
        assert RECOVERED not in (await meeting.get("chair", "chair")).text
        before = await state_of(meeting)
        await server.kill()
    async with serve():
        assert await state_of(meeting) == before
        assert RECOVERED in (await meeting.get("chair", "chair")).text
        assert RECOVERED not in (await meeting.get("hall", "hall")).text
        await meeting.post("chair", "end-speech")
        assert RECOVERED not in (await meeting.get("chair", "chair")).text
    assert before["floor"]["item"] == SLOT_1 and before["floor"]["clock"]["running_since_ms"]


async def test_a_paused_clock_stays_paused_through_a_kill(meeting: Hosted, serve: Serve) -> None:
    async with serve() as server:
        for name, command in (
            ("delegate:FR", "request-floor"),
            ("chair", "give-floor-to-next"),
            ("chair", "pause-clock"),
        ):
            assert (await meeting.post(name, command)).status_code == 204
        before = await state_of(meeting)
        await server.kill()
    async with serve():
        assert await state_of(meeting) == before
    assert before["floor"]["clock"]["running_since_ms"] is None


async def test_a_screen_that_reconnects_after_a_kill_gets_all_regions(meeting: Hosted, serve: Serve) -> None:
    async with serve() as server:
        await meeting.post("delegate:FR", "request-floor")
        await meeting.post("chair", "give-floor-to-next")
        async with meeting.live("hall", "hall") as hall, meeting.live("hall", "state") as program:
            shown, picture = await heard(hall), await heard(program)
            await server.kill()
            for screen in (hall, program):
                with pytest.raises(ConnectionClosed):
                    await heard(screen)
    seen = f"&boot={shown['boot']}&version={shown['version']}"
    async with serve(), meeting.live("hall", "hall", seen) as hall, meeting.live("hall", "state", seen) as program:
        shown_again, picture_again = await heard(hall), await heard(program)
    assert shown_again["boot"] != shown["boot"] and shown_again["regions"] == shown["regions"]
    assert picture_again["floor"] == picture["floor"] and picture_again["version"] == picture["version"]
