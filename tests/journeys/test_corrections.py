"""What was noted wrongly is put right from the pages: who has the floor, the kind of a speaker, a point of order."""

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
    """Say who has the floor in truth."""
    await console.page.get_by_role("combobox", name="Give the floor out of turn").press_sequentially(letters)
    await console.see("form.call").get_by_role("button", name="Has the floor now").click()


@pytest.mark.parametrize("name", ["chair", "desk"])
async def test_the_right_name_has_the_floor_and_the_clock_runs_on(invite: Invite, name: str) -> None:
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


async def test_the_kind_of_a_speaker_is_put_right_at_the_desk(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    desk = await participants.person("desk")
    row = desk.see("#speakers-list li", has_text="Kenya")
    await row.hover()
    await row.get_by_role("button", name="Correct").click()
    await expect(desk.page.get_by_label("Kind of speaker")).to_have_value("member_state")
    await desk.page.get_by_label("Kind of speaker").select_option("Observer State")
    await desk.button("Correct the kind of speaker").click()
    await expect(row.locator(".kind")).to_contain_text("Observer State")
    assert (await participants.meeting()).seats["KE"].category == "observer_state"


async def test_a_delegation_takes_its_point_of_order_back(invite: Invite) -> None:
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
