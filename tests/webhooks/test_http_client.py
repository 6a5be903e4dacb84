"""Answers of receivers that are slow, endless, or no HTTP."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from nameplate.webhooks import http_client
from nameplate.webhooks.http_client import NotDelivered, post
from nameplate.webhooks.receiver_address import ReceiverAddress
from tests.serving import PATIENCE_SECONDS

OK = b"HTTP/1.1 200 OK\r\n"


class Answering:
    """A receiver that writes parts of an answer, and counts the bytes that were taken."""

    def __init__(self, parts: Callable[[], AsyncIterator[bytes]]) -> None:
        self.parts, self.written, self.request = parts, 0, b""
        self.is_done = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        with suppress(ConnectionError):
            self.request = await reader.readuntil(b"\r\n\r\n")
            async for part in self.parts():
                writer.write(part)
                await writer.drain()
                self.written += len(part)
        writer.close()
        self.is_done.set()


@asynccontextmanager
async def answering(*parts: bytes, endless: bytes = b"", hangs: bool = False) -> AsyncIterator[ReceiverAddress]:
    """A receiver that writes these parts, and then perhaps something endless, or nothing more."""

    async def written() -> AsyncIterator[bytes]:
        for part in parts:
            yield part
        while endless:
            yield endless
        if hangs:
            await asyncio.sleep(PATIENCE_SECONDS)

    receiver = Answering(written)
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    try:
        yield ReceiverAddress("http", "127.0.0.1", server.sockets[0].getsockname()[1], "/hook")
        if not hangs:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await receiver.is_done.wait()
        assert receiver.written < 20_000_000, "of an endless answer, the buffers of two kernels are written"
    finally:
        server.close()


async def status(receiver: ReceiverAddress) -> int:
    """The status of the answer to a small message."""
    return await post(receiver, {"webhook-id": "x"}, b"{}", allows_private=True)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((OK + b"Content-Length: 2\r\n\r\nok",), 200),
        ((OK, b"Content-", b"Length: 2\r\n", b"\r\no"), 200),
        ((OK + b"\r\nuntil the end",), 200),
        ((OK + b"Transfer-Encoding: chunked\r\n\r\nzz",), 200),
        ((b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", b"HTTP/1.1 204 No Content\r\n\r\n"), 204),
        ((b"HTTP/1.0 500 Fault\r\n\r\n",), 500),
        ((b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",), 307),
    ],
)
async def test_the_status_of_an_answer(parts: tuple[bytes, ...], expected: int) -> None:
    async with answering(*parts) as receiver:
        assert await status(receiver) == expected


async def test_an_endless_body_is_not_read() -> None:
    async with answering(OK + b"\r\n", endless=b"x" * 65_536) as receiver:
        assert await status(receiver) == 200


async def test_a_body_that_does_not_come_is_not_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_client, "BODY_SECONDS", 0.01)
    async with answering(OK + b"Content-Length: 2\r\n\r\n", hangs=True) as receiver:
        assert await status(receiver) == 200


@pytest.mark.parametrize(
    ("parts", "endless", "problem"),
    [
        ((b"SSH-2.0-OpenSSH_9.6\r\n",), b"", "no HTTP"),
        ((b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",), b"", "HTTP|closed"),
        ((OK,), b"X-Long: " + b"x" * 8000 + b"\r\n", "no HTTP"),
        ((OK + b"X: ",), b"x" * 65_536, "no HTTP"),
        ((OK,), b"", "closed without an answer"),
        ((), b"", "closed without an answer"),
    ],
)
async def test_an_answer_that_is_none(parts: tuple[bytes, ...], endless: bytes, problem: str) -> None:
    async with answering(*parts, endless=endless) as receiver:
        with pytest.raises(NotDelivered, match=problem):
            await status(receiver)


async def test_an_answer_that_does_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_client, "TIMEOUT_SECONDS", 0.05)
    async with answering(hangs=True) as receiver:
        with pytest.raises(NotDelivered, match="no answer within"):
            await status(receiver)


@pytest.mark.parametrize("host", ["nowhere.invalid", "x" * 64 + ".example"])
async def test_a_host_that_is_not_there(host: str) -> None:
    with pytest.raises(NotDelivered):
        await status(ReceiverAddress("https", host, 443, "/"))


def name_has(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    """Let every name have these numbers."""

    async def found(_: str, port: int, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", found)


async def test_the_next_number_of_a_name_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    async with answering(OK + b"\r\n") as receiver:
        name_has(monkeypatch, "127.0.0.2", "127.0.0.1")  # nothing listens at the first one
        assert await status(ReceiverAddress("http", "un.example", receiver.port, "/")) == 200


@pytest.mark.parametrize("numbers", [("8.8.8.8", "10.0.0.7"), ("10.0.0.7", "8.8.8.8"), ("169.254.169.254",)])
async def test_a_name_with_one_number_that_is_not_allowed_is_refused(
    monkeypatch: pytest.MonkeyPatch, numbers: tuple[str, ...]
) -> None:
    name_has(monkeypatch, *numbers)
    with pytest.raises(NotDelivered, match=r"is a private address|is no address of a receiver"):
        await post(ReceiverAddress("https", "un.example", 9, "/"), {}, b"{}", allows_private=False)


async def test_a_name_with_a_private_number_is_refused() -> None:
    with pytest.raises(NotDelivered, match="--webhook-private"):
        await post(ReceiverAddress("http", "localhost", 9, "/"), {}, b"{}", allows_private=False)
