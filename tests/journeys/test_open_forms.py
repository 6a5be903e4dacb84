"""Open forms keep their values while the meeting goes on, and can then be sent."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from tests.cast import BR, FR, KE
from tests.panel import SITTING, SLOT_1

from .conftest import Invite
from .participants import open_change_form, open_more_menu

pytestmark = pytest.mark.journey


async def test_a_delegate_can_write_a_question_while_the_meeting_goes_on(invite: Invite) -> None:
    participants = await invite()
    await participants.hosted.chair(
        OpenSitting(SITTING), GiveFloor(item="p-4"), OpenItem(SLOT_1, ending=True), OpenList()
    )
    await participants.ask(KE, BR)
    chair, fr = await participants.persons("chair", "delegate:FR")
    menu = await open_more_menu(fr)
    await menu.get_by_label("A question to").select_option("Mr. Martin Khor")
    note = menu.get_by_label("In short", exact=True)
    await note.press_sequentially("How is it ")

    await participants.hosted.chair(GiveFloorToNext(), GiveFloor(seat="speaker-p-5"))
    await expect(fr.holder).to_have_text("H.E. Mr. Juan Somavía")

    await expect(note).to_be_focused()
    await fr.page.keyboard.type("measured?")
    await expect(note).to_have_value("How is it measured?")
    await expect(menu.get_by_label("A question to").locator("option:checked")).to_have_text("Mr. Martin Khor")
    await menu.get_by_role("button", name="Ask for the floor for a question").tap()
    await expect(menu).to_be_hidden()
    await expect(chair.see("#speakers-list q")).to_have_text("How is it measured?")


async def test_a_delegate_can_write_a_point_of_order_while_the_meeting_goes_on(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(KE, BR)
    chair, fr = await participants.persons("chair", "delegate:FR")
    menu = await open_more_menu(fr)
    await menu.get_by_label("Point of order or motion").select_option("Motion to close the debate")
    note = menu.get_by_label("In short (may be left out)")
    await note.press_sequentially("Enough ")

    await participants.hosted.chair(GiveFloorToNext(), CloseList())
    await expect(fr.holder).to_have_text("Kenya")
    await expect(fr.see("#status .chip")).to_have_text("List closed")

    await expect(note).to_be_focused()
    await fr.page.keyboard.type("was said.")
    await menu.get_by_role("button", name="Raise it now").tap()
    await expect(chair.see("#points")).to_contain_text("Motion to close the debate: France Enough was said.")


async def test_the_chair_can_change_an_item_while_the_meeting_goes_on(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair = await participants.person("chair")
    panel = await open_change_form(chair, "p-10")
    minutes = panel.get_by_label("Minutes", exact=True).first
    await minutes.fill("2")

    await participants.hosted.chair(GiveFloorToNext())
    await participants.ask(BR)
    await expect(chair.waiting).to_have_text(["Kenya", "Brazil"])
    await expect(chair.holder).to_have_text("France")

    await expect(minutes).to_be_focused()
    await chair.page.keyboard.type("1")
    await chair.press("Enter")
    await expect(panel).to_be_hidden()
    await expect(chair.see("#step-p-10")).to_contain_text("21 min")


async def test_the_desk_can_add_an_item_while_the_meeting_goes_on(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    desk, hall = await participants.persons("desk", "hall")
    await desk.button("Add a step").click()
    panel = desk.see("#add-step")
    await panel.get_by_label("Kind").select_option("Break")
    await panel.get_by_label("What").press_sequentially("Coffee ")

    await participants.hosted.chair(GiveFloorToNext())
    await expect(desk.holder).to_have_text("France")

    await desk.page.keyboard.type("outside")
    await panel.get_by_label("Minutes").fill("15")
    await panel.get_by_role("button", name="Add").click()
    await expect(panel).to_be_hidden()
    await expect(desk.see("#programme li").last).to_contain_text("Coffee outside 15 min")
    await expect(hall.holder).to_have_text("France")


async def test_the_chair_can_choose_an_order_while_the_meeting_goes_on(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair, ke = await participants.persons("chair", "delegate:KE")
    await chair.button("Order…").click()
    await chair.page.get_by_label("Keep it").select_option("who spoke less often first")

    await ke.button("Withdraw").tap()
    await ke.button("Yes, withdraw").tap()
    await expect(chair.waiting).to_have_text(["France"])
    await participants.ask(BR)
    await expect(chair.waiting).to_have_text(["France", "Brazil"])

    await expect(chair.page.get_by_label("Keep it").locator("option:checked")).to_have_text(
        "who spoke less often first"
    )
    await chair.see("#order").get_by_role("button", name="Set").click()
    await expect(chair.see("#speakers-list li").first).to_contain_text("has not yet spoken")
