"""What ill-willed or broken programs do to the wire: it costs them their connection, and nobody else anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from nameplate.serving.server import LARGEST_HEAD_BYTES, LARGEST_MESSAGE_BYTES
from tests.serving import PATIENCE_SECONDS, Hosted, heard

MASK = b"\x00\x00\x00\x00"
ENDLESS = 10_000_000


async def told(meeting: Hosted, head: bytes, pieces: Iterable[bytes] = ()) -> bytes:
    """Send bytes as they are, as many as the server takes; what it says before it hangs up."""
    port = int(meeting.host.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    with suppress(ConnectionError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            writer.write(head)
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            answer = await reader.read()
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return answer


def request(meeting: Hosted, line: str, **headers: str) -> bytes:
    """The head of a request, without its end."""
    lines = [f"{line} HTTP/1.1", f"Host: {meeting.host.url.removeprefix('http://')}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in {**meeting.bearer("chair"), **headers}.items()]
    return "".join(f"{line}\r\n" for line in lines).encode()


@pytest.fixture
async def well(floor: Hosted) -> AsyncIterator[Hosted]:
    """A meeting that is as well after the test as it was before: pages, sockets and commands go on."""
    async with floor.live("hall", "hall") as screen:
        before = await heard(screen)
        yield floor
        assert (await floor.get("hall", "hall")).status_code == 200
        assert (await floor.post("chair", "send-notice", {"to": "hall", "text": "Go on"})).status_code == 204
        while "notice" not in (after := await heard(screen)).get("regions", {}):
            pass
        assert after["version"] == before["version"] + 1


async def test_a_body_that_comes_in_pieces_is_refused_once_it_is_too_long(well: Hosted) -> None:
    head = request(well, f"POST /m/{well.code}/send-notice", Transfer_Encoding="chunked") + b"\r\n"
    answer = await told(well, head, [b"1000\r\n" + b"x" * 4096 + b"\r\n"] * 5)
    assert answer.startswith(b"HTTP/1.1 413 ") and b'"code":"too_large"' in answer


async def test_a_body_is_refused_without_being_sent_to_the_end(well: Hosted) -> None:
    length = str(1 << 40)
    head = request(well, f"POST /m/{well.code}/send-notice", Content_Length=length, Content_Type="application/json")
    answer = await told(well, head + b"\r\n", [b"x" * 20_000])
    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_a_press_that_is_cut_off_in_its_body_is_none_and_no_fault_of_the_server(
    well: Hosted, caplog: pytest.LogCaptureFixture
) -> None:
    head = request(well, f"POST /m/{well.code}/show-join-code", Content_Length="20", Content_Type="application/json")
    before = (await well.room()).meeting.version
    port = int(well.host.url.rpartition(":")[2])
    crowd = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
    for _, writer in crowd:
        writer.write(head + b"\r\n{")
        await writer.drain()
    assert (await well.get("chair", "state")).status_code == 200
    for _, writer in crowd:
        writer.transport.abort()
    assert (await well.get("chair", "state")).json()["version"] == before
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("begun", [b"GET /healthz HTTP/1.1\r\nX-Long: ", b"GET /", b"GET /healthz?"])
@pytest.mark.parametrize("piece", [b"x" * 4096, b"x: x\r\n" * 400])
async def test_a_head_that_does_not_end_is_given_up(well: Hosted, begun: bytes, piece: bytes) -> None:
    answer = await told(well, begun, [piece] * (ENDLESS // len(piece)))
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")


async def test_a_head_may_be_long(well: Hosted) -> None:
    head = request(well, "GET /healthz", X_Long="x" * (LARGEST_HEAD_BYTES // 2))
    assert (await told(well, head + b"\r\n")).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "line",
    ["GET /\xff", "GET / nonsense", "G\x00T /", "GET http://[::1", "\x16\x03\x01\x02\x00\x01"],
)
async def test_what_is_no_request_is_told_so(well: Hosted, line: str) -> None:
    answer = await told(well, f"{line} HTTP/1.1\r\nHost: x\r\n\r\n".encode("latin-1"))
    assert answer.startswith(b"HTTP/1.1 400 ") and b"Traceback" not in answer


async def test_two_lengths_of_one_body_are_no_request(well: Hosted) -> None:
    head = request(well, f"POST /m/{well.code}/undo", Content_Length="2", Transfer_Encoding="chunked")
    assert (await told(well, head + b"\r\n{}")).startswith(b"HTTP/1.1 400 ")


async def closed(screen: ClientConnection) -> int | None:
    """The code with which the server closed a socket, which it does before long."""
    with pytest.raises(ConnectionClosed) as left:
        while True:
            await heard(screen)
    return left.value.rcvd.code if left.value.rcvd else None


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"\x00\xff", 1008),
        ("{", 1008),
        ("[" * 5000, 1008),
        ('{"op": "ping", "c": ' + "[" * 5000 + "]" * 5000 + "}", 1008),
        ('{"op": "ping", "c": "\\ud800"}', 1008),
        ('{"op": "ping", "c": NaN}', 1008),
        ('{"op": "ping", "c": 1e309}', 1008),
        ("x" * (LARGEST_MESSAGE_BYTES + 1), 1009),
        ("x" * 1_000_000, 1009),
    ],
)
async def test_a_message_that_is_none_costs_its_sender_the_socket(
    well: Hosted, message: str | bytes, code: int
) -> None:
    async with well.live("hall", "hall") as screen:
        await screen.send(message)
        assert await closed(screen) == code


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\x81\xff" + (1 << 40).to_bytes(8, "big") + MASK, 1009),
        (b"\x81\xff" + b"\xff" * 8 + MASK, 1009),
        (b"\x81\x02{}", 1002),
        (b"\xf1\x80" + MASK, 1002),
        (b"\x83\x80" + MASK, 1002),
        (b"\x80\x80" + MASK, 1002),
        (b"\x89\xfe\x01\x00" + MASK + b"x" * 256, 1002),
        (b"\x81\x82" + MASK + b"\xff\xfe", 1007),
        (b"\x01\xfe\x10\x00" + MASK + b"x" * 4096 + (b"\x00\xfe\x10\x00" + MASK + b"x" * 4096) * 4, 1009),
    ],
    ids=[
        *("a terabyte", "more than there is", "unmasked", "reserved bits", "reserved kind", "the end of nothing"),
        *("a long ping", "no text", "pieces without end"),
    ],
)
async def test_a_frame_that_is_none_costs_its_sender_the_socket(well: Hosted, frame: bytes, code: int) -> None:
    async with well.live("hall", "hall") as screen:
        await heard(screen)
        screen.transport.write(frame)
        assert await closed(screen) == code


async def test_whatever_is_asked_with_the_time_comes_back_or_costs_its_sender_the_socket(well: Hosted) -> None:
    for depth in (1, 100, 900, *range(940, 1010, 7)):
        async with well.live("hall", "state") as screen:
            await heard(screen)
            await screen.send('{"op": "ping", "c": ' + "[" * depth + "]" * depth + "}")
            try:
                assert "now_ms" in await heard(screen)
            except ConnectionClosed as left:
                assert left.rcvd and left.rcvd.code == 1008


async def test_a_flood_of_messages_costs_its_sender_the_socket(well: Hosted) -> None:
    async with well.live("hall", "hall") as screen:
        with suppress(ConnectionClosed):
            for _ in range(1000):
                await screen.send('{"op": "ping"}')
        assert await closed(screen) == 1008


async def test_a_flood_of_pings_is_answered_and_holds_up_nobody(well: Hosted) -> None:
    async with well.live("hall", "hall") as screen:
        pongs = [await screen.ping() for _ in range(1000)]
        async with asyncio.timeout(PATIENCE_SECONDS):
            await pongs[-1]


async def test_a_crowd_that_hangs_up_in_the_middle_of_the_handshake_holds_up_nobody(well: Hosted) -> None:
    half = request(well, f"GET /m/{well.code}/live?audience=hall", Upgrade="websocket", Sec_WebSocket_Version="13")
    port = int(well.host.url.rpartition(":")[2])
    crowd = [await asyncio.open_connection("127.0.0.1", port) for _ in range(100)]
    for _, writer in crowd:
        writer.write(half)
    assert (await well.get("chair", "state")).status_code == 200
    for _, writer in crowd:
        writer.transport.abort()
