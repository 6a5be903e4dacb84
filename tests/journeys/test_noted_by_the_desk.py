"""Chair and desk note requests that are called out in the room, and the keys then work as before."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.programme.participants import AddParticipant
from nameplate.meeting.programme.programme_changes import ReplaceSpeaker
from tests.cast import BR, DESK, FR, KE
from tests.panel import PRESENTATIONS

from .conftest import Invite
from .participants import open_more_fields, open_more_menu
from .person import Person

pytestmark = pytest.mark.journey


async def named(console: Person, letters: str) -> None:
    """Type letters of a delegation into the field for giving the floor out of turn."""
    await console.page.get_by_role("combobox", name="Give the floor out of turn").press_sequentially(letters)


async def test_the_chair_gives_the_floor_out_of_turn_and_the_keys_work_again(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair = await participants.person("chair")
    await named(chair, "braz")
    await chair.press("Enter")
    await expect(chair.holder).to_have_text("Brazil")
    await expect(chair.see("#call")).not_to_be_focused()
    await chair.press_shortcut("e")
    await expect(chair.holder).to_have_text("Nobody")


@pytest.mark.parametrize("name", ["chair", "desk"])
async def test_a_point_of_order_noted_by_the_desk_is_the_next_step(invite: Invite, name: str) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    console, chair = await participants.person(name), await participants.person("chair")
    await named(console, "braz")
    await console.see("form.call").get_by_role("button", name="Point of order").click()
    for each in (console, chair):
        await expect(each.see("#points strong")).to_have_text("Point of order: Brazil")
    await participants.step(chair, "Hear: Point of order, Brazil")
    await expect(chair.holder).to_have_text("Brazil")
    await participants.step(chair, "Settled: France goes on")
    await expect(chair.holder).to_have_text("France")
    assert await participants.waiting() == ["KE"]


async def test_a_right_of_reply_noted_by_the_desk_can_be_withdrawn_on_the_phone(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(KE)
    desk, phone = await participants.persons("desk", "delegate:FR")
    await named(desk, "fran")
    await desk.see("form.call").get_by_role("button", name="Right of reply").click()
    await expect(desk.see("#speakers-list .late")).to_contain_text("France")
    await expect(phone.see("#mine .answer")).to_contain_text("You have asked for a right of reply.")
    panel = await open_more_menu(phone)
    await panel.get_by_role("button", name="Withdraw my right of reply").tap()
    await expect(phone.see("#mine .answer")).not_to_contain_text("right of reply")
    await expect(desk.see("#speakers-list .late")).to_have_count(0)


async def test_the_desk_swaps_two_inscriptions(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE, BR)
    desk, chair = await participants.persons("desk", "chair")
    await desk.button("Order…").click()
    panel = desk.see("#order")
    await panel.get_by_label("Place").first.select_option("1 France")
    await panel.get_by_label("Place").last.select_option("3 Brazil")
    await panel.get_by_role("button", name="Exchange").click()
    for console in (desk, chair):
        await expect(console.waiting).to_have_text(["Brazil", "Kenya", "France"])
    await expect(chair.see("#speakers-list li").first).to_contain_text("exchanged")


async def test_a_question_noted_by_the_desk_reaches_the_panellist(invite: Invite) -> None:
    """Meanwhile the desk adds a participant, and another panellist is replaced. The open page offers both."""
    participants = await invite()
    await participants.floor_open(FR)
    desk = await participants.person("desk")
    asked, other = await participants.persons(*(f"panellist:{item}" for item in PRESENTATIONS[:2]))
    await open_more_fields(desk)
    await desk.see("#form").select_option("Question")
    await desk.page.get_by_label("Question to").select_option("Mr. Martin Khor")
    await desk.page.get_by_label("Note", exact=True).fill("Who pays?")
    await participants.press(DESK, ReplaceSpeaker(PRESENTATIONS[2], "Ms. Ada Okafor"))
    await desk.button("Participants").click()
    await desk.see("#participant").fill("Swden")
    desk.expects("status of 422")
    await desk.press("Enter")
    await expect(desk.see("#participant-fault")).to_contain_text("Did you mean Sweden?")
    await expect(desk.answer).to_be_hidden()
    await expect(desk.see("#participant")).to_be_focused()
    await desk.see("#participant").fill("Sweden")
    await desk.press("Enter")
    await expect(desk.see("#participant-form .done")).to_contain_text("Sweden takes part now")
    await expect(desk.see("#participant")).to_have_value("")
    await desk.press("Escape")
    await desk.shows((await participants.meeting()).version)
    await expect(desk.see("#question-to option")).to_contain_text(["Ms. Ada Okafor"])
    await expect(desk.see("#question-to option:checked")).to_have_text("Mr. Martin Khor")
    await desk.page.get_by_role("combobox", name="Delegation or name").press_sequentially("swed")
    await desk.press("Enter")
    await expect(desk.waiting.last).to_have_text("Sweden")
    await desk.page.get_by_role("combobox", name="Delegation or name").press_sequentially("Zembla Watch")
    await participants.press(DESK, AddParticipant("ZW", "ngo", "Zembla Watch"))  # while it is still offered as a guest
    await desk.shows((await participants.meeting()).version)
    await desk.press("Enter")
    await expect(desk.waiting.last).to_have_text("Zembla Watch")
    meeting = await participants.meeting()
    assert meeting.seats[(await participants.waiting())[-1]].category == "ngo"
    await expect(asked.see("#mine")).to_contain_text("Who pays?")
    await expect(other.see("#mine")).not_to_contain_text("Who pays?")
