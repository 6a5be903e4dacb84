"""A database that another program has locked: requests that need it are answered 503."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from httpx2 import Response
from websockets.exceptions import ConnectionClosed

from tests.serving import Host, heard, serving

SAID = "The server cannot store anything now. Nothing was changed."


@pytest.fixture
async def impatient(database_url: str) -> AsyncIterator[Host]:
    """A server that does not wait for a locked database."""
    async with serving(database_url) as host:
        await host.database.run(lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout = 0").close())
        yield host


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Another program holds a transaction open."""
    with closing(sqlite3.connect(folder / "nameplate.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def refused(answer: Response) -> bool:
    """Whether an answer is 503 `not_stored`."""
    told = answer.json()
    return (answer.status_code, told["code"], told["title"]) == (503, "not_stored", SAID)


async def test_a_refused_command_is_taken_when_it_comes_again(impatient: Host, tmp_path: Path) -> None:
    meeting = await (await impatient.meeting()).open_floor()
    async with meeting.live("hall", "hall") as screen:
        before = await heard(screen)
        with held(tmp_path):
            assert refused(await meeting.post("delegate:FR", "request-floor"))
        assert (await meeting.post("delegate:FR", "request-floor")).status_code == 204
        assert (await heard(screen))["version"] == before["version"] + 1


async def test_a_link_that_is_not_known_yet_is_answered_503(impatient: Host, tmp_path: Path) -> None:
    meeting, unknown = await impatient.meeting(), f"{impatient.url}/in/unknown"
    with held(tmp_path):
        assert refused(await impatient.client.get(unknown))
        assert SAID in (await impatient.client.get(unknown, headers={"Accept": "text/html"})).text
        assert (await impatient.client.get(f"{impatient.url}/readyz")).status_code == 503
    assert (await impatient.client.get(f"{impatient.url}/in/{meeting.links['hall']}")).status_code == 303


async def test_nobody_can_sign_in_while_the_database_is_locked_and_everybody_can_afterwards(
    impatient: Host, tmp_path: Path
) -> None:
    meeting = await impatient.meeting()
    links = [f"{impatient.url}/in/{meeting.links[name]}" for name in ("hall", "delegate:FR", "delegate:KE")]
    with held(tmp_path):
        assert all(map(refused, await asyncio.gather(*map(impatient.client.get, links))))
        code = await impatient.client.get(f"{impatient.url}/in/{meeting.links['join']}")
        assert code.status_code == 303, "the join code makes no device"
    answers = await asyncio.gather(*map(impatient.client.get, links))
    assert [answer.status_code for answer in answers] == [303] * 3
    impatient.client.cookies.clear()


async def test_a_meeting_that_could_not_be_opened_opens_at_the_next_request(impatient: Host, tmp_path: Path) -> None:
    meeting = await impatient.meeting()
    await impatient.client.get(f"{impatient.url}/in/{meeting.links['hall']}")
    with held(tmp_path):
        assert refused(await meeting.get("hall", "state"))
        assert refused(await meeting.post("chair", "show-join-code"))
        async with meeting.live("hall", "hall") as screen:
            with pytest.raises(ConnectionClosed) as closed:
                await heard(screen)
    assert closed.value.rcvd and closed.value.rcvd.code == 1013
    assert (await meeting.get("hall", "state")).status_code == 200
