"""Two servers on one SQLite database, although that is refused: nothing is lost, doubled or in another order.

It happens when a file is shared by machines whose locks do not see each other.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from httpx2 import Response

from tests.faults.conftest import TWENTY, Serve
from tests.serving import Hosted, heard, serving

SAID = "The server cannot store anything now. Nothing was changed."


@pytest.fixture
async def pair(database_url: str) -> AsyncIterator[tuple[Hosted, Hosted]]:
    """One meeting at two servers. The second has opened it before the first writes again."""
    async with serving(database_url) as here, serving(database_url) as there:
        first = await (await here.meeting()).open_floor()
        second = replace(first, host=there)
        assert (await second.get("chair", "state")).status_code == 200
        yield first, second


async def told(meeting: Hosted) -> list[tuple[int, str]]:
    """The log: each version with the name of the actor."""
    return [(e["version"], e["by"]) for e in (await meeting.get("chair", "events")).json()]


async def test_a_server_whose_log_was_written_elsewhere_decides_on_top_of_that(pair: tuple[Hosted, Hosted]) -> None:
    meeting, second = pair
    assert (await meeting.post("delegate:FR", "request-floor")).status_code == 204
    assert (await second.post("delegate:KE", "request-floor")).status_code == 204
    assert [by for _, by in (await told(second))[-2:]] == ["delegate:FR", "delegate:KE"]


async def test_a_screen_shows_what_the_other_server_wrote_with_the_next_command(pair: tuple[Hosted, Hosted]) -> None:
    meeting, second = pair
    async with second.live("hall", "state") as screen:
        before = await heard(screen)
        assert (await meeting.post("chair", "send-notice", {"to": "hall", "text": "Coffee"})).status_code == 204
        assert (await second.post("chair", "show-join-code")).status_code == 204
        after = await heard(screen)
    assert after["version"] == before["version"] + 2
    assert [notice["text"] for notice in after["notices"]] == ["Coffee"]


async def test_a_retry_at_the_other_server_gets_the_first_answer(pair: tuple[Hosted, Hosted]) -> None:
    meeting, second = pair
    key = {"Idempotency-Key": "the one command"}
    first = await meeting.post("delegate:FR", "request-floor", **key)
    again = await second.post("delegate:FR", "request-floor", **key)
    assert (again.status_code, again.headers["Nameplate-Version"]) == (204, first.headers["Nameplate-Version"])


async def test_commands_to_two_servers_at_once_are_neither_lost_nor_doubled(
    meeting: Hosted, serve: Serve, database_url: str
) -> None:
    async def ask(there: Hosted, seat: str, key: str) -> Response:
        while (answer := await there.post(seat, "request-floor", **{"Idempotency-Key": key})).status_code == 503:
            assert answer.json()["title"] == SAID
        return answer

    async with serve(), serving(database_url) as host:
        second = replace(meeting, host=host)
        for there in (meeting, second):
            assert (await there.get("chair", "state")).status_code == 200
        seats = [f"delegate:{seat.id}" for seat in TWENTY]
        answers = await asyncio.gather(*(ask((meeting, second)[n % 2], seat, seat) for n, seat in enumerate(seats)))
        for there in (meeting, second):
            await there.post("chair", "show-join-code")  # the server that lacks events reads them
        log = await told(second)
        assert [version for version, _ in log] == list(range(1, len(log) + 1))
        assert sorted(by for _, by in log if by in seats) == sorted(seats)
        assert {(int(a.headers["Nameplate-Version"]), seat) for a, seat in zip(answers, seats, strict=True)} <= set(log)
