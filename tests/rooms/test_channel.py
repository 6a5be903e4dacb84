"""A channel over real sockets: current subscribers get the common frames, lagging ones get the regions they missed."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from nameplate.rooms.channel import Channel
from nameplate.rooms.frame import Frame
from nameplate.rooms.picture import RegionPicture, Subject
from nameplate.rooms.subscriber import Subscriber
from tests.rooms.connections import SocketPairConnection


@pytest.fixture
def picture() -> RegionPicture:
    """A picture at version 1."""
    made = RegionPicture("boot")
    made.update(1, {"floor": "France"})
    return made


@pytest.fixture
def channel(picture: RegionPicture) -> Channel:
    return Channel(picture, partial(asyncio.sleep, 0))


def subscribe(channel: Channel, connection: SocketPairConnection) -> Subscriber:
    """A new subscriber of the hall."""
    subscriber = Subscriber(Subject("hall"), lambda: channel.picture, -1, connection)
    channel.join(subscriber)
    return subscriber


def subscribe_seat(
    channel: Channel, shared: RegionPicture, connection: SocketPairConnection
) -> tuple[RegionPicture, Subscriber]:
    """A new subscriber that also sees the region of a seat."""
    own = RegionPicture("boot", shared)
    own.update(1, {"mine": "You are 3rd"})
    subscriber = Subscriber(Subject("hall", seat="FR"), lambda: own, -1, connection)
    channel.join(subscriber)
    return own, subscriber


async def test_a_subscriber_that_is_blocked_before_its_turn_gets_the_change_afterwards(
    channel: Channel, picture: RegionPicture, connections: list[SocketPairConnection]
) -> None:
    subscribers = [subscribe(channel, connection) for connection in connections]
    for connection in connections:
        assert b"France" in connection.received()
    picture.update(2, {"floor": "Kenya"})
    publishing = asyncio.create_task(channel.publish())
    await asyncio.sleep(0)
    late = connections[-1]
    late.block()
    await publishing
    assert (late.received(), subscribers[-1].seen, subscribers[-1].group) == (b"", 1, None)
    late.unblock()
    assert b"Kenya" in late.received()
    assert all(subscriber.group for subscriber in subscribers)
    picture.update(3, {"floor": "Brazil"})
    await channel.publish()
    assert all(b"Brazil" in connection.received() for connection in connections[1:])


async def test_a_subscriber_that_has_left_gets_nothing(
    channel: Channel, picture: RegionPicture, connections: list[SocketPairConnection]
) -> None:
    subscribers = [subscribe(channel, connection) for connection in connections[:2]]
    channel.leave(subscribers[0])
    for connection in connections[:2]:
        connection.received()
    picture.update(2, {"floor": "Kenya"})
    await channel.publish()
    assert (connections[0].received(), channel.subscribers) == (b"", {subscribers[1]})
    assert b"Kenya" in connections[1].received()


async def test_a_heartbeat_tells_the_version_and_aborts_connections_that_are_stuck(
    channel: Channel, connections: list[SocketPairConnection]
) -> None:
    for connection in connections[:2]:
        subscribe(channel, connection)
        connection.received()
    connections[0].write_rest(b"left over")
    await channel.send_heartbeats()
    assert (connections[0].aborted, connections[1].aborted) == (True, False)
    assert connections[1].received() == Frame(b'{"version":1}').plain


async def test_a_current_subscriber_gets_its_own_regions_first_and_the_shared_ones_with_all_others(
    channel: Channel, picture: RegionPicture, connections: list[SocketPairConnection]
) -> None:
    own, mine = subscribe_seat(channel, picture, connections[0])
    others = [subscribe(channel, connection) for connection in connections[1:3]]
    for connection in connections[:3]:
        connection.received()
    picture.update(2, {"floor": "Kenya"})
    own.update(2, {"mine": "You are 2nd"})
    channel.send_own_part(own, [mine])
    assert b'{"version":1' in (said := connections[0].received()) and b"2nd" in said and b"Kenya" not in said
    await channel.publish()
    shared = {connection.received() for connection in connections[:3]}
    assert len(shared) == 1 and b'{"version":2' in (said := shared.pop()) and b"Kenya" in said and b"2nd" not in said
    assert all(subscriber.group for subscriber in (mine, *others))


async def test_a_lagging_subscriber_gets_its_own_regions_with_the_shared_ones_that_it_missed(
    channel: Channel, picture: RegionPicture, connections: list[SocketPairConnection]
) -> None:
    own, mine = subscribe_seat(channel, picture, connections[0])
    connections[0].received()
    connections[0].block()
    picture.update(2, {"floor": "Kenya"})
    own.update(2, {"mine": "You are 2nd"})
    channel.send_own_part(own, [mine])
    assert connections[0].received() == b""
    connections[0].unblock()
    assert b"2nd" in (said := connections[0].received()) and b"Kenya" in said and b'{"version":2' in said


async def test_who_is_in_a_group_is_behind_only_until_the_new_picture_is_written(
    channel: Channel, picture: RegionPicture, connections: list[SocketPairConnection]
) -> None:
    own, mine = subscribe_seat(channel, picture, connections[0])
    other = subscribe(channel, connections[1])
    picture.update(2, {"floor": "France"})
    assert (channel.versions_behind(mine), channel.versions_behind(other)) == (0, 0)
    picture.update(3, {"floor": "Kenya"})
    assert (channel.versions_behind(mine), channel.versions_behind(other)) == (2, 2)
    await channel.publish()
    assert (channel.versions_behind(mine), channel.versions_behind(other)) == (0, 0)
    connections[0].block()
    own.update(4, {"mine": "You are 2nd"})
    channel.send_own_part(own, [mine])
    assert (channel.versions_behind(mine), channel.versions_behind(other)) == (1, 0)
