"""The plain connection: one message at a time, then the newest one."""

from __future__ import annotations

import asyncio

import pytest

from nameplate.rooms import asgi_connection
from nameplate.rooms.asgi_connection import AsgiConnection
from nameplate.rooms.frame import Frame
from tests.serving import until


class Socket:
    """A WebSocket that records messages. While it is not `free`, sending waits."""

    def __init__(self) -> None:
        self.got: list[str | int] = []
        self.free = asyncio.Event()
        self.free.set()

    async def send(self, message: str) -> None:
        await self.free.wait()
        self.got.append(message)

    async def close(self, code: int) -> None:
        self.got.append(code)


async def test_a_second_frame_is_refused_until_the_first_is_sent() -> None:
    socket, drained = Socket(), list[int]()
    connection = AsgiConnection(socket.send, socket.close)
    connection.drained = lambda: drained.append(1)
    assert connection.write(Frame(b"one"))
    assert not connection.write(Frame(b"two"))
    await until(lambda: drained == [1])
    assert socket.got == ["one"]
    assert connection.write(Frame(b"three"))
    await until(lambda: socket.got == ["one", "three"])
    assert drained == [1]


async def test_a_connection_whose_client_never_reads_is_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi_connection, "SEND_TIMEOUT_SECONDS", 0.01)
    socket = Socket()
    socket.free.clear()
    connection = AsgiConnection(socket.send, socket.close)
    assert connection.write(Frame(b"one")) and not connection.is_stuck()
    await until(connection.is_stuck)
    connection.abort()


async def test_the_close_comes_after_the_message_that_is_being_sent() -> None:
    socket = Socket()
    connection = AsgiConnection(socket.send, socket.close)
    connection.write(Frame(b"one"))
    connection.close(4401)
    await until(lambda: socket.got == ["one", 4401])
