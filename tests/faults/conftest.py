"""A meeting in a database file, and a process that serves it and can be killed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from nameplate.access.passes import new_code
from nameplate.meeting.model.values import Seat
from tests.faults.delegations import Delegation
from tests.journeys.nameplate_process import Program, free_port, nameplate
from tests.panel import panel
from tests.serving import Hosted, serving

CODES = "FR KE BR NO JP GH CU NZ CH IN MX EG ID ZA CN DE ES IT PT SE"
TWENTY = tuple(Seat(code, "member_state") for code in CODES.split())
Serve = Callable[[], AbstractAsyncContextManager[Program]]


def stored_versions(file: Path) -> list[int]:
    """The versions in the log of a database file that no process serves. The file must be intact."""
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [version for (version,) in database.execute("SELECT version FROM events ORDER BY version")]


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


@pytest.fixture
async def meeting(database_url: str) -> AsyncIterator[Hosted]:
    """The panel with twenty delegations and an open list, at the address of a process that is started later."""
    async with serving(database_url) as host:
        prepared = await (await host.meeting(panel(new_code(), TWENTY))).open_floor()
    async with AsyncClient(timeout=20) as client:
        yield replace(prepared, host=replace(host, url=f"http://127.0.0.1:{free_port()}", client=client))


@pytest.fixture
def serve(meeting: Hosted, database_url: str) -> Serve:
    """Start a process that serves the meeting. It is killed at the end of the block."""

    @asynccontextmanager
    async def program() -> AsyncIterator[Program]:
        port = meeting.host.url.rpartition(":")[2]
        async with nameplate("serve", "--port", port, "--database", database_url) as running:
            await running.says(f"join: {meeting.host.url}/in/{meeting.code}")
            yield running

    return program
