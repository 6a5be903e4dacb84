"""A screen: one socket that is shown one picture, told when it changes, and kept alive when it does not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from .audience import Subject

BEAT_SECONDS = 5.0
PATIENCE_SECONDS = 10.0


class Source(Protocol):
    """Where a screen's messages come from."""

    def frame(self, since: int) -> str | None:
        """The message for a screen that has seen version `since`; None when it has seen the newest."""

    @property
    def version(self) -> int:
        """The newest version that a screen can have seen."""


class Screen:
    """Somebody who looks at a subject. `source` may hand out another picture each time, as pictures come and go."""

    def __init__(self, subject: Subject, source: Callable[[], Source], seen: int) -> None:
        self.subject = subject
        self._source = source
        self._seen = seen
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """Say that there may be something new."""
        self._changed.set()

    async def serve(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what is new, and a sign of life every few seconds, until the socket goes.

        Raises TimeoutError on one that never reads.
        """
        while True:
            self._changed.clear()  # before looking: what changes after this wakes us again
            source = self._source()
            frame = source.frame(self._seen)
            self._seen = max(self._seen, source.version) if frame is None else source.version
            if frame is not None:
                await asyncio.wait_for(send(frame), PATIENCE_SECONDS)
            try:
                await asyncio.wait_for(self._changed.wait(), BEAT_SECONDS)
            except TimeoutError:
                await asyncio.wait_for(send(f'{{"version":{self._seen}}}'), PATIENCE_SECONDS)
