"""A server that is killed: each command that it acknowledged is in the log once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from httpx2 import TransportError
from websockets.exceptions import ConnectionClosed

from tests.faults.conftest import EIGHT, Serve, stored_versions
from tests.panel import SLOT_1
from tests.serving import Hosted, heard

CYCLES = 5
RECOVERED = "The server was restarted; the clock was recovered."


class Delegation:
    """A delegate that repeatedly requests the floor and withdraws. It retries each command with the same key."""

    def __init__(self, meeting: Hosted, seat: str) -> None:
        self.name = f"delegate:{seat}"
        self.acknowledged: list[tuple[int, str, str, dict[str, str]]] = []
        self._meeting = meeting
        self._unanswered: tuple[str, str, dict[str, str]] | None = None

    async def give(self) -> None:
        """Give a command, or retry the command that got no answer."""
        sent = self._unanswered = self._unanswered or self._next()
        version = await self._send(*sent)
        self.acknowledged.append((version, *sent))
        self._unanswered = None

    async def give_until_the_server_is_gone(self, told: Callable[[], None]) -> None:
        """Give commands until cancelled."""
        try:
            while True:
                await self.give()
                told()
        except TransportError:
            return

    async def is_answered_as_before(self) -> None:
        """Retry the newest acknowledged command. It is answered with the same version."""
        version, key, command, fields = self.acknowledged[-1]
        assert await self._send(key, command, fields) == version

    def _next(self) -> tuple[str, str, dict[str, str]]:
        key = f"{self.name} {len(self.acknowledged)}"
        if len(self.acknowledged) % 2 == 0:
            return key, "request-floor", {}
        asked = self.acknowledged[-1][0]  # the id of an inscription contains the version of its request
        return key, "withdraw-request", {"inscription": f"i{asked}"}

    async def _send(self, key: str, command: str, fields: dict[str, str]) -> int:
        answer = await self._meeting.post(self.name, command, fields, **{"Idempotency-Key": key})
        assert answer.status_code == 204, answer.text
        return int(answer.headers["Nameplate-Version"])


async def log_of(meeting: Hosted) -> list[dict[str, Any]]:
    """The log, read by the chair."""
    told: list[dict[str, Any]] = (await meeting.get("chair", "events")).json()
    return told


async def state_of(meeting: Hosted) -> dict[str, Any]:
    """The chair's JSON picture without the time and the forecast."""
    told: dict[str, Any] = (await meeting.get("chair", "state")).json()
    return {name: value for name, value in told.items() if name not in ("now_ms", "forecast")}


async def killed_while_all_press(serve: Serve, delegations: list[Delegation], presses: int) -> None:
    """Start a process, check that it has the newest commands, and kill it after some more commands."""
    count, enough = 0, asyncio.Event()

    def told() -> None:
        nonlocal count
        count += 1
        if count >= presses:
            enough.set()

    async with serve() as server, asyncio.timeout(30):
        await asyncio.gather(*(d.is_answered_as_before() for d in delegations if d.acknowledged))
        pressing = [asyncio.create_task(d.give_until_the_server_is_gone(told)) for d in delegations]
        await enough.wait()
        await server.kill()
        await asyncio.gather(*pressing)


async def test_through_five_kills_the_log_has_each_acknowledged_command_once_and_no_other(
    meeting: Hosted, serve: Serve, tmp_path: Path
) -> None:
    delegations = [Delegation(meeting, seat.id) for seat in EIGHT]
    for _ in range(CYCLES):
        await killed_while_all_press(serve, delegations, random.randint(20, 80))
    async with serve():
        await asyncio.gather(*(d.give() for d in delegations))
        log, state = await log_of(meeting), await state_of(meeting)
    named = {"request-floor": "FloorRequested", "withdraw-request": "RequestWithdrawn"}
    asked = sorted((version, d.name, named[command]) for d in delegations for version, _, command, _ in d.acknowledged)
    assert [(e["version"], e["by"], e["name"]) for e in log if e["by"].startswith("delegate:")] == asked
    waiting = {f"delegate:{i['seat']}" for i in state["lists"][0]["inscriptions"]}
    assert waiting == {d.name for d in delegations if len(d.acknowledged) % 2}
    assert stored_versions(tmp_path / "nameplate.db") == list(range(1, len(log) + 1))


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
