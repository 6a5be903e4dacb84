"""The commands of a room that wait to be committed, and the moment at which the next batch of them begins.

A single command is committed at once. During a burst, delegates' commands are committed together every 20 ms, because
the commit is the most expensive part of a request. The commands of all others never wait for that.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from nameplate.meeting import Actor, Command, Refused, Role
from nameplate.store.event_log import CommandKey

from .answers import Done

MOST_IN_A_BATCH = 50
BATCH_SECONDS = 0.02
BATCHED_ROLES = frozenset({Role.DELEGATE})
"""The roles whose commands come by the thousand."""


@dataclass(slots=True)
class PendingCommand:
    """A command that has not been answered yet.

    Its events happen at `received_at`, and its sender gives it up at `deadline` (both UTC, ms). Once it is decided,
    `decision` is the answer that it gets when its batch is committed, and `key_to_store` is stored with it.
    """

    command: Command
    by: Actor
    received_at: int
    key: str | None
    digest: str
    deadline: int | None
    answer: asyncio.Future[Done | Refused]
    decision: Done | Refused | Exception | None = None
    key_to_store: CommandKey | None = None

    @property
    def is_batched(self) -> bool:
        """Whether it may wait for other commands, to be committed together with them."""
        return self.by.role in BATCHED_ROLES

    def respond(self, answer: Done | Refused | Exception | None) -> None:
        """Answer the request, unless it has been cancelled."""
        if self.answer.done():
            return
        if isinstance(answer, Exception):
            self.answer.set_exception(answer)
        elif answer:
            self.answer.set_result(answer)


class CommandQueue:
    """Commands in order of receipt. One batch at a time is committed.

    `commit` begins to commit a batch. It returns None when that is over already, else a coroutine that ends it. That
    coroutine runs in a task of the queue, so a request that is cancelled does not stop a commit.
    """

    def __init__(self, code: str, commit: Callable[[list[PendingCommand]], Coroutine[Any, Any, None] | None]) -> None:
        self.waiting: deque[PendingCommand] = deque()
        self._code = code
        self._commit = commit
        self._committing: asyncio.Task[None] | None = None
        self._is_pausing = False
        self._last_flush_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_in_burst(self) -> bool:
        """Whether the last batch began less than `BATCH_SECONDS` ago."""
        return asyncio.get_running_loop().time() < self._last_flush_at + BATCH_SECONDS

    @property
    def is_busy(self) -> bool:
        """Whether a command waits or is being committed."""
        return bool(self.waiting) or self._committing is not None

    def schedule_flush(self) -> None:
        """Flush when `BATCH_SECONDS` have passed since the last batch began."""
        if self.waiting and not self._timer:
            due = self._last_flush_at + BATCH_SECONDS
            self._timer = asyncio.get_running_loop().call_at(due, self.flush)

    def flush(self) -> None:
        """Begin the next batch: now, or after the one that is being committed or is just over."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._committing or self._is_pausing or not self.waiting:
            return
        self._last_flush_at = asyncio.get_running_loop().time()
        rest = self._commit(self.take(MOST_IN_A_BATCH))
        if rest:
            self._committing = asyncio.create_task(self._finish(rest), name=f"commit to {self._code}")
        else:
            self._pause()

    def take(self, most: int) -> list[PendingCommand]:
        """Take the first commands out of the queue."""
        return [self.waiting.popleft() for _ in range(min(most, len(self.waiting)))]

    async def drain(self) -> None:
        """Commit all that waits."""
        while self.is_busy:
            self.flush()
            await (asyncio.shield(self._committing) if self._committing else asyncio.sleep(0))

    async def _finish(self, rest: Coroutine[Any, Any, None]) -> None:
        await rest
        self._committing = None
        self._pause()

    def _pause(self) -> None:
        """Let the answered requests and all other tasks run once. Commands that come meanwhile share a batch."""
        self._is_pausing = True
        asyncio.get_running_loop().call_soon(self._end_pause)

    def _end_pause(self) -> None:
        self._is_pausing = False
        if len(self.waiting) >= MOST_IN_A_BATCH or not all(pending.is_batched for pending in self.waiting):
            self.flush()
        else:
            self.schedule_flush()
