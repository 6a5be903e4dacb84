"""Chair and desk press "next" at the same moment."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import send_together
from .person import REFUSED

pytestmark = pytest.mark.journey

PRESS = "**/give-floor-to-next"


async def test_next_pressed_at_the_same_moment_by_two_people_calls_one_speaker(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(GiveFloorToNext())
    chair, desk, hall, br = await participants.persons("chair", "desk", "hall", "delegate:BR")
    before = await participants.meeting()
    await send_together("give-floor-to-next", chair, desk)
    for person in (chair, desk):
        person.expects(REFUSED)

    async with chair.page.expect_response(PRESS) as to_chair, desk.page.expect_response(PRESS) as to_desk:
        await asyncio.gather(chair.press_shortcut("n"), desk.see("#next button").click())
    statuses = {"chair": (await to_chair.value).status, "desk": (await to_desk.value).status}

    assert sorted(statuses.values()) == [204, 409]
    late, quick = (chair, desk) if statuses["chair"] == 409 else (desk, chair)
    await expect(late.answer).to_have_text(
        "Somebody else was quicker. Nothing was changed; look again before you press."
    )
    for person in (chair, desk, hall):
        await expect(person.holder).to_have_text("Kenya")
    await expect(br.see("#mine .big")).to_have_text("You are next")
    await expect(quick.answer).to_be_hidden()
    after = await participants.meeting()
    new = [type(entry.event).__name__ for entry in after.entries() if entry.version > before.version]
    assert new == ["FloorGiven", "SpeechEnded"]
    assert await participants.waiting() == ["BR"]
