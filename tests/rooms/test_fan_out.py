"""Fan-out over real sockets: all connections get whole frames; a connection that has left gets nothing."""

from __future__ import annotations

import asyncio
import socket
from functools import partial

import pytest

from nameplate.rooms.fan_out import FanOutGroup, write_each
from tests.rooms.connections import SocketPairConnection

SMALL, LARGE = b"a whole frame", b"x" * 4_000_000


def group_of(connections: list[SocketPairConnection]) -> FanOutGroup:
    """A group of connections with version 1. A blocked connection leaves the group."""
    group = FanOutGroup(partial(asyncio.sleep, 0))
    group.seen = 1
    for connection in connections:
        group.enter(connection)
        connection.blocked = partial(leave, group, connection)
    return group


def leave(group: FanOutGroup, connection: SocketPairConnection) -> None:
    group.leave(connection)


def test_a_short_write_is_reported_and_delays_no_other_connection(connections: list[SocketPairConnection]) -> None:
    slow, gone, quick = connections[:3]
    gone.far.close()
    ((fd, written),) = write_each([slow.fd], LARGE)
    assert fd == slow.fd and 0 < written < len(LARGE)
    assert write_each([slow.fd, gone.fd, quick.fd], SMALL) == [(slow.fd, 0)]
    assert quick.received() == SMALL
    assert slow.received() == LARGE[:written]


async def test_every_connection_gets_the_frame_and_has_then_seen_the_version(
    connections: list[SocketPairConnection],
) -> None:
    group = group_of(connections)
    await group.write(SMALL, 2)
    assert {connection.received() for connection in connections} == {SMALL}
    assert {group.leave(connection) for connection in connections} == {2}
    assert len(group) == 0


async def test_after_a_short_write_a_connection_leaves_the_group_and_gets_the_rest_alone(
    connections: list[SocketPairConnection],
) -> None:
    group = group_of(connections)
    connections[0].near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    await group.write(LARGE[:100_000], 2)
    assert connections[0].received() + connections[0].rest == LARGE[:100_000]
    assert len(group) == len(connections) - 1
    await group.write(SMALL, 3)
    assert connections[0].received() == b""
    assert connections[1].received() == LARGE[:100_000] + SMALL


async def test_a_connection_that_leaves_during_a_write_is_not_written_to(
    connections: list[SocketPairConnection],
) -> None:
    group = group_of(connections)
    writing = asyncio.create_task(group.write(SMALL, 2))
    await asyncio.sleep(0)  # the first slice is written
    assert (group.leave(connections[0]), group.leave(connections[-1])) == (2, 1)
    await writing
    assert (connections[0].received(), connections[-1].received()) == (SMALL, b"")


async def test_a_connection_that_enters_during_a_write_is_not_written_to(
    connections: list[SocketPairConnection],
) -> None:
    late = connections.pop()
    group = group_of(connections)
    writing = asyncio.create_task(group.write(SMALL, 2))
    await asyncio.sleep(0)
    group.enter(late)
    await writing
    assert late.received() == b""
    assert group.leave(late) == 2


async def test_a_descriptor_that_belongs_to_another_socket_by_now_is_not_written_to(
    connections: list[SocketPairConnection],
) -> None:
    group = group_of(connections)
    writing = asyncio.create_task(group.write(SMALL, 2))
    await asyncio.sleep(0)
    connections[-1].block()
    fd = connections[-1].near.detach()
    socket.close(fd)
    pair = socket.socketpair()
    assert fd in [each.fileno() for each in pair]
    await writing
    for each in pair:
        each.setblocking(False)
        with pytest.raises(BlockingIOError):
            each.recv(1)
    for each in pair:
        each.close()
