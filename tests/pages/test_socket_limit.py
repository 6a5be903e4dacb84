"""The number of sockets of one pass, and the memory that the kernel keeps for those that never read."""

from __future__ import annotations

import socket
from contextlib import AsyncExitStack

import pytest
from websockets.exceptions import ConnectionClosed

from nameplate.meeting import Role
from nameplate.pages import socket_limit
from nameplate.serving.server import SEND_BUFFER_BYTES, listening_socket
from tests.pages.test_metrics_page import figures, value
from tests.serving import Hosted, heard, until


async def test_a_pass_has_so_many_sockets_and_others_are_not_concerned(
    floor: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_limit, "MOST_SOCKETS", 3)
    before = value(await figures(floor), "nameplate_refused_sockets_total")
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(floor.live("delegate:FR", "delegate")) for _ in range(3)]
        for each in sockets:
            await heard(each)
        async with floor.live("delegate:FR", "delegate") as refused:
            with pytest.raises(ConnectionClosed) as closed:
                await refused.recv()
        assert closed.value.rcvd
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1013, "too_many_screens")
        async with floor.live("delegate:KE", "delegate") as other, floor.live("join", "delegate") as public:
            assert await heard(other) and await heard(public)
        await sockets[0].close()
        room = await floor.room()
        await until(lambda: sum(1 for _ in room.publisher.subscribers()) == 2)
        async with floor.live("delegate:FR", "delegate") as again:
            assert await heard(again)
    assert value(await figures(floor), "nameplate_refused_sockets_total") == before + 1


async def test_a_refused_socket_leaves_no_trace(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(socket_limit.MOST_SOCKETS_BY_ROLE, Role.PUBLIC, 0)
    for _ in range(20):
        async with floor.live("join", "delegate") as refused:
            with pytest.raises(ConnectionClosed):
                await refused.recv()
    assert [*(await floor.room()).publisher.subscribers()] == []


def test_the_kernel_keeps_little_for_a_client_that_does_not_read() -> None:
    with listening_socket("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()) as client:
        accepted, _ = listening.accept()
        with accepted:
            accepted.setblocking(False)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            kept = 0
            with pytest.raises(BlockingIOError):
                while True:
                    kept += accepted.send(b"x" * 65_536)
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 2 * SEND_BUFFER_BYTES
            assert kept < 8_000_000, "with the receive buffer of this machine"
