"""Chair, desk and delegates correct what was noted wrongly: the speaker, a category, a point of order."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from tests.cast import BR, FR, KE

from .conftest import Invite
from .participants import open_more_menu
from .person import Person

pytestmark = pytest.mark.journey


async def has_the_floor_now(console: Person, letters: str) -> None:
    """Correct the speaker who has the floor."""
    await console.page.get_by_role("combobox", name="Give the floor out of turn").press_sequentially(letters)
    await console.see("form.call").get_by_role("button", name="Has the floor now").click()


@pytest.mark.parametrize("name", ["chair", "desk"])
async def test_correcting_the_speaker_keeps_the_clock_running(invite: Invite, name: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(GiveFloorToNext())
    console, hall = await participants.persons(name, "hall")
    before = (await participants.meeting()).speech
    await expect(hall.holder).to_have_text("France")

    await has_the_floor_now(console, "braz")

    await expect(hall.holder).to_have_text("Brazil")
    await expect(console.waiting).to_have_text(["France", "Kenya"])
    after = (await participants.meeting()).speech
    assert before and after and (after.id, after.clock) == (before.id, before.clock)


async def test_the_desk_corrects_the_category_of_a_speaker(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    desk = await participants.person("desk")
    row = desk.see("#speakers-list li", has_text="Kenya")
    await row.hover()
    await row.get_by_role("button", name="Correct").click()
    await expect(desk.page.get_by_label("Kind of speaker")).to_have_value("member_state")
    await desk.page.get_by_label("Kind of speaker").select_option("Observer State")
    await desk.button("Correct the kind of speaker").click()
    await expect(row.locator(".detail")).to_contain_text("Observer State")
    assert (await participants.meeting()).seats["KE"].category == "observer_state"


async def test_a_delegation_withdraws_its_point_of_order(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair, phone = await participants.persons("chair", "delegate:BR")
    panel = await open_more_menu(phone)
    await panel.get_by_role("button", name="Raise it now").tap()
    await expect(chair.see("#points strong")).to_have_text("Point of order: Brazil")

    await phone.button("Take it back").tap()

    await expect(chair.see("#points")).to_be_hidden()
    await expect(phone.see("#mine")).not_to_contain_text("Your point of order")
    await participants.step(chair, "Give the floor to France")
