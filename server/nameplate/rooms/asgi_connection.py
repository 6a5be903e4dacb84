"""A wire for servers that offer none of their own: one message at a time, by the ordinary way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from .frame import Frame

PATIENCE_SECONDS = 10.0


class Patient:
    """Writes by awaiting `send`; `close` says goodbye with a code. Behind while a message is on its way."""

    def __init__(self, send: Callable[[str], Awaitable[None]], close: Callable[[int], Awaitable[None]]) -> None:
        self.drained: Callable[[], None] = _nothing
        self.blocked: Callable[[], None] = _nothing
        self.number, self.packs = -1, False
        self._send, self._close = send, close
        self._task: asyncio.Task[None] | None = None
        self._behind = self._stuck = False

    def write(self, frame: Frame) -> bool:
        """Take a frame, unless one is on its way."""
        if self._task and not self._task.done():
            self._behind = True
            return False
        self._task = asyncio.create_task(self._write(frame))
        return True

    def write_rest(self, data: bytes) -> None:
        """Nobody writes past it, so that nothing is ever left over."""
        raise NotImplementedError

    def is_stuck(self) -> bool:
        """Whether a message was not taken for so long that nobody reads there."""
        return self._stuck

    def cut(self) -> None:
        """Stop waiting for it."""
        if self._task:
            self._task.cancel()

    def close(self, code: int) -> None:
        """Say goodbye when the message that is on its way is taken."""
        self._task = asyncio.create_task(self._goodbye(self._task, code))

    async def _write(self, frame: Frame) -> None:
        try:
            await asyncio.wait_for(self._send(frame.message.decode()), PATIENCE_SECONDS)
        except TimeoutError:
            self._stuck = True
        if self._behind:
            self._behind = False
            asyncio.get_running_loop().call_soon(self.drained)

    async def _goodbye(self, before: asyncio.Task[None] | None, code: int) -> None:
        if before:
            await asyncio.gather(before, return_exceptions=True)
        await asyncio.wait_for(self._close(code), PATIENCE_SECONDS)


def _nothing() -> None:
    """Nobody waits for room on this wire."""
