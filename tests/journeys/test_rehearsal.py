"""The desk goes through the checklist and begins a rehearsal. All screens say so, and nothing of it stays."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from .conftest import Invite
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey


async def test_the_desk_rehearses_from_the_checklist_and_everything_is_taken_back(invite: Invite) -> None:
    participants = await invite()
    desk, chair, hall, phone = await participants.persons("desk", "chair", "hall", "delegate:FR")
    before = await participants.meeting()
    await desk.button("Devices").click()
    async with desk.page.expect_popup() as opened:
        await desk.page.get_by_role("link", name="Checklist before the meeting").click()
    page = await opened.value
    await expect(page.locator("#check-hall")).to_have_text(re.compile(r"Good:\s+Hall screen: 1 open"))
    await expect(page.locator("#check-podium.look")).to_contain_text("Podium screen: not open now")
    await expect(page.locator("#verdict")).to_contain_text("1 phone is connected")
    await expect(page.locator("#trip")).to_contain_text("answer")
    await page.get_by_role("button", name="Begin a rehearsal").click()
    await expect(page.locator("#rehearsal")).to_contain_text("A rehearsal is under way.")

    for person in (desk, chair, hall, phone):
        await expect(person.see("#status h1")).to_contain_text("Rehearsal · ")
    await participants.step(chair, "Open the sitting")
    await participants.step(chair, "Give the floor to H.E. Mr. Joachim Rücker")
    await expect(hall.holder).to_have_text("H.E. Mr. Joachim Rücker")
    await has_no_barrier(chair, "a rehearsal")

    await chair.button("End the rehearsal").click()
    for person in (desk, chair, hall, phone):
        await expect(person.see("#status h1")).not_to_contain_text("Rehearsal")
    await expect(hall.see("#floor")).not_to_contain_text("Rücker")
    await expect(chair.see("#next button")).to_contain_text("Open the sitting")
    await expect(page.locator("#rehearsal")).to_contain_text("Try the whole meeting")
    after = await participants.meeting()
    assert (after.sittings, after.lists, len(after.speeches)) == (before.sittings, before.lists, 0)
