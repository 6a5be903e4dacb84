"""Thousands of random requests and frames: each is answered or its connection closed, and nothing else happens.

A failure names its batch. The same seed and batch give the same input: `pytest tests/attacks/test_fuzz.py --seed N`.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from httpx2 import AsyncClient
from websockets.frames import Frame, Opcode

from nameplate.serving.log_lines import ALIKE_SECONDS, MOST_ALIKE
from tests.conftest import Scale, Tally
from tests.faults.test_log_lines import TEXT_LINE
from tests.journeys.nameplate_process import free_port, nameplate
from tests.serving import PATIENCE_SECONDS, Hosted, heard, serving

from .conftest import PUBLIC
from .fuzz import Fuzz, Target

MEETINGS = 8
"""The chair and the desk of each give commands, so that few are refused because they are too many."""
NAMES = ("chair", "desk", "chair", "desk", "delegate:FR", "panellist:p-4", "hall", "join")
SIZE = 25
"""Requests of a batch. They are sent at once on one connection."""
HANDSHAKE = (
    "GET /m/{code}/live?audience={audience} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
LAST_REQUEST = b"\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
"""It ends the connection, if the damaged request before it was complete."""
IDLE_SECONDS = 0.3
"""After this time without an answer, a damaged request is taken for one that is not complete."""
FLUSHED = b'"c":"flush"'
FLUSH = Frame(Opcode.TEXT, b'{"op": "ping", "c": "flush"}').serialize(mask=True, extensions=[])
LAST_BYTES = bytes(20_000)
"""They end any frame that is not complete. The next one has no mask, so the server closes the socket."""


class Server:
    """A process that serves some meetings."""

    def __init__(self, port: int, meetings: list[Hosted], seed: int) -> None:
        self.port, self.meetings, self._seed = port, meetings, seed
        self.targets = [Target(m.code, {str(n): m.links[name] for n, name in enumerate(NAMES)}) for m in meetings]

    def fuzz(self, kind: str, batch: int) -> Fuzz:
        """The random input of a batch."""
        return Fuzz(f"{self._seed} {kind} {batch}", self.targets)

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A new connection."""
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def in_batches(self, count: int, send: Callable[[int], Awaitable[None]], at_once: int = 6) -> None:
        """Send batches 0 to `count`, some at the same time. A failure names its batch."""
        left = iter(range(count))

        async def some() -> None:
            for batch in left:
                try:
                    async with asyncio.timeout(3 * PATIENCE_SECONDS):
                        await send(batch)
                except (AssertionError, TimeoutError, OSError, EOFError) as error:
                    error.add_note(f"in batch {batch} of --seed {self._seed}")
                    raise

        async with asyncio.TaskGroup() as tasks:
            for _ in range(at_once):
                tasks.create_task(some())


@pytest.fixture
async def server(database_url: str, seed: int) -> AsyncIterator[Server]:
    """A process that serves the meetings. At the end it must work as before, and its log must be short and readable."""
    async with serving(database_url) as host:
        meetings = [await (await host.meeting()).open_floor() for _ in range(MEETINGS)]
    port, began = free_port(), time.monotonic()
    address = ("--port", str(port), "--database", database_url, "--public-url", PUBLIC)
    async with nameplate("serve", *address) as program:
        await program.says(f"join: {PUBLIC}/in/{meetings[-1].code}")
        async with AsyncClient(timeout=PATIENCE_SECONDS) as client:
            there = replace(meetings[0].host, url=f"http://127.0.0.1:{port}", client=client)
            meetings = [replace(meeting, host=there) for meeting in meetings]
            yield Server(port, meetings, seed)
            for meeting in meetings:
                async with meeting.live("hall", "hall") as screen:
                    assert await heard(screen)
                assert (await meeting.get("chair", "chair")).status_code == 200
            assert (await client.get(f"{there.url}/readyz")).json()["status"] == "ready"
        assert program.process.returncode is None
    readable(program.complaints, time.monotonic() - began)


def readable(log: str, seconds: float) -> None:
    """Check that a log has only whole lines, and few of each kind."""
    lines = log.splitlines()
    assert [line for line in lines if not TEXT_LINE.fullmatch(line)] == []
    kinds = Counter(" ".join(line.split()[1:6]) for line in lines)
    assert max(kinds.values(), default=0) <= MOST_ALIKE * (seconds / ALIKE_SECONDS + 2), kinds


async def answer(reader: asyncio.StreamReader, method: bytes) -> int:
    """Read one response. Returns its status. Raises `EOFError` when there is none."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
    if method != b"HEAD" and status not in (204, 304):
        if headers.get(b"transfer-encoding") == b"chunked":
            while size := int(await reader.readuntil(b"\r\n"), 16):
                await reader.readexactly(size + 2)
            await reader.readexactly(2)
        else:
            await reader.readexactly(int(headers[b"content-length"]))
    return status


async def test_every_random_request_is_answered_without_a_fault(server: Server, scale: Scale, tally: Tally) -> None:
    statuses = Counter[int]()

    async def send(batch: int) -> None:
        fuzz = server.fuzz("requests", batch)
        requests = [fuzz.request() for _ in range(SIZE)]
        reader, writer = await server.connect()
        writer.write(b"".join(requests))
        for request in requests:
            try:
                status = await answer(reader, request.partition(b" ")[0])
            except EOFError as error:
                raise AssertionError(f"no answer to {request!r}") from error
            assert status < 500, request
            statuses[status] += 1
        writer.close()

    await server.in_batches(scale(9_000, 500_000) // SIZE, send)
    tally("attacks", sum(statuses.values()))
    assert {200, 204, 303, 401, 403, 404, 405, 409, 413, 422} <= set(statuses), statuses
    assert statuses[429] < sum(statuses.values()) / 4, statuses


async def test_every_damaged_request_is_answered_or_its_connection_is_closed(
    server: Server, scale: Scale, tally: Tally
) -> None:
    statuses = Counter[bytes]()

    async def send(batch: int) -> None:
        request = server.fuzz("damaged", batch).damaged_request()
        reader, writer = await server.connect()
        with suppress(ConnectionError):
            writer.write(request + LAST_REQUEST)
            said = b""
            # A request whose length was damaged is still incomplete. The server waits for its rest, so it is left.
            with suppress(TimeoutError):
                while some := await asyncio.wait_for(reader.read(65_536), IDLE_SECONDS):
                    said += some
            found = re.findall(rb"HTTP/1\.1 (\d\d\d) ", said)
            assert not [status for status in found if status >= b"500"], (request, said)
            statuses.update(found or [b"none"])
        writer.transport.abort()

    batches = scale(1_500, 100_000)
    await server.in_batches(batches, send, at_once=16)
    tally("attacks", batches)
    assert {b"200", b"400", b"401", b"404", b"413", b"422"} <= set(statuses), statuses


async def test_random_frames_are_answered_or_close_their_socket(server: Server, scale: Scale, tally: Tally) -> None:
    codes, sent, wanted = Counter[int | None](), 0, scale(9_500, 400_000)

    async def send(batch: int) -> None:
        nonlocal sent
        if sent > wanted:
            return
        meeting, frames = server.meetings[batch % MEETINGS], server.fuzz("frames", batch).frames()
        sent += len(frames)
        reader, writer = await server.connect()
        asked = HANDSHAKE.format(code=meeting.code, audience="hall", secret=meeting.links["hall"])
        writer.write(asked.encode())
        assert b" 101 " in await reader.readuntil(b"\r\n\r\n")
        code = None
        with suppress(ConnectionError):
            writer.write(b"".join(frames[:-1]) + FLUSH)
            with suppress(EOFError):  # a frame that no screen may send has closed the socket
                await reader.readuntil(FLUSHED)
            writer.write(frames[-1])
            await asyncio.sleep(0.01)  # so that most servers handle the last frame by itself
            writer.write(LAST_BYTES)
            said = await reader.read()
            found = re.search(rb"\x88[\x02-\x7d]([\x03\x04].)[^\x88]*\Z", said, re.DOTALL)
            code = int.from_bytes(found[1]) if found else None
        codes[code] += 1
        writer.close()

    await server.in_batches(wanted, send)
    assert sent >= wanted
    tally("attacks", sent)
    assert {1002, 1008} <= set(codes) <= {None, 1000, 1002, 1007, 1008, 1009}, codes
