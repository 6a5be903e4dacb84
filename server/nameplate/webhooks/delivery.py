"""Delivers the changes of a meeting to one webhook, in order, and again until the receiver accepts them."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from functools import partial
from itertools import groupby, takewhile
from typing import Any

from nameplate.meeting import LogEntry, Meeting, replay
from nameplate.meeting.log_replay import extend
from nameplate.rooms.lobby import Lobby
from nameplate.store import webhook_table
from nameplate.store.jobs import NotStored
from nameplate.store.webhook_table import Webhook
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from . import http_client, messages
from .http_client import NotDelivered
from .messages import WebhookMessage
from .receiver_address import parse
from .signature import signed_headers

logger = logging.getLogger(__name__)

BACKOFF_SECONDS = (1.0, 5.0, 30.0, 120.0, 600.0, 1800.0)
"""The pauses after the first failures. The last one is repeated."""
JITTER = 0.2
PAUSE_AFTER_MS = 3 * 24 * 3600 * 1000
"""A webhook that has failed for this time is paused."""
SAVE_SECONDS = 1.0
"""During a burst, progress is stored at most this often. After a crash, what was not stored is delivered again."""
COMMANDS_AT_ONCE = 20
"""The number of commands that are replayed before other tasks may run."""
COLLECTED = "list"
"""Of several waiting changes of this kind, only the newest is sent. A list can change a thousand times in a minute."""
GONE = 410


class Ended(Exception):
    """Nothing more is delivered: the webhook was removed or paused, or another node delivers."""


class NotAccepted(NotDelivered):
    """The receiver has answered with a `status` that is no success."""

    def __init__(self, status: int) -> None:
        super().__init__(N_("status %(status)s"), status=str(status))
        self.status = status


async def send_once(hook: Webhook, message: WebhookMessage, now_ms: int, allows_private: bool) -> None:
    """Send a message with its signature. Raises `NotDelivered`."""
    headers = signed_headers(hook.secret, message.id, now_ms // 1000, message.body)
    status = await http_client.post(parse(hook.url), headers, message.body, allows_private)
    if not 200 <= status < 300:
        raise NotAccepted(status)


class Delivery:
    """The delivery to one webhook, which this node leases.

    `version` is the newest version that was delivered. `may_send` says whether this node still leases the webhook.
    `on_attempt` is called after each attempt, with whether it was accepted.
    """

    def __init__(
        self,
        hook: Webhook,
        lobby: Lobby,
        words: Words,
        allows_private: bool,
        may_send: Callable[[], bool],
        on_attempt: Callable[[bool], None],
    ) -> None:
        self.version = hook.delivered
        self._hook = hook
        self._receiver = parse(hook.url)
        self._lobby = lobby
        self._words = words
        self._allows_private = allows_private
        self._may_send = may_send
        self._on_attempt = on_attempt
        self._failures, self._failing_since = hook.failures, hook.failing_since
        self._saved, self._saved_at = hook.delivered, 0.0

    async def run(self) -> None:
        """Deliver until the room is closed. Raises `Ended`, `NoMeeting`, `DamagedLog`, `NotStored`."""
        room = await self._lobby.room(self._hook.meeting)
        position = await _meeting_at(room.meeting, self._hook.delivered)
        self.version = position.version
        with room.watchers.watching() as wake:
            while not room.watchers.is_closed:
                wake.clear()
                position = await self._deliver_after(position, room.meeting)
                try:
                    # `wait_for` of Python 3.11 can swallow a cancellation.
                    async with asyncio.timeout(None if self._saved == self.version else SAVE_SECONDS):
                        await wake.wait()
                except TimeoutError:
                    await self.save()
        await self.save()

    async def save(self) -> None:
        """Store how far the delivery has got. Raises `Ended`."""
        self._saved_at = asyncio.get_running_loop().time()
        if await self._note(delivered=self.version):
            self._saved = self.version

    async def _deliver_after(self, position: Meeting, newest: Meeting) -> Meeting:
        """Deliver what has changed between two versions, command by command. Returns the newest one."""
        waiting, unsent = _commands(position.version, newest), set[str]()
        for number, entries in enumerate(waiting, 1):
            before, position = position, extend(position, entries)
            unsent |= set(messages.changed(before, position, self._words, self._hook.kinds))
            is_last = number == len(waiting)
            if is_last or unsent - {COLLECTED}:
                for kind in messages.KINDS:
                    if kind in unsent:
                        await self._deliver(messages.message(kind, position, self._words))
                unsent.clear()
                self.version = position.version
                if asyncio.get_running_loop().time() >= self._saved_at + SAVE_SECONDS:
                    await self.save()
            elif number % COMMANDS_AT_ONCE == 0:
                await asyncio.sleep(0)
        return newest  # equal to `position`, but this process has it in memory already

    async def _deliver(self, message: WebhookMessage) -> None:
        """Send a message until the receiver accepts it. Raises `Ended`."""
        while not await self._is_accepted(message):
            pause = BACKOFF_SECONDS[min(self._failures, len(BACKOFF_SECONDS)) - 1]
            await asyncio.sleep(pause * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - no secret

    async def _is_accepted(self, message: WebhookMessage) -> bool:
        """Try once. Raises `Ended`."""
        if not self._may_send():
            raise Ended
        status, problem = 0, ""
        try:
            await send_once(self._hook, message, self._now_ms(), self._allows_private)
        except NotAccepted as error:
            status, problem = error.status, str(error)
        except NotDelivered as error:
            problem = str(error)
        self._on_attempt(not problem)
        if status == GONE:
            await self._remove()
        elif problem:
            await self._note_failure(problem)
        elif self._failures:
            await self._note_recovery()
        return not problem

    async def _note_failure(self, problem: str) -> None:
        self._failures += 1
        self._failing_since = self._failing_since or self._now_ms()
        if self._failures == 1:
            what = "The webhook %s of %s failed: %s. The server tries again."
            logger.warning(what, self._name, self._hook.meeting, problem, extra={"event": "webhook_failed"})
        if self._now_ms() - self._failing_since < PAUSE_AFTER_MS:
            await self._note(failures=self._failures, failing_since=self._failing_since)
            return
        await self._note(paused_at=self._now_ms(), delivered=self.version)
        what = "The webhook %s of %s has failed for 3 days and is paused: %s. See: nameplate webhook resume"
        logger.error(what, self._name, self._hook.meeting, problem, extra={"event": "webhook_paused"})
        raise Ended

    async def _note_recovery(self) -> None:
        what = "The webhook %s of %s works again, after %s failed attempts."
        values = (self._name, self._hook.meeting, self._failures)
        logger.warning(what, *values, extra={"event": "webhook_recovered"})
        self._failures, self._failing_since = 0, None
        await self._note(failures=0, failing_since=None)

    async def _remove(self) -> None:
        """Remove the webhook, because its receiver wants nothing any more. Raises `Ended`."""
        job = partial(webhook_table.remove, code=self._hook.meeting, hook_id=self._hook.id)
        await self._lobby.log.database.run(job)
        what = "The receiver of the webhook %s of %s answered 410. The webhook was removed."
        logger.warning(what, self._name, self._hook.meeting, extra={"event": "webhook_removed"})
        raise Ended

    async def _note(self, **values: Any) -> bool:
        """Store values of the webhook. False if the database does not answer.

        Raises `Ended` when this node does not lease the webhook any more.
        """
        job = partial(webhook_table.note, hook_id=self._hook.id, node=self._lobby.boot, **values)
        try:
            is_leased = await self._lobby.log.database.run(job)
        except NotStored as problem:
            logger.debug("The progress of a webhook could not be stored: %s", problem)
            return False
        if not is_leased:
            raise Ended
        return True

    def _now_ms(self) -> int:
        return self._lobby.time.now_ms()

    @property
    def _name(self) -> str:
        """The id and the host. The rest of the URL may hold a secret of the receiver."""
        return f"{self._hook.id} ({self._receiver.host})"


async def _meeting_at(newest: Meeting, version: int) -> Meeting:
    """A version of a meeting. A version that is not there, because a backup was restored, is the newest one."""
    if version >= newest.version:
        return newest
    entries = [entry for entry in newest.entries() if entry.version <= version]
    return await asyncio.to_thread(replay, entries[::-1])


def _commands(version: int, newest: Meeting) -> list[list[LogEntry]]:
    """The entries after a version, oldest first, by command."""
    later = [*takewhile(lambda entry: entry.version > version, newest.entries())][::-1]
    return [[*entries] for _, entries in groupby(later, lambda entry: entry.command)]
