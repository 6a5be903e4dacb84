"""Requests that only read take turns, so that a command of the chair waits for one of them and not for all."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_PAUSE_SECONDS = 0.1
"""Commands that overlap hold up reading for at most this time."""
FREE_PASSES = 2
"""Passes of the event loop from one read to the next turn. In the first, a command that has arrived in the meantime is
read from its connection. In the second, its handler begins, and takes the turn back."""


class ReadingTurns:
    """Reads begin one after the other, and none while a command of the chair or the desk is carried out.

    A read that waits for a thread or for the database does not hold up the next one.
    """

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._commands = 0
        self._pause_ends = 0.0
        self._next: asyncio.Handle | None = None
        """The next turn, if it is planned. Then a new read must wait."""

    async def turn(self) -> None:
        """Wait until this read may begin."""
        loop = asyncio.get_running_loop()
        if self._next is None and not self._is_paused():
            self._next = loop.call_soon(self._give_turn)
            return
        turn = loop.create_future()
        self._waiting.append(turn)
        self._plan_end_of_pause()
        await turn
        while self._is_paused():
            turn = loop.create_future()
            self._waiting.appendleft(turn)
            self._plan_end_of_pause()
            await turn

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let no further read begin until the block ends."""
        if not self._commands:
            self._pause_ends = asyncio.get_running_loop().time() + LONGEST_PAUSE_SECONDS
        self._commands += 1
        try:
            yield
        finally:
            self._commands -= 1
            if self._waiting:
                if self._next:
                    self._next.cancel()
                self._give_turn()

    def _plan_end_of_pause(self) -> None:
        if self._next is None:
            self._next = asyncio.get_running_loop().call_at(self._pause_ends, self._give_turn)

    def _is_paused(self) -> bool:
        return self._commands > 0 and asyncio.get_running_loop().time() < self._pause_ends

    def _let_pass(self, passes: int) -> None:
        if passes > 1:
            self._next = asyncio.get_running_loop().call_soon(self._let_pass, passes - 1)
        else:
            self._give_turn()

    def _give_turn(self) -> None:
        """Let the first one begin that still waits, and plan the next turn."""
        loop, self._next = asyncio.get_running_loop(), None
        if self._is_paused():
            self._plan_end_of_pause()
            return
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():  # the client may have gone
                turn.set_result(None)
                self._next = loop.call_soon(self._let_pass, FREE_PASSES)
                return
