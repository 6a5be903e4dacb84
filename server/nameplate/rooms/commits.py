"""Decides the commands of a batch, and commits their events to the log.

When a batch begins, its commands are decided one after the other. Their events are stored in one transaction. Commands
that arrive during this time stay in the queue and are decided later. No client sees a decision before it is stored.

Another node may have appended to the log in the meantime. Then the batch is decided again on top of that, in the same
transaction.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from nameplate.meeting import LogEntry, Meeting, Reason, Refused, extend, perform
from nameplate.meeting.automatic_closing import CLOCK, closing_due
from nameplate.store.event_log import EventLog, OpenedMeeting
from nameplate.store.jobs import CutOff, NotStored
from nameplate.store.log_rows import CommandKey, LogPart

from .answers import Done, KeyReused, TooLate
from .command_batching import CommandQueue, PendingCommand

logger = logging.getLogger(__name__)

BLOCK_SECONDS = 0.003
"""While a batch is being stored, the event loop is blocked for at most this time. Rendering a picture takes about as
long. Nearly every batch is stored within this time, and is then answered before any other task runs. On a slow disk the
loop is blocked only for batches that contain a command of the chair or the desk."""


@dataclass(slots=True)
class Batch:
    """Commands that are stored in one transaction, and the meeting before the first and after the last of them.

    The future `stored` is done when the events are durable. `stored` is None if the commands change nothing. `missed`
    holds the entries that another node had appended before.
    """

    commands: list[PendingCommand]
    before: Meeting
    after: Meeting
    stored: Future[None] | None = None
    missed: list[LogEntry] = field(default_factory=list)


class Commits:
    """Decides and commits commands. `meeting` is the newest stored version; only this class replaces it.

    `on_change` is called when there is a newer version. `on_stored` is called when this node has stored it, so that the
    other nodes hear of it. `on_missed` is called with the entries that other nodes have stored. `on_nothing_stored` is
    called when a batch has failed. It is also called when a batch with a command of the room's timer has changed
    nothing.
    """

    def __init__(
        self,
        opened: OpenedMeeting,
        log: EventLog,
        queue: CommandQueue,
        now_ms: Callable[[], int],
        on_change: Callable[[], None],
        on_stored: Callable[[], None],
        on_missed: Callable[[list[LogEntry]], None],
        on_nothing_stored: Callable[[], None],
    ) -> None:
        self.meeting = opened.meeting
        self._keys = {(key.by, key.key): key for key in opened.keys}
        self._log = log
        self._queue = queue
        self._now_ms = now_ms
        self._on_change = on_change
        self._on_stored = on_stored
        self._on_missed = on_missed
        self._on_nothing_stored = on_nothing_stored
        self._stores_quickly = True

    def commit(self, commands: list[PendingCommand]) -> Coroutine[Any, Any, None] | None:
        """Decide and store a batch, and answer its commands. Raises nothing.

        Returns None if the batch has been answered. Otherwise returns a coroutine that waits for the database and then
        answers the commands.
        """
        try:
            batch = self._append(commands)
            if batch.stored and not (batch.stored.done() and not batch.stored.exception()):
                return self._finish(batch)
            self._acknowledge(batch)
        except Exception as error:
            logger.exception("A batch of %s failed", self.meeting.code, extra={"event": "batch_failed"})
            self._fail(commands, error)
        return None

    def _append(self, commands: list[PendingCommand]) -> Batch:
        """Decide the commands of a batch, and submit their events to the database."""
        batch = Batch(commands, self.meeting, self.meeting)
        # With other nodes, a batch is decided under the lock of the log, when everything before it is known.
        new = None if self._log.database.is_shared else self._decide_batch(batch)
        if new is None or new.entries:
            blocks = self._stores_quickly or not all(pending.is_batched for pending in commands)
            seconds = BLOCK_SECONDS if blocks else 0.0
            batch.stored = self._log.append(
                batch.before.code, batch.before.version, new, partial(self._decide_again, batch), seconds
            )
            if blocks:
                self._stores_quickly = batch.stored.done()
        return batch

    def _decide_batch(self, batch: Batch) -> LogPart:
        """Decide the commands of a batch one after the other. Returns what is to be stored."""
        batch.after = batch.before
        for pending in batch.commands:
            batch.after = self._decide(pending, batch.after)
        keys = [pending.key_to_store for pending in batch.commands if pending.key_to_store]
        return LogPart(_entries_after(batch.after, batch.before.version), keys)

    def _decide_again(self, batch: Batch, missed: LogPart) -> LogPart:
        """Decide a batch on top of what other nodes have stored. It is called in a thread of the database.

        Until the batch is done, the event loop decides no other command of this meeting.
        """
        self._forget_keys(batch.commands)
        self._keys.update({(key.by, key.key): key for key in missed.keys})
        batch.missed = missed.entries
        batch.before = extend(batch.before, missed.entries)
        return self._decide_batch(batch)

    def receive(self, part: LogPart) -> None:
        """Take over what other nodes have stored."""
        entries = [entry for entry in part.entries if entry.version > self.meeting.version]
        self._keys.update({(key.by, key.key): key for key in part.keys})
        if entries:
            self.meeting = extend(self.meeting, entries)
            self._on_missed(entries)
            self._on_change()

    async def _finish(self, batch: Batch) -> None:
        """Wait until a batch is stored or has failed, and answer its commands. Raises nothing."""
        try:
            await self._await_stored(batch)
        except Exception as error:
            logger.exception("A batch of %s failed", self.meeting.code, extra={"event": "batch_failed"})
            self._fail(batch.commands, error)

    async def _await_stored(self, batch: Batch) -> None:
        try:
            if batch.stored:
                await asyncio.shield(asyncio.wrap_future(batch.stored))
        except NotStored as problem:
            if not isinstance(problem, CutOff):
                self._log.outage.met("Commands are not stored: %s", problem, level=logging.ERROR)
            self._fail(batch.commands, problem)
            # The waiting commands fail too. Otherwise each later batch would wait for the database and then fail.
            self._fail(self._queue.take(len(self._queue.waiting)), NotStored(str(problem)))
        else:
            self._acknowledge(batch)

    def _acknowledge(self, batch: Batch) -> None:
        """Answer the commands of a stored batch before rendering. The chair and the desk are answered first."""
        if batch.stored:
            self._log.outage.ended()
        missed = [entry for entry in batch.missed if entry.version > self.meeting.version]
        has_changed = batch.after.version > self.meeting.version
        if has_changed:  # what was read for another reason may be newer than this batch
            self.meeting = batch.after
        for pending in sorted(batch.commands, key=lambda each: each.is_batched):
            pending.respond(pending.decision)
        if batch.after is not batch.before:
            self._on_stored()
        if missed:
            self._on_missed(missed)
        if has_changed:
            self._on_change()
        elif any(pending.by is CLOCK for pending in batch.commands):
            self._on_nothing_stored()

    def _fail(self, commands: list[PendingCommand], error: Exception) -> None:
        """Answer these commands with the error.

        The failed transaction took time. So the waiting commands are treated as received now.
        """
        for pending in self._queue.waiting:
            pending.received_at = self._now_ms()
        self._forget_keys(commands)
        for pending in commands:
            pending.respond(error)
        self._on_nothing_stored()

    def _forget_keys(self, commands: list[PendingCommand]) -> None:
        """Forget the keys of commands that were decided, but not stored."""
        for pending in commands:
            if (key := pending.key_to_store) and self._keys.get((key.by, key.key)) is key:
                del self._keys[key.by, key.key]
            pending.key_to_store = None

    def _decide(self, pending: PendingCommand, before: Meeting) -> Meeting:
        """Decide a command. `before` is the meeting after the earlier commands of the batch.

        Sets `pending.decision`, and returns the meeting after this command.
        """
        name = (pending.by.name, pending.key or "")
        if known := self._keys.get(name):
            pending.decision = Done(known.version) if known.digest == pending.digest else KeyReused()
            return before
        if pending.deadline is not None and pending.received_at > pending.deadline:
            pending.decision = TooLate()
            return before
        if pending.by is CLOCK and closing_due(before, pending.received_at) != (pending.command, pending.key):
            pending.decision = Refused(Reason.ALREADY)  # an earlier command has postponed or replaced it
            return before
        try:
            # Another node, whose clock is ahead, may have stored an event with a later time.
            after = perform(before, pending.command, pending.by, max(pending.received_at, before.at))
        except Exception as error:
            logger.exception("A command in %s failed", self.meeting.code, extra={"event": "command_failed"})
            pending.decision = error
            return before
        if isinstance(after, Refused):
            pending.decision = after
            return before
        pending.decision = Done(after.version)
        if pending.key:
            pending.key_to_store = self._keys[name] = CommandKey(*name, after.version, pending.digest)
        return after


def _entries_after(meeting: Meeting, version: int) -> list[LogEntry]:
    """The entries of a meeting after a version, oldest first."""
    entries: list[LogEntry] = []
    for entry in meeting.entries():
        if entry.version <= version:
            break
        entries.append(entry)
    return entries[::-1]
