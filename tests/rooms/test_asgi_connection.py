"""The wire for servers that offer none: one message at a time, the newest when there is room again."""

from __future__ import annotations

import asyncio

import pytest

from nameplate.rooms import asgi_connection
from nameplate.rooms.asgi_connection import AsgiConnection
from nameplate.rooms.frame import Frame
from tests.serving import until


class Socket:
    """A socket that keeps what it was sent; while it is not `free`, sending waits."""

    def __init__(self) -> None:
        self.got: list[str | int] = []
        self.free = asyncio.Event()
        self.free.set()

    async def send(self, message: str) -> None:
        """Take a message, once there is room."""
        await self.free.wait()
        self.got.append(message)

    async def close(self, code: int) -> None:
        """Hear a farewell."""
        self.got.append(code)


async def test_what_is_written_arrives_and_a_second_one_waits_its_turn() -> None:
    socket, asked = Socket(), list[int]()
    wire = AsgiConnection(socket.send, socket.close)
    wire.drained = lambda: asked.append(1)
    assert wire.write(Frame(b"one"))
    assert not wire.write(Frame(b"two"))
    await until(lambda: asked == [1])
    assert socket.got == ["one"]
    assert wire.write(Frame(b"three"))
    await until(lambda: socket.got == ["one", "three"])
    assert asked == [1]


async def test_one_who_never_reads_is_known_to_be_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi_connection, "SEND_TIMEOUT_SECONDS", 0.01)
    socket = Socket()
    socket.free.clear()
    wire = AsgiConnection(socket.send, socket.close)
    assert wire.write(Frame(b"one")) and not wire.is_stuck()
    await until(wire.is_stuck)
    wire.abort()


async def test_a_farewell_comes_after_what_is_on_its_way() -> None:
    socket = Socket()
    wire = AsgiConnection(socket.send, socket.close)
    wire.write(Frame(b"one"))
    wire.close(4401)
    await until(lambda: socket.got == ["one", 4401])
