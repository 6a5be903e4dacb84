"""However much is pushed to a page, it holds no more than before."""

from __future__ import annotations

import itertools

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speeches.clock import PauseClock, ResumeClock
from tests.cast import BR, FR, KE

from .conftest import Gather
from .footprint import footprint
from .gathering import Gathering
from .people import Person

pytestmark = pytest.mark.journey

WARM_UP, PUSHES = 60, 200
A_FEW = 10
"""Nodes and listeners that a page may have more at one moment than at another; one for each push would be hundreds."""
MOST_GROWTH = 400_000
"""Bytes of heap that code which gets faster may take meanwhile; a page that is kept for each push takes more."""


async def test_two_hundred_pushes_leave_nothing_behind(gather: Gather) -> None:
    gathering = await gather()
    await gathering.floor_open(FR, KE, BR)
    await gathering.hosted.chair(GiveFloorToNext())
    people = await gathering.persons("delegate:KE", "hall")
    await push(gathering, WARM_UP, *people)
    before = [await footprint(person.page) for person in people]

    await push(gathering, PUSHES, *people)

    for person, had in zip(people, before, strict=True):
        has = await footprint(person.page)
        assert has.nodes <= had.nodes + A_FEW, person.name
        assert has.listeners <= had.listeners + A_FEW, person.name
        assert has.heap <= had.heap + MOST_GROWTH, person.name


async def push(gathering: Gathering, times: int, *people: Person) -> None:
    """The chair presses so many times, and all of it is shown."""
    acts = itertools.cycle([PauseClock(), ResumeClock()])
    for act in itertools.islice(acts, times):
        await gathering.hosted.chair(act)
    await gathering.hosted.chair(SendNotice("hall", f"After {times}."))
    for person in people:
        await expect(person.see("#notice")).to_have_text(f"After {times}.")
