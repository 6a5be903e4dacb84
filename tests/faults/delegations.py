"""Delegations that give commands without a pause. Afterwards each acknowledged command must be in the log once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import cycle
from typing import Any

from httpx2 import TransportError

from tests.serving import Hosted

EVENTS = {"request-floor": "FloorRequested", "withdraw-request": "RequestWithdrawn"}
RETRY_SECONDS = 0.05


class Delegation:
    """A delegate that repeatedly requests the floor and withdraws. It retries each command with the same key.

    `nodes` is the meeting as each node serves it. The delegate uses the next one when one does not answer.
    """

    def __init__(self, nodes: list[Hosted], seat: str) -> None:
        self.name = f"delegate:{seat}"
        self.acknowledged: list[tuple[int, str, str, dict[str, str]]] = []
        self._nodes = cycle(nodes)
        self._meeting = next(self._nodes)
        self._unanswered: tuple[str, str, dict[str, str]] | None = None

    async def give(self) -> None:
        """Give a command, or retry the command that got no answer."""
        sent = self._unanswered = self._unanswered or self._next()
        version = await self._send(*sent)
        self.acknowledged.append((version, *sent))
        self._unanswered = None

    async def give_until_the_server_is_gone(self, told: Callable[[], None]) -> None:
        """Give commands until the server does not answer."""
        try:
            while True:
                await self.give()
                told()
        except TransportError:
            return

    async def finish(self) -> None:
        """Get the answer to a command that got none."""
        while self._unanswered:
            try:
                await self.give()
            except (TransportError, NotNow):
                self._meeting = next(self._nodes)
                await asyncio.sleep(RETRY_SECONDS)

    async def give_somewhere(self, told: Callable[[], None], enough: asyncio.Event) -> None:
        """Give commands until it is enough. When a node does not answer or stores nothing, use the next one.

        It is not cancelled, because the HTTP client leaves sockets open when it is cancelled while it connects.
        """
        while not enough.is_set():
            try:
                await self.give()
                told()
            except (TransportError, NotNow):
                self._meeting = next(self._nodes)
                await asyncio.sleep(RETRY_SECONDS)

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
        if answer.status_code in (429, 503):
            raise NotNow(answer.text)
        assert answer.status_code == 204, answer.text
        return int(answer.headers["Nameplate-Version"])


class NotNow(Exception):
    """The server cannot take the command now."""


async def log_of(meeting: Hosted) -> list[dict[str, Any]]:
    """The log, read by the chair."""
    told: list[dict[str, Any]] = (await meeting.get("chair", "events")).json()
    return told


async def state_of(meeting: Hosted) -> dict[str, Any]:
    """The chair's JSON picture without the time and the forecast."""
    told: dict[str, Any] = (await meeting.get("chair", "state")).json()
    return {name: value for name, value in told.items() if name not in ("now_ms", "forecast")}


async def check_log(meeting: Hosted, delegations: list[Delegation]) -> list[dict[str, Any]]:
    """Check that the log has each acknowledged command once, and no other. Returns the log."""
    log, state = await log_of(meeting), await state_of(meeting)
    asked = sorted((version, d.name, EVENTS[command]) for d in delegations for version, _, command, _ in d.acknowledged)
    assert [(e["version"], e["by"], e["name"]) for e in log if e["by"].startswith("delegate:")] == asked
    assert [e["version"] for e in log] == [*range(1, len(log) + 1)]
    waiting = {f"delegate:{i['seat']}" for i in state["lists"][0]["inscriptions"]}
    assert waiting == {d.name for d in delegations if len(d.acknowledged) % 2}
    return log
