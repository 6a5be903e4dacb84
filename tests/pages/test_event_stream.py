"""The log as a stream of server-sent events."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.pages import event_stream, socket_limit
from tests.panel import SITTING
from tests.serving import PATIENCE_SECONDS, Hosted, serving, until

STREAM = {"Accept": "text/event-stream"}


@asynccontextmanager
async def stream(meeting: Hosted, query: str = "", name: str = "desk", **headers: str) -> AsyncIterator[Response]:
    """An open stream."""
    sent = meeting.bearer(name) | STREAM | headers
    async with meeting.host.client.stream("GET", f"{meeting.url}/events{query}", headers=sent) as response:
        yield response


async def blocks(response: Response) -> AsyncIterator[dict[str, str]]:
    """The fields of each block of a stream. A comment has the name ""."""
    fields: dict[str, str] = {}
    async for line in response.aiter_lines():
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        else:
            yield fields
            fields = {}


async def read(response: Response, last: int) -> list[dict[str, Any]]:
    """The events of a stream up to a version."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for fields in blocks(response):
            if "id" in fields:
                event = json.loads(fields["data"])
                assert int(fields["id"]) == event["version"]
                found.append(event)
                if event["version"] >= last:
                    break
    return found


async def test_the_stream_has_the_events_of_the_log_and_each_new_one(floor: Hosted) -> None:
    async with stream(floor, "?after=1") as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        assert response.headers["Cache-Control"] == "no-store"
        assert "Content-Encoding" not in response.headers
        reading = asyncio.create_task(read(response, 6))
        room = await floor.room()
        await until(lambda: room.watchers.has_streams)
        await floor.post("delegate:FR", "request-floor", {"note": "a note of FR"})
        await floor.post("delegate:KE", "request-floor")
        told = await reading
    assert [event["version"] for event in told] == [2, 3, 4, 5, 6]
    assert told == (await floor.get("desk", "events?after=1")).json()
    assert "a note of" not in json.dumps(told)
    await until(lambda: not room.watchers.has_streams)


async def test_a_client_that_connects_again_and_again_gets_every_version_once(floor: Hosted) -> None:
    giving = asyncio.create_task(_toggle(floor, 30))
    seen: list[int] = []
    while not seen or seen[-1] < 4 + 30:
        newest = {"Last-Event-ID": str(seen[-1])} if seen else {}
        async with stream(floor, "?after=0", **newest) as response:
            seen += [event["version"] for event in await read(response, min((seen or [0])[-1] + 7, 34))]
    await giving
    assert seen == list(range(1, 35))


async def _toggle(meeting: Hosted, times: int) -> None:
    """Give commands with one event each."""
    for number in range(times):
        answer = await meeting.post("chair", "suspend-sitting" if number % 2 == 0 else "resume-sitting")
        assert answer.status_code == 204, answer.text


@pytest.mark.parametrize("name", ["delegate:FR", "hall", "join"])
async def test_only_moderators_get_the_stream(floor: Hosted, name: str) -> None:
    async with stream(floor, name=name) as response:
        assert response.status_code == 403


@pytest.mark.parametrize("newest", ["-1", "x", "1.5"])
async def test_an_invalid_last_event_is_refused(floor: Hosted, newest: str) -> None:
    async with stream(floor, **{"Last-Event-ID": newest}) as response:
        assert response.status_code == 422


async def test_a_quiet_stream_has_heartbeats(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "HEARTBEAT_SECONDS", 0.01)
    async with stream(floor, "?after=99") as response, asyncio.timeout(PATIENCE_SECONDS):
        told = blocks(response)
        assert [await anext(told), await anext(told), await anext(told)] == [{"retry": "2000"}, {"": "4"}, {"": "4"}]


async def test_a_revoked_link_ends_the_stream(floor: Hosted) -> None:
    async with stream(floor, "?after=3") as response, asyncio.timeout(PATIENCE_SECONDS):
        told = blocks(response)
        assert [(await anext(told)).keys(), (await anext(told)).keys()] == [{"retry"}, {"id", "data"}]
        await floor.revoke("desk")
        assert [fields async for fields in told if "id" in fields] == []
    async with stream(floor) as response:
        assert response.status_code == 401


async def test_a_closed_room_ends_the_stream(floor: Hosted) -> None:
    """A room is opened again when private text was erased."""
    async with stream(floor, "?after=99") as response:
        room = await floor.room()
        await until(lambda: room.watchers.has_streams)
        assert not room.is_unused(0)
        await floor.host.context.lobby.reopen(floor.code)
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert "retry: 2000" in (await response.aread()).decode()


async def test_a_server_that_stops_ends_the_stream(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with serving(f"sqlite:///{tmp_path / 'own.db'}") as host:
        meeting = await host.meeting()
        client = AsyncClient(timeout=PATIENCE_SECONDS)
        reading = asyncio.create_task(client.get(f"{meeting.url}/events", headers=meeting.bearer("desk") | STREAM))
        room = await meeting.room()
        await until(lambda: room.watchers.has_streams)
    assert "MeetingCreated" in (await reading).text
    await client.aclose()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_link_has_so_many_streams(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_limit, "MOST_SOCKETS", 2)
    room = await floor.room()
    async with stream(floor), stream(floor):
        async with stream(floor) as refused:
            assert refused.status_code == 429
        async with stream(floor, name="chair") as other:
            assert other.status_code == 200
    await until(lambda: not room.watchers.has_streams)
    async with stream(floor) as response:
        assert response.status_code == 200


async def test_a_client_that_does_not_read_is_dropped(
    meeting: Hosted, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(event_stream, "STUCK_SECONDS", 0.2)
    monkeypatch.setattr(event_stream, "HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr(event_stream, "shown", lambda entry: {"version": entry.version, "pad": "x" * 9_000_000})
    await meeting.chair(OpenSitting(SITTING))
    room = await meeting.room()
    address = meeting.host.url.removeprefix("http://").split(":")
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.setblocking(False)
        await asyncio.get_running_loop().sock_connect(client, (address[0], int(address[1])))
        head = f"GET /m/{meeting.code}/events HTTP/1.1\r\nHost: {':'.join(address)}\r\n"
        head += f"Accept: text/event-stream\r\nAuthorization: Bearer {meeting.links['desk']}\r\n\r\n"
        await asyncio.get_running_loop().sock_sendall(client, head.encode())
        await until(lambda: room.watchers.has_streams)
        await until(lambda: not room.watchers.has_streams)
    (line,) = (record for record in caplog.records if getattr(record, "event", "") == "stuck_socket")
    assert "desk" in line.getMessage()
