"""A6: the same link, or the same command, used many times at the same moment.

A link is for one person, but not for one device: a card may be scanned by several phones of a delegation. So it can be
used again, until it is revoked.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from tests.serving import Hosted, until

from .roles import waiting

RACERS = 50


async def use(meeting: Hosted, name: str, number: int) -> int:
    """Open a link from an address of its own. Returns the status."""
    place = {"X-Forwarded-For": f"198.18.0.{number}"}
    return (await meeting.host.client.get(f"{meeting.host.url}/in/{meeting.links[name]}", headers=place)).status_code


async def test_a_link_that_is_revoked_during_a_race_lets_nobody_in_afterwards(floor: Hosted) -> None:
    racing = [asyncio.create_task(use(floor, "delegate:FR", number)) for number in range(RACERS)]
    await floor.revoke("delegate:FR")
    assert set(await asyncio.gather(*racing)) <= {303, 404}
    cache = floor.host.context.pass_cache
    await until(lambda: cache.find(floor.links["delegate:FR"]) is None)
    again = await asyncio.gather(*(use(floor, "delegate:FR", number) for number in range(RACERS)))
    assert set(again) == {404}


async def test_a_command_sent_fifty_times_at_once_with_its_key_is_done_once(floor: Hosted) -> None:
    key = {"Idempotency-Key": "the same press"}
    answers = await asyncio.gather(
        *(floor.post("desk", "add-inscription", {"guest": "Ms. A. Guest"}, **key) for _ in range(RACERS))
    )
    assert {(answer.status_code, answer.headers["Nameplate-Version"]) for answer in answers} == {(204, "5")}
    assert len(await waiting(floor)) == 1


async def test_the_key_of_another_pass_does_not_give_its_answer(floor: Hosted) -> None:
    key = {"Idempotency-Key": "a key that both use"}
    names = ("delegate:FR", "delegate:KE", "delegate:BR")
    answers = await asyncio.gather(*(floor.post(name, "request-floor", **key) for name in names))
    assert Counter(answer.status_code for answer in answers) == {204: 3}
    assert {each.seat for each in await waiting(floor)} == {"FR", "KE", "BR"}
