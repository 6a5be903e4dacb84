"""The list is longer than a screen shows: the desk can reach every inscription, and delegates see their place."""

from __future__ import annotations

import os

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.model.values import Seat
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.screens.inscription_views import SHOWN
from tests.cast import DESK
from tests.panel import DELEGATIONS, panel

from .conftest import Invite

pytestmark = pytest.mark.journey

MANY = tuple(Seat(f"O{number}", "ngo", f"Organization number {number}") for number in range(SHOWN + 60))


async def test_the_desk_finds_corrects_and_removes_an_inscription_far_down(
    invite: Invite,
) -> None:
    participants = await invite(panel(new_code(), (*DELEGATIONS, *MANY)))
    await participants.floor_open()
    for seat in MANY:
        await participants.press(DESK, AddInscription(seat.id))
    desk, chair, phone = await participants.persons("desk", "chair", "delegate:O230")
    for console in (desk, chair):
        await expect(console.waiting).to_have_count(SHOWN)
        await expect(console.see("#speakers-list .beyond")).to_contain_text("and 60 more")
    await expect(phone.see("#mine .big")).to_have_text("231st")
    if folder := os.environ.get("SHOTS"):
        await chair.page.screenshot(path=f"{folder}/chair.png")

    await desk.button("Find…").click()
    await desk.page.get_by_role("textbox", name="Delegation or name").press_sequentially("organization number 23")
    found = desk.see("#found-inscriptions li")
    await expect(found.first).to_contain_text("Organization number 230")
    await expect(found).to_have_count(8)
    if folder:
        await desk.page.screenshot(path=f"{folder}/desk-find.png")
    await found.first.get_by_role("button", name="Correct").click()
    await expect(desk.see("#correct h3")).to_have_text("Organization number 230")
    if folder:
        await desk.page.screenshot(path=f"{folder}/desk-correct.png")
    await desk.see("#correct").get_by_role("button", name="Put first: group or dignitary").click()

    await expect(chair.waiting.first).to_have_text("Organization number 230")
    await expect(phone.see("#mine .big")).to_have_text("You are next")
    await expect(found.first).to_contain_text("Organization number 231")
    await desk.page.get_by_role("textbox", name="Delegation or name").fill("organization number 231")
    await expect(found).to_have_count(1)
    await found.get_by_role("button", name="Remove").click()
    await expect(desk.see("#speakers-list .beyond")).to_contain_text("and 59 more")


async def test_the_last_row_shown_is_not_treated_as_the_end_of_the_list(invite: Invite) -> None:
    participants = await invite(panel(new_code(), (*DELEGATIONS, *MANY)))
    await participants.floor_open()
    for seat in MANY:
        await participants.press(DESK, AddInscription(seat.id))
    desk = await participants.person("desk")
    handle = desk.page.get_by_role("button", name=f"Move Organization number {SHOWN - 2}", exact=True)
    await handle.focus()
    for key in ("Space", "ArrowDown", "Space"):
        await desk.press(key)
    await expect(desk.button(f"Undo: Moved Organization number {SHOWN - 2} on the list")).to_be_visible()
    assert (await participants.waiting())[SHOWN - 2 : SHOWN + 1] == [f"O{n}" for n in (SHOWN - 1, SHOWN - 2, SHOWN)]
