"""Tasks that follow the versions of a room without a picture: streams of events, and webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Watchers:
    """The watchers of one room. `is_closed` says that the room was closed: a watcher must then leave it."""

    def __init__(self) -> None:
        self.is_closed = False
        self._streams = 0
        self._wakes: set[asyncio.Event] = set()

    @property
    def has_streams(self) -> bool:
        """Whether a client reads a stream of this room."""
        return self._streams > 0

    @contextmanager
    def watching(self, is_stream: bool = False) -> Iterator[asyncio.Event]:
        """An event that is set when the room has a new version, when passes have ended, and when it is closed.

        The watcher clears it. Streams keep the room open.
        """
        wake = asyncio.Event()
        self._wakes.add(wake)
        self._streams += is_stream
        try:
            yield wake
        finally:
            self._wakes.discard(wake)
            self._streams -= is_stream

    def wake(self) -> None:
        """Let every watcher look again."""
        for wake in self._wakes:
            wake.set()

    def close(self) -> None:
        """Tell every watcher to leave."""
        self.is_closed = True
        self.wake()
