"""Many updates do not increase the memory of a page."""

from __future__ import annotations

import itertools

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from tests.cast import BR, FR, KE

from .conftest import Invite
from .page_memory import page_memory
from .participants import Participants
from .person import Person

pytestmark = pytest.mark.journey

WARM_UP, PUSHES = 60, 200
A_FEW = 10
"""Allowed growth of nodes and listeners. A leak of one for each update would be hundreds."""
MOST_GROWTH = 400_000
"""Allowed growth of the heap, in bytes, for code that the browser optimises. A leak for each update takes more."""


async def test_two_hundred_pushes_do_not_grow_the_memory_of_a_page(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(GiveFloorToNext())
    people = await participants.persons("delegate:KE", "hall")
    await push(participants, WARM_UP, *people)
    before = [await page_memory(person.page) for person in people]

    await push(participants, PUSHES, *people)

    for person, had in zip(people, before, strict=True):
        has = await page_memory(person.page)
        assert has.nodes <= had.nodes + A_FEW, person.name
        assert has.listeners <= had.listeners + A_FEW, person.name
        assert has.heap <= had.heap + MOST_GROWTH, person.name


async def push(participants: Participants, times: int, *people: Person) -> None:
    """Give a number of commands as the chair, and wait until the page shows the result of all of them."""
    acts = itertools.cycle([PauseClock(), ResumeClock()])
    for act in itertools.islice(acts, times):
        await participants.hosted.chair(act)
    await participants.hosted.chair(SendNotice("hall", f"After {times}."))
    for person in people:
        await expect(person.see("#notice")).to_have_text(f"After {times}.")
