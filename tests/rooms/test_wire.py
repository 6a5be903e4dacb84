"""A screen is shown what is newer than what it saw, skips what it missed, and is given up when it never reads."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import msgspec
import pytest

from nameplate.rooms import wire
from nameplate.rooms.audience import Picture, Subject
from nameplate.rooms.wire import Screen
from tests.serving import until

SUBJECT = Subject("hall")


class Socket:
    """A socket that keeps what it was sent; while it is `stuck`, nothing gets through."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.free = asyncio.Event()
        self.free.set()

    async def send(self, frame: str) -> None:
        """Take a frame, once the socket is free."""
        await self.free.wait()
        self.got.append(frame)

    def versions(self) -> list[int]:
        """The versions of what it was sent."""
        return [msgspec.json.decode(frame)["version"] for frame in self.got]


@asynccontextmanager
async def shown(screen: Screen, socket: Socket) -> AsyncIterator[None]:
    """The screen is served while the block lasts."""
    task = asyncio.create_task(screen.serve(socket.send))
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def drawn(version: int, picture: Picture | None = None) -> Picture:
    """A picture with one region, changed at a version."""
    picture = picture or Picture("boot")
    picture.update(version, {"floor": f"at {version}"})
    return picture


async def test_a_screen_is_shown_its_picture_and_then_what_changes() -> None:
    picture, socket = drawn(3), Socket()
    screen = Screen(SUBJECT, lambda: picture, -1)
    async with shown(screen, socket):
        await until(lambda: socket.versions() == [3])
        drawn(4, picture)
        screen.wake()
        await until(lambda: socket.versions() == [3, 4])


async def test_a_screen_that_has_seen_it_all_gets_only_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "BEAT_SECONDS", 0.01)
    picture, socket = drawn(3), Socket()
    async with shown(Screen(SUBJECT, lambda: picture, 3), socket):
        await until(lambda: len(socket.got) > 2)
    assert set(socket.got) == {'{"version":3}'}


async def test_a_slow_screen_skips_what_it_missed() -> None:
    picture, socket = drawn(3), Socket()
    screen = Screen(SUBJECT, lambda: picture, -1)
    async with shown(screen, socket):
        await until(lambda: socket.versions() == [3])
        socket.free.clear()
        for version in range(4, 30):
            drawn(version, picture)
            screen.wake()
            await asyncio.sleep(0)
        socket.free.set()
        await until(lambda: socket.versions()[-1] == 29)
    assert len(socket.got) == 3


async def test_a_screen_that_never_reads_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "PATIENCE_SECONDS", 0.01)
    picture, socket = drawn(3), Socket()
    socket.free.clear()
    with pytest.raises(TimeoutError):
        await Screen(SUBJECT, lambda: picture, -1).serve(socket.send)


async def test_a_change_while_a_frame_is_being_sent_is_not_missed() -> None:
    picture, socket = drawn(3), Socket()
    screens: list[Screen] = []

    async def send(frame: str) -> None:
        socket.got.append(frame)
        if len(socket.got) == 1:
            drawn(4, picture)
            screens[0].wake()

    screens.append(Screen(SUBJECT, lambda: picture, -1))
    task = asyncio.create_task(screens[0].serve(send))
    await until(lambda: socket.versions() == [3, 4])
    task.cancel()


async def test_a_screen_follows_its_picture_also_when_it_is_drawn_anew() -> None:
    pictures, socket = [drawn(3)], Socket()
    source: Callable[[], Picture] = lambda: pictures[-1]  # noqa: E731
    screen = Screen(SUBJECT, source, -1)
    async with shown(screen, socket):
        await until(lambda: socket.versions() == [3])
        pictures.append(drawn(8))
        screen.wake()
        await until(lambda: socket.versions() == [3, 8])
