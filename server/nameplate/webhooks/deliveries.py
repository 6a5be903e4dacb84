"""Finds the webhooks to which this process delivers, and runs a task for each."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from nameplate.rooms.lobby import Lobby
from nameplate.store import webhook_table
from nameplate.store.hash_chain import DamagedLog
from nameplate.store.jobs import CutOff, NotStored
from nameplate.store.log_rows import NoMeeting
from nameplate.store.outage import Outage
from nameplate.store.webhook_table import Webhook, Work
from nameplate.wording.language import Words

from . import messages

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
LEASE_MS = 10_000
"""If a node ends without a word, another one takes its webhooks over after this time."""
FAULT_SECONDS = 30.0
"""A delivery that ended because of a fault, for example a damaged log, begins again after this time."""


class Deliveries:
    """The deliveries of this process. `words` names things in the messages. For `on_attempt` see `Delivery`.

    `lag` is the number of events that the webhook furthest behind has not got, on any node.
    """

    def __init__(self, lobby: Lobby, words: Words, allows_private: bool, on_attempt: Callable[[bool], None]) -> None:
        self.lag = 0
        self._lobby = lobby
        self._database = lobby.log.database
        self._words = words
        self.allows_private = allows_private
        self._on_attempt = on_attempt
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._leased_until: dict[str, int] = {}
        self._not_before: dict[str, float] = {}

    async def run_forever(self) -> None:
        """Look for webhooks every 2 seconds."""
        outage = Outage(logger, "webhooks_not_read", "webhooks_read", "The server looks for webhooks again.")
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._look()
            except CutOff as problem:
                logger.debug("Cannot look for webhooks: %s", problem)
            except NotStored as problem:
                outage.met("Cannot look for webhooks: %s", problem)
            else:
                outage.ended()

    async def send_test(self, hook: Webhook, version: int) -> None:
        """Send a test message now, and once. It does not change the state of the webhook. Raises `NotDelivered`."""
        from .delivery import send_once  # noqa: PLC0415 - see `_run`

        now = self._lobby.time.now_ms()
        message = messages.test_message(hook.meeting, version, now, secrets.token_hex(4))
        await send_once(hook, message, now, self.allows_private)

    async def close(self) -> None:
        """Stop all deliveries, and let other nodes take them over at once."""
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _look(self) -> None:
        until = self._lobby.time.now_ms() + LEASE_MS
        held = [*self._tasks]
        job = partial(webhook_table.look, node=self._lobby.boot, held=held, until=until)
        found, leased = await self._database.run(job)
        self.lag = max((work.head - work.hook.delivered for work in found), default=0)
        for hook_id in held:
            if hook_id in leased:
                self._leased_until[hook_id] = until
            elif task := self._tasks.get(hook_id):  # removed, paused, resumed, or another node has taken over
                task.cancel()
        for work in found:
            if self._is_due(work):
                await self._start(work.hook.id)

    def _is_due(self, work: Work) -> bool:
        """Whether a delivery must begin: something is new, or soon may be."""
        hook = work.hook
        if hook.id in self._tasks or self._not_before.get(hook.id, 0.0) > asyncio.get_running_loop().time():
            return False
        return work.head > hook.delivered or self._lobby.open_room(hook.meeting) is not None

    async def _start(self, hook_id: str) -> None:
        """Begin a delivery, unless another node has leased the webhook."""
        now, is_alone = self._lobby.time.now_ms(), not self._database.is_shared
        until = now + LEASE_MS
        job = partial(
            webhook_table.lease, hook_id=hook_id, node=self._lobby.boot, now=now, until=until, is_alone=is_alone
        )
        if hook := await self._database.run(job):
            self._leased_until[hook_id] = until
            self._tasks[hook_id] = asyncio.create_task(self._run(hook), name=f"webhook {hook_id}")

    async def _run(self, hook: Webhook) -> None:
        # Most servers have no webhook, and need neither TLS nor a client.
        from .delivery import Delivery, Ended  # noqa: PLC0415

        delivery = None
        try:
            may_send = partial(self._may_send, hook.id)
            delivery = Delivery(hook, self._lobby, self._words, self.allows_private, may_send, self._on_attempt)
            await delivery.run()
        except (Ended, NoMeeting) as end:
            logger.debug("The delivery to the webhook %s has ended: %r", hook.id, end)
        except (DamagedLog, NotStored) as problem:
            self._not_before[hook.id] = asyncio.get_running_loop().time() + FAULT_SECONDS
            logger.debug("The webhook %s of %s gets nothing now: %s", hook.id, hook.meeting, problem)
        except Exception as error:
            self._not_before[hook.id] = asyncio.get_running_loop().time() + FAULT_SECONDS
            logger.error(
                "The delivery to the webhook %s failed", hook.id, exc_info=error, extra={"event": "task_failed"}
            )
        finally:
            try:
                await asyncio.shield(self._release(hook, delivery.version if delivery else hook.delivered))
            finally:
                del self._tasks[hook.id]

    async def _release(self, hook: Webhook, version: int) -> None:
        """Store how far a delivery has got, and end the lease."""

        def release(connection: Connection) -> None:
            webhook_table.note(connection, hook.id, self._lobby.boot, delivered=version, **webhook_table.NOT_LEASED)

        try:
            await self._database.run(release)
        except NotStored as problem:
            logger.debug("The lease of a webhook was not ended: %s", problem)

    def _may_send(self, hook_id: str) -> bool:
        """Whether no other node can have leased the webhook."""
        return not self._database.is_shared or self._lobby.time.now_ms() < self._leased_until[hook_id]
