"""A14: hostile or broken clients lose their connection, without effect on other clients."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from nameplate.serving import server
from nameplate.serving.server import LARGEST_HEAD_BYTES, LARGEST_MESSAGE_BYTES
from tests.serving import PATIENCE_SECONDS, Hosted, close_code, heard

MASK = b"\x00\x00\x00\x00"
ENDLESS = 10_000_000


async def exchange(meeting: Hosted, head: bytes, pieces: Iterable[bytes] = ()) -> bytes:
    """Send raw bytes until the server closes the connection. Returns its answer."""
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
    """The head of a request without the empty line that ends it."""
    lines = [f"{line} HTTP/1.1", f"Host: {meeting.host.url.removeprefix('http://')}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in {**meeting.bearer("chair"), **headers}.items()]
    return "".join(f"{line}\r\n" for line in lines).encode()


async def test_a_chunked_body_is_refused_once_it_is_too_long(target: Hosted) -> None:
    head = request(target, f"POST /m/{target.code}/send-notice", Transfer_Encoding="chunked") + b"\r\n"
    answer = await exchange(target, head, [b"1000\r\n" + b"x" * 4096 + b"\r\n"] * 5)
    assert answer.startswith(b"HTTP/1.1 413 ") and b'"code":"too_large"' in answer


async def test_a_body_with_a_huge_length_is_refused_before_it_is_complete(target: Hosted) -> None:
    length = str(1 << 40)
    head = request(target, f"POST /m/{target.code}/send-notice", Content_Length=length, Content_Type="application/json")
    answer = await exchange(target, head + b"\r\n", [b"x" * 20_000])
    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_an_incomplete_command_changes_nothing_and_logs_no_error(
    target: Hosted, caplog: pytest.LogCaptureFixture
) -> None:
    head = request(
        target, f"POST /m/{target.code}/show-join-code", Content_Length="20", Content_Type="application/json"
    )
    before = (await target.room()).meeting.version
    port = int(target.host.url.rpartition(":")[2])
    crowd = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
    for _, writer in crowd:
        writer.write(head + b"\r\n{")
        await writer.drain()
    assert (await target.get("chair", "state")).status_code == 200
    for _, writer in crowd:
        writer.transport.abort()
    assert (await target.get("chair", "state")).json()["version"] == before
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("begun", [b"GET /healthz HTTP/1.1\r\nX-Long: ", b"GET /", b"GET /healthz?"])
@pytest.mark.parametrize("piece", [b"x" * 4096, b"x: x\r\n" * 400])
async def test_an_endless_head_is_refused(target: Hosted, begun: bytes, piece: bytes) -> None:
    answer = await exchange(target, begun, [piece] * (ENDLESS // len(piece)))
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")


async def test_a_long_head_is_accepted(target: Hosted) -> None:
    head = request(target, "GET /healthz", X_Long="x" * (LARGEST_HEAD_BYTES // 2))
    assert (await exchange(target, head + b"\r\n")).startswith(b"HTTP/1.1 200 ")


async def test_a_head_that_begins_after_many_whole_requests_is_not_taken_for_a_long_one(target: Hosted) -> None:
    whole = f"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: {'x' * 4096}\r\n\r\n".encode()
    count = 2 * LARGEST_HEAD_BYTES // len(whole)
    last = request(target, "GET /healthz")
    answer = await exchange(target, whole * count + last[:20], [last[20:] + b"\r\n"])
    assert answer.count(b"HTTP/1.1 200 ") == count + 1


@pytest.mark.parametrize(
    "line",
    ["GET /\xff", "GET / nonsense", "G\x00T /", "GET http://[::1", "\x16\x03\x01\x02\x00\x01"],
)
async def test_an_invalid_request_line_is_refused(target: Hosted, line: str) -> None:
    answer = await exchange(target, f"{line} HTTP/1.1\r\nHost: x\r\n\r\n".encode("latin-1"))
    assert answer.startswith(b"HTTP/1.1 400 ") and b"Traceback" not in answer


async def test_a_body_with_two_lengths_is_refused(target: Hosted) -> None:
    head = request(target, f"POST /m/{target.code}/undo", Content_Length="2", Transfer_Encoding="chunked")
    assert (await exchange(target, head + b"\r\n{}")).startswith(b"HTTP/1.1 400 ")


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
async def test_an_invalid_message_closes_the_socket(target: Hosted, message: str | bytes, code: int) -> None:
    async with target.live("hall", "hall") as screen:
        await screen.send(message)
        assert await close_code(screen) == code


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
async def test_an_invalid_frame_closes_the_socket(target: Hosted, frame: bytes, code: int) -> None:
    async with target.live("hall", "hall") as screen:
        await heard(screen)
        screen.transport.write(frame)
        assert await close_code(screen) == code


async def test_a_ping_with_deep_values_is_answered_or_closes_the_socket(target: Hosted) -> None:
    for depth in (1, 100, 900, *range(940, 1010, 7)):
        async with target.live("hall", "state") as screen:
            await heard(screen)
            await screen.send('{"op": "ping", "c": ' + "[" * depth + "]" * depth + "}")
            try:
                assert "now_ms" in await heard(screen)
            except ConnectionClosed as left:
                assert left.rcvd and left.rcvd.code == 1008


async def test_clients_that_leave_during_the_handshake_disturb_nobody(target: Hosted) -> None:
    half = request(target, f"GET /m/{target.code}/live?audience=hall", Upgrade="websocket", Sec_WebSocket_Version="13")
    port = int(target.host.url.rpartition(":")[2])
    crowd = [await asyncio.open_connection("127.0.0.1", port) for _ in range(100)]
    for _, writer in crowd:
        writer.write(half)
    assert (await target.get("chair", "state")).status_code == 200
    for _, writer in crowd:
        writer.transport.abort()


@pytest.mark.parametrize("part", ["nothing", "half a head", "half a body"])
async def test_a_request_that_does_not_become_complete_is_given_up(
    target: Hosted, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 0.2)
    head = request(target, f"POST /m/{target.code}/send-notice", Content_Length="9")
    sent = {"nothing": b"", "half a head": head, "half a body": head + b"\r\nab"}[part]
    assert await exchange(target, sent) == b""


async def test_a_client_that_sends_a_byte_now_and_then_is_given_up_too(
    target: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 0.3)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(target.host.url.rpartition(":")[2]))
    with suppress(ConnectionError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            for letter in itertools.chain(b"GET /healthz HTTP/1.1\r\nX-Slow: ", itertools.repeat(120)):
                writer.write(bytes([letter]))
                await writer.drain()  # raises ConnectionError once the server has closed
                await asyncio.sleep(0.01)
                if reader.at_eof():
                    break
    writer.close()


async def test_two_hundred_silent_connections_are_given_up_and_delay_nobody(
    target: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "REQUEST_SECONDS", 0.5)
    port = int(target.host.url.rpartition(":")[2])
    half = request(target, f"GET /m/{target.code}/live?audience=hall", Upgrade="websocket", Sec_WebSocket_Version="13")
    crowd = [await asyncio.open_connection("127.0.0.1", port) for _ in range(200)]
    for number, (_, writer) in enumerate(crowd):
        writer.write(half[: number % len(half)])
    assert (await target.get("chair", "chair")).status_code == 200
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert {await reader.read() for reader, _ in crowd} == {b""}
    for _, writer in crowd:
        writer.close()
