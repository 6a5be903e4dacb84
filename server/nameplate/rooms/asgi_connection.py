"""The plain connection. It sends one message at a time with Starlette's `send`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from .connection import NO_DESCRIPTOR, do_nothing
from .frame import Frame

SEND_TIMEOUT_SECONDS = 10.0


class AsgiConnection:
    """A `Connection` for servers that do not offer their own implementation.

    It accepts a frame only when the previous message has been sent.
    """

    def __init__(self, send: Callable[[str], Awaitable[None]], close: Callable[[int], Awaitable[None]]) -> None:
        self.drained: Callable[[], None] = do_nothing
        self.blocked: Callable[[], None] = do_nothing
        self.aborted: Callable[[], None] = do_nothing
        """Called by `abort`. Whoever serves the connection must then stop."""
        self.fd, self.compressed = NO_DESCRIPTOR, False
        self._send, self._close = send, close
        self._task: asyncio.Task[None] | None = None
        self._has_refused = self._stuck = False

    def write(self, frame: Frame) -> bool:
        if self._task and not self._task.done():
            self._has_refused = True
            return False
        self._task = asyncio.create_task(self._write(frame))
        return True

    def write_rest(self, data: bytes) -> None:
        """The interface demands it. It is never called, because this connection has no descriptor."""
        raise NotImplementedError

    def is_stuck(self) -> bool:
        return self._stuck

    def watch(self, is_watched: Callable[[], bool]) -> None:
        """Nothing: an ASGI application cannot send a ping. Such a server asks its clients by itself, or it does not."""

    def abort(self) -> None:
        """Cancel the sending of the current message, and end the connection."""
        if self._task:
            self._task.cancel()
        self.aborted()

    def close(self, code: int) -> None:
        """Close the connection after the current message has been sent."""
        self._task = asyncio.create_task(self._close_after(self._task, code))

    async def _write(self, frame: Frame) -> None:
        try:
            await asyncio.wait_for(self._send(frame.message.decode()), SEND_TIMEOUT_SECONDS)
        except TimeoutError:
            self._stuck = True
        if self._has_refused:
            self._has_refused = False
            asyncio.get_running_loop().call_soon(self.drained)

    async def _close_after(self, sending: asyncio.Task[None] | None, code: int) -> None:
        if sending:
            await asyncio.gather(sending, return_exceptions=True)
        await asyncio.wait_for(self._close(code), SEND_TIMEOUT_SECONDS)
