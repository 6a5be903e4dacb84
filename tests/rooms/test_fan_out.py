"""The fast path over real sockets: whole frames to all, however little each takes, and nothing to who has left."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from nameplate.rooms.channel import Channel
from nameplate.rooms.fan_out import SLICE, FanOutGroup, write_each
from nameplate.rooms.frame import Frame
from nameplate.rooms.picture import Picture, Subject
from nameplate.rooms.subscriber import Subscriber

SMALL, LARGE = b"a whole frame", b"x" * 4_000_000


class Line:
    """A wire over a pair of sockets. What its socket does not take at once it keeps, and is blocked meanwhile."""

    def __init__(self) -> None:
        self.near, self.far = socket.socketpair()
        self.near.setblocking(False)
        self.fd, self.compressed = self.near.fileno(), False
        self.blocked: Callable[[], None] = lambda: None
        self.drained: Callable[[], None] = lambda: None
        self.rest = b""
        self.cut_off = False

    def write(self, frame: Frame) -> bool:
        """Take a frame, when nothing is left over."""
        if self.fd >= 0:
            self.near.sendall(frame.plain)
        return self.fd >= 0

    def write_rest(self, data: bytes) -> None:
        """Keep what was not taken."""
        self.rest += data
        self.block()

    def block(self) -> None:
        """Give up the number."""
        self.blocked()
        self.fd = -1

    def is_stuck(self) -> bool:
        """Whether something is left over."""
        return bool(self.rest)

    def close(self, code: int) -> None:
        """Never called here."""
        raise AssertionError(code)

    def abort(self) -> None:
        """Be let go."""
        self.cut_off = True

    def heard(self) -> bytes:
        """What has come out at the other end."""
        self.far.setblocking(False)
        got = b""
        try:
            while some := self.far.recv(1 << 20):
                got += some
        except BlockingIOError:
            return got
        return got


@pytest.fixture
def lines() -> Iterator[list[Line]]:
    """More lines than are written to at a stretch."""
    made = [Line() for _ in range(SLICE + 3)]
    yield [*made]
    for line in made:
        line.near.close()
        line.far.close()


async def at_once() -> None:
    """Let others work for a turn."""
    await asyncio.sleep(0)


def put_in(lines: list[Line]) -> FanOutGroup:
    """A lane with all of them, which have seen version 1."""
    lane = FanOutGroup(at_once)
    lane.seen = 1
    for line in lines:
        lane.enter(line)
        line.blocked = partial(leave, lane, line)
    return lane


def leave(lane: FanOutGroup, line: Line) -> None:
    """A wire that is blocked leaves the lane."""
    lane.leave(line)


def test_who_takes_only_a_part_is_named_with_how_much_and_the_others_are_not_kept_waiting(lines: list[Line]) -> None:
    slow, gone, quick = lines[:3]
    gone.far.close()
    ((number, taken),) = write_each([slow.fd], LARGE)
    assert number == slow.fd and 0 < taken < len(LARGE)
    assert write_each([slow.fd, gone.fd, quick.fd], SMALL) == [(slow.fd, 0)]
    assert quick.heard() == SMALL
    assert slow.heard() == LARGE[:taken]


async def test_everybody_gets_the_frame_and_has_then_seen_the_version(lines: list[Line]) -> None:
    lane = put_in(lines)
    await lane.write(SMALL, 2)
    assert {line.heard() for line in lines} == {SMALL}
    assert {lane.leave(line) for line in lines} == {2}
    assert len(lane) == 0


async def test_who_takes_only_a_part_leaves_the_lane_and_gets_the_rest_alone(lines: list[Line]) -> None:
    lane = put_in(lines)
    lines[0].near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    await lane.write(LARGE[:100_000], 2)
    assert lines[0].heard() + lines[0].rest == LARGE[:100_000]
    assert len(lane) == len(lines) - 1
    await lane.write(SMALL, 3)
    assert lines[0].heard() == b""
    assert lines[1].heard() == LARGE[:100_000] + SMALL


async def test_who_leaves_while_it_is_written_is_not_written_to_and_has_seen_what_it_had(lines: list[Line]) -> None:
    lane = put_in(lines)
    writing = asyncio.create_task(lane.write(SMALL, 2))
    await asyncio.sleep(0)  # the first slice is written
    assert (lane.leave(lines[0]), lane.leave(lines[-1])) == (2, 1)
    await writing
    assert (lines[0].heard(), lines[-1].heard()) == (SMALL, b"")


async def test_who_enters_while_it_is_written_is_not_written_to(lines: list[Line]) -> None:
    late = lines.pop()
    lane = put_in(lines)
    writing = asyncio.create_task(lane.write(SMALL, 2))
    await asyncio.sleep(0)
    lane.enter(late)
    await writing
    assert late.heard() == b""
    assert lane.leave(late) == 2


async def test_a_number_that_has_become_somebody_elses_is_not_written_to(lines: list[Line]) -> None:
    lane = put_in(lines)
    writing = asyncio.create_task(lane.write(SMALL, 2))
    await asyncio.sleep(0)
    lines[-1].block()
    number = lines[-1].near.detach()
    socket.close(number)
    pair = socket.socketpair()
    assert number in [each.fileno() for each in pair]
    await writing
    for each in pair:
        each.setblocking(False)
        with pytest.raises(BlockingIOError):
            each.recv(1)
    for each in pair:
        each.close()


def looking(stand: Channel, line: Line) -> Subscriber:
    """Somebody begins to look."""
    assert stand.picture
    picture = stand.picture
    screen = Subscriber(Subject("hall"), lambda: picture, -1, line)
    stand.join(screen)
    return screen


@pytest.fixture
def stand() -> Channel:
    """A picture at version 1."""
    made = Channel(at_once)
    made.picture = Picture("boot")
    made.picture.update(1, {"floor": "France"})
    return made


async def test_who_is_blocked_before_its_turn_is_shown_the_change_afterwards(stand: Channel, lines: list[Line]) -> None:
    screens = [looking(stand, line) for line in lines]
    for line in lines:
        assert b"France" in line.heard()
    assert stand.picture
    stand.picture.update(2, {"floor": "Kenya"})
    showing = asyncio.create_task(stand.publish())
    await asyncio.sleep(0)
    late = lines[-1]
    late.block()
    await showing
    assert (late.heard(), screens[-1].seen, screens[-1].group) == (b"", 1, None)
    late.fd = late.near.fileno()
    late.drained()
    assert b"Kenya" in late.heard()
    assert all(screen.group for screen in screens)
    stand.picture.update(3, {"floor": "Brazil"})
    await stand.publish()
    assert all(b"Brazil" in line.heard() for line in lines[1:])


async def test_who_left_is_in_no_lane(stand: Channel, lines: list[Line]) -> None:
    screens = [looking(stand, line) for line in lines[:2]]
    stand.leave(screens[0])
    for line in lines[:2]:
        line.heard()
    assert stand.picture
    stand.picture.update(2, {"floor": "Kenya"})
    await stand.publish()
    assert (lines[0].heard(), stand.subscribers) == (b"", {screens[1]})
    assert b"Kenya" in lines[1].heard()


async def test_a_beat_tells_each_what_it_should_have_and_who_never_reads_is_cut(
    stand: Channel, lines: list[Line]
) -> None:
    for line in lines[:2]:
        looking(stand, line)
        line.heard()
    lines[0].write_rest(b"left over")
    await stand.send_heartbeats()
    assert (lines[0].cut_off, lines[1].cut_off) == (True, False)
    assert lines[1].heard() == Frame(b'{"version":1}').plain


def owner(stand: Channel, shared: Picture, line: Line) -> tuple[Picture, Subscriber]:
    """Somebody who sees something of its own besides begins to look."""
    own = Picture("boot", shared)
    own.update(1, {"mine": "You are 3rd"})
    screen = Subscriber(Subject("hall", seat="FR"), lambda: own, -1, line)
    stand.join(screen)
    return own, screen


async def test_what_is_ones_own_is_heard_first_and_the_rest_with_all(stand: Channel, lines: list[Line]) -> None:
    assert stand.picture
    own, mine = owner(stand, stand.picture, lines[0])
    others = [looking(stand, line) for line in lines[1:3]]
    for line in lines[:3]:
        line.heard()
    stand.picture.update(2, {"floor": "Kenya"})
    own.update(2, {"mine": "You are 2nd"})
    stand.send_own_part(own, [mine])
    assert b'{"version":1' in (said := lines[0].heard()) and b"2nd" in said and b"Kenya" not in said
    await stand.publish()
    shared = {line.heard() for line in lines[:3]}
    assert len(shared) == 1 and b'{"version":2' in (said := shared.pop()) and b"Kenya" in said and b"2nd" not in said
    assert all(screen.group for screen in (mine, *others))


async def test_who_is_apart_hears_its_own_with_what_it_missed(stand: Channel, lines: list[Line]) -> None:
    assert stand.picture
    own, mine = owner(stand, stand.picture, lines[0])
    lines[0].heard()
    lines[0].block()
    stand.picture.update(2, {"floor": "Kenya"})
    own.update(2, {"mine": "You are 2nd"})
    stand.send_own_part(own, [mine])
    assert lines[0].heard() == b""
    lines[0].fd = lines[0].near.fileno()
    lines[0].drained()
    assert b"2nd" in (said := lines[0].heard()) and b"Kenya" in said and b'{"version":2' in said
