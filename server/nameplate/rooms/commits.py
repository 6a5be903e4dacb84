"""Deciding commands, and committing what follows from them to the log.

A command is decided when it comes, on top of all that were decided before, stored or not. Nobody sees a decision before
it is stored. If a batch cannot be stored, all commands that wait behind it are decided anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from nameplate.meeting import LogEntry, Meeting, Refused, perform
from nameplate.meeting.automatic_closing import CLOCK
from nameplate.store.database import NotStored
from nameplate.store.event_log import CommandKey, ConcurrentWrite, EventLog, OpenedMeeting

from .answers import Done, KeyReused, TooLate
from .command_queue import CommandQueue, PendingCommand

logger = logging.getLogger(__name__)

BLOCK_SECONDS = 0.003
"""While a batch is being stored, the event loop is blocked for at most this time, about as long as rendering a picture.
Nearly always the batch is stored by then, and answered before any other task runs. Where the disk is slow, the loop is
blocked only for batches with a command of the chair or the desk in them."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Commands that are stored in one transaction, and the meeting after them.

    `stored` is done when they are durable. It is None when the commands change nothing.
    """

    commands: list[PendingCommand]
    after: Meeting
    stored: Future[None] | None


class Commits:
    """`meeting` is the newest version that is stored. Only this changes it.

    `on_change` is called when there is a newer one. `on_setback` is called when a batch has failed, or a command of the
    room's own timer has changed nothing.
    """

    def __init__(
        self,
        opened: OpenedMeeting,
        log: EventLog,
        queue: CommandQueue,
        now_ms: Callable[[], int],
        on_change: Callable[[], None],
        on_setback: Callable[[], None],
    ) -> None:
        self.meeting = self._decided = opened.meeting
        self._keys = {(key.by, key.key): key for key in opened.keys}
        self._log = log
        self._queue = queue
        self._now_ms = now_ms
        self._on_change = on_change
        self._on_setback = on_setback
        self._stores_quickly = True

    @property
    def is_settled(self) -> bool:
        """Whether all that was decided is stored."""
        return self._decided is self.meeting

    def is_expired(self, pending: PendingCommand) -> bool:
        """Whether a command is too late, and no command under its key was taken before."""
        return self._has_passed(pending.deadline) and (pending.by.name, pending.key) not in self._keys

    def enqueue(self, pending: PendingCommand) -> None:
        """Decide a command and put it into the queue. It is decided later if commands before it are not decided yet."""
        if not self._queue.waiting or self._queue.waiting[-1].decision is not None:
            self._decide(pending)
        self._queue.waiting.append(pending)

    def commit(self, commands: list[PendingCommand]) -> Coroutine[Any, Any, None] | None:
        """Store a batch and answer its commands. Returns what is still to be awaited, or None. Raises nothing."""
        try:
            batch = self._append(commands)
            if batch.stored and not (batch.stored.done() and not batch.stored.exception()):
                return self._finish(batch)
            self._acknowledge(batch)
        except Exception as error:
            logger.exception("A batch of %s failed", self.meeting.code)
            self._fail(commands, error)
        return None

    def _append(self, commands: list[PendingCommand]) -> Batch:
        """Hand the events of a batch to the writer of the database."""
        for pending in commands:
            if pending.decision is None:
                self._decide(pending)
        after = commands[-1].after or self.meeting
        if after is self.meeting:
            return Batch(commands, self.meeting, None)
        entries = _entries_after(after, self.meeting.version)
        keys = [pending.key_to_store for pending in commands if pending.key_to_store]
        blocks = self._stores_quickly or not all(pending.is_batched for pending in commands)
        stored = self._log.append(after.code, entries, keys, BLOCK_SECONDS if blocks else 0.0)
        if blocks:
            self._stores_quickly = stored.done()
        return Batch(commands, after, stored)

    async def _finish(self, batch: Batch) -> None:
        """Wait until a batch is stored, and answer its commands. Raises nothing."""
        try:
            await self._await_stored(batch)
        except Exception as error:
            logger.exception("A batch of %s failed", self.meeting.code)
            self._fail(batch.commands, error)

    async def _await_stored(self, batch: Batch) -> None:
        try:
            if batch.stored:
                await asyncio.shield(asyncio.wrap_future(batch.stored))
        except NotStored as problem:
            logger.error("Not stored: %s", problem)
            failed = batch.commands
            if isinstance(problem, ConcurrentWrite):
                await self._catch_up()
            else:
                # All that wait fail too. Otherwise each batch would fail after another wait for the database.
                failed = [*failed, *self._queue.take(len(self._queue.waiting))]
            self._fail(failed, problem)
        else:
            self._acknowledge(batch)

    def _acknowledge(self, batch: Batch) -> None:
        """Answer the commands of a stored batch before rendering. The chair and the desk are answered first."""
        has_changed, self.meeting = batch.after is not self.meeting, batch.after
        for pending in sorted(batch.commands, key=lambda each: each.is_batched):
            pending.respond(pending.decision)
        if has_changed:
            self._on_change()
        elif any(pending.by is CLOCK for pending in batch.commands):
            self._on_setback()

    def _fail(self, commands: list[PendingCommand], error: Exception) -> None:
        """Answer that these commands were not stored. All that wait behind them are to be decided anew."""
        waiting = [*self._queue.waiting]
        for pending in (*commands, *waiting):
            if (key := pending.key_to_store) and key.version > self.meeting.version and self._known(key) is key:
                del self._keys[key.by, key.key]
        for pending in waiting:
            pending.decision = pending.key_to_store = None
        self._decided = self.meeting
        for pending in commands:
            pending.respond(error)
        self._on_setback()

    def _decide(self, pending: PendingCommand) -> None:
        """Decide a command on top of all that were decided before, stored or not."""
        name = (pending.by.name, pending.key or "")
        pending.after, known = self._decided, self._keys.get(name)
        if known:
            pending.decision = Done(known.version) if known.digest == pending.digest else KeyReused()
            return
        if self._has_passed(pending.deadline):
            pending.decision = TooLate()
            return
        try:
            after = perform(self._decided, pending.command, pending.by, self._now_ms())
        except Exception as error:
            logger.exception("A command in %s failed", self.meeting.code)
            pending.decision = error
            return
        if isinstance(after, Refused):
            pending.decision = after
            return
        pending.decision, pending.after = Done(after.version), after
        self._decided = after
        if pending.key:
            pending.key_to_store = self._keys[name] = CommandKey(*name, after.version, pending.digest)

    def _known(self, key: CommandKey) -> CommandKey | None:
        return self._keys.get((key.by, key.key))

    def _has_passed(self, deadline: int | None) -> bool:
        return deadline is not None and self._now_ms() > deadline

    async def _catch_up(self) -> None:
        """Read the log again: another process has written to it, and commands were decided without its events."""
        opened = await self._log.open(self.meeting.code)
        self.meeting = opened.meeting
        self._keys = {(key.by, key.key): key for key in opened.keys}
        self._on_change()


def _entries_after(meeting: Meeting, version: int) -> list[LogEntry]:
    """The entries of a meeting that are newer than a version, the oldest first."""
    entries: list[LogEntry] = []
    for entry in meeting.entries():
        if entry.version <= version:
            break
        entries.append(entry)
    return entries[::-1]
