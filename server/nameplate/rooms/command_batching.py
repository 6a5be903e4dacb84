"""The queue of the commands of a room. It determines when the next batch of commands begins.

A single command is committed at once. During a burst, delegates' commands are committed together every 20 ms, because
the commit is the most expensive part of a request. Commands of other roles do not wait for these 20 ms.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from nameplate.meeting import Actor, Command, Refused, Role
from nameplate.store.log_rows import CommandKey

from .answers import Done

MOST_IN_A_BATCH = 50
BATCH_SECONDS = 0.02
BATCHED_ROLES = frozenset({Role.DELEGATE})
"""Commands of these roles wait for the next batch during a burst, because they can arrive by the thousand."""


@dataclass(slots=True)
class PendingCommand:
    """A command that has not been answered yet.

    `received_at` becomes the time of its events. At `deadline` the sender stops waiting for the answer. Both are UTC in
    milliseconds. `decision` and `key_to_store` are set when the command is decided. When the batch is committed, the
    key is stored and the decision is sent as the answer.
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
        """Whether the command may wait during a burst, to be committed together with other commands."""
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
    """Commands in order of receipt. Only one batch is being committed at any time.

    `commit` starts to commit a batch. It returns None if the commit is already complete. Otherwise it returns a
    coroutine that completes the commit. The queue runs this coroutine in its own task, so that a cancelled request does
    not cancel the commit.
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
        """Call `flush` when `BATCH_SECONDS` have passed since the last batch began."""
        if self.waiting and not self._timer:
            due = self._last_flush_at + BATCH_SECONDS
            self._timer = asyncio.get_running_loop().call_at(due, self.flush)

    def flush(self) -> None:
        """Begin the next batch. If a batch is being committed or has just ended, the next one begins after a pause."""
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
        """Remove and return the first commands of the queue, at most `most`."""
        return [self.waiting.popleft() for _ in range(min(most, len(self.waiting)))]

    async def committed(self) -> None:
        """Wait until the batch that is being committed, if there is one, is complete."""
        if self._committing:
            await asyncio.shield(self._committing)

    async def drain(self) -> None:
        """Commit all waiting commands."""
        while self.is_busy:
            self.flush()
            await (asyncio.shield(self._committing) if self._committing else asyncio.sleep(0))

    async def _finish(self, rest: Coroutine[Any, Any, None]) -> None:
        await rest
        self._committing = None
        self._pause()

    def _pause(self) -> None:
        """Let all other tasks run once before the next batch. Commands that arrive in this pause share that batch."""
        self._is_pausing = True
        asyncio.get_running_loop().call_soon(self._end_pause)

    def _end_pause(self) -> None:
        self._is_pausing = False
        if len(self.waiting) >= MOST_IN_A_BATCH or not all(pending.is_batched for pending in self.waiting):
            self.flush()
        else:
            self.schedule_flush()
