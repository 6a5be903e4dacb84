"""Every command comes three times, because its answers are lost: it has one effect."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

import pytest
from httpx2 import TransportError

from nameplate.access.passes import new_code
from nameplate.meeting.model.values import Seat
from nameplate.rooms.room import Room
from tests.conftest import Scale, Tally
from tests.faults.delegations import Delegation, check_log
from tests.panel import panel
from tests.serving import Host, Hosted, until
from tests.unreliable_network import Link, link_to

SEATS = tuple(Seat(f"S{number}", "member_state") for number in range(30))
COMMANDS_OF_EACH = 10
"""Sent three times, they are as many as a pass may give at once."""
LATEST_CUT_SECONDS = 0.01
LIST = "meeting-1-list"


@dataclass
class UnluckyDelegation:
    """A delegation whose network loses the first two answers to each command."""

    seat: str
    delegation: Delegation
    network: Link
    room: Room

    async def give(self) -> None:
        """Give a command three times. The first answer is lost after the command was stored."""
        was_waiting = self.is_waiting()
        await self._give_in_vain(until(lambda: self.is_waiting() is not was_waiting))
        await self._give_in_vain(asyncio.sleep(random.uniform(0, LATEST_CUT_SECONDS)))
        await self.delegation.give()

    def is_waiting(self) -> bool:
        """Whether the delegation is on the list."""
        return any(inscription.seat == self.seat for inscription in self.room.meeting.lists[LIST].waiting)

    async def _give_in_vain(self, moment: Awaitable[None]) -> None:
        """Give the command, and break the connection at this moment, before an answer has come."""
        self.network.lose_answers()
        trying = asyncio.create_task(self.delegation.give())
        await moment
        self.network.cut()
        with pytest.raises(TransportError):
            await trying
        self.network.mend()


async def unlucky(meeting: Hosted, seat: str, stack: AsyncExitStack) -> UnluckyDelegation:
    """A delegation with a network of its own."""
    network = await stack.enter_async_context(link_to(meeting.host.url))
    reached = replace(meeting, host=replace(meeting.host, url=network.url))
    return UnluckyDelegation(seat, Delegation([reached], seat), network, await meeting.room())


async def test_a_command_that_comes_three_times_has_one_effect(host: Host, scale: Scale, tally: Tally) -> None:
    for _ in range(scale(1, 34)):
        meeting = await (await host.meeting(panel(new_code(), SEATS))).open_floor()
        async with AsyncExitStack() as stack:
            everybody = [await unlucky(meeting, seat.id, stack) for seat in SEATS]
            for _ in range(COMMANDS_OF_EACH):
                await asyncio.gather(*(each.give() for each in everybody))
        delegations = [each.delegation for each in everybody]
        await check_log(meeting, delegations)
        tally("commands", sum(len(d.acknowledged) for d in delegations))
        tally("faults", 2 * sum(len(d.acknowledged) for d in delegations))
        tally("lost", 0)
        await meeting.remove()
