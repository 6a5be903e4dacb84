"""The panellists reply after the discussion, each with a share of the minutes, and see their questions."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from tests.cast import BR, FR, KE
from tests.panel import PRESENTATIONS, SITTING, SLOT_1

from .conftest import Invite
from .participants import Participants, open_more_menu
from .person import LAPTOP, Person

pytestmark = pytest.mark.journey

PANELLISTS = (
    "Mr. Martin Khor",
    "H.E. Mr. Juan Somavía",
    "Ms. Kristin Hetle",
    "H.E. Mr. Alexey Borodavkin",
    "Mr. Juan Carlos Monedero Fernández-Gala",
)
KHOR, SOMAVIA = PANELLISTS[:2]
SHARE = re.compile(r"^2:(4[0-8]|3\d)$")  # of 14 minutes, by five
QUESTION = "How is it to be measured?"


async def presented(invite: Invite) -> Participants:
    """The meeting after all presentations, with the discussion and its list open."""
    participants = await invite()
    before = ("p-1", "p-2", "p-3", *PRESENTATIONS)
    await participants.hosted.chair(OpenSitting(SITTING), *(GiveFloor(item=item) for item in before))
    await participants.hosted.chair(OpenItem(SLOT_1, ending=True), OpenList())
    return participants


async def podium_of(participants: Participants, item: str) -> Person:
    """Open the podium page of a panellist."""
    return await participants.person(f"panellist:{item}", **LAPTOP)


async def ask(phone: Person, note: str, to: str = "all panellists") -> None:
    """Request the floor for a question."""
    menu = await open_more_menu(phone)
    await menu.get_by_label("A question to").select_option(to)
    await menu.get_by_label("In short", exact=True).fill(note)
    await menu.get_by_role("button", name="Ask for the floor for a question").tap()
    await expect(menu).to_be_hidden()


async def test_the_panellists_are_called_one_by_one_with_a_share_of_the_minutes(
    invite: Invite,
) -> None:
    participants = await presented(invite)
    await participants.ask(FR)
    chair, hall, podium = await participants.persons("chair", "hall", "podium")
    khor, somavia = await podium_of(participants, "p-4"), await podium_of(participants, "p-5")
    await participants.step(chair, "Give the floor to France")
    await participants.hosted.chair(CloseList())
    await participants.step(chair, "Go on to: Comments and replies by the panellists")
    await expect(khor.see("#mine .position")).to_contain_text("You are next · 2:48 for you")
    await expect(somavia.see("#mine .position")).to_contain_text("1 before you · 2:48 for you")
    await expect(hall.see("#next .name")).to_have_text(PANELLISTS)

    for name in PANELLISTS:
        await participants.step(chair, f"Give the floor to {name}")
        for screen in (chair, hall, podium, khor, somavia):
            await expect(screen.holder).to_have_text(name)
            await expect(screen.digits).to_have_text(SHARE)
        if name == KHOR:
            await expect(khor.see("#mine .position")).to_contain_text("You have the floor")
            await expect(somavia.see("#mine .position")).to_contain_text("You are next")
        await participants.later(minutes=2)
    await participants.step(chair, "Go on to: Interactive discussion, slot 2")


async def test_a_question_is_on_the_screen_of_its_panellist_only(
    invite: Invite,
) -> None:
    participants = await presented(invite)
    chair, podium, fr = await participants.persons("chair", "podium", "delegate:FR")
    khor, somavia = await podium_of(participants, "p-4"), await podium_of(participants, "p-5")
    await expect(khor.see("#mine")).to_contain_text("No questions yet.")

    await ask(fr, QUESTION, to=KHOR)

    await expect(khor.see("#mine .to-come")).to_have_text(
        re.compile(rf"France to you to come:\s+{re.escape(QUESTION)}")
    )
    await expect(chair.see("#speakers-list li").first).to_contain_text(f"Question to {KHOR}")
    await expect(chair.see("#speakers-list q")).to_have_text(QUESTION)
    for screen in (podium, somavia):
        await expect(screen.see("body")).not_to_contain_text(QUESTION)
    await participants.step(chair, "Give the floor to France")
    await expect(podium.see("#questions")).to_contain_text(f"France to {KHOR}: {QUESTION}")
    await expect(khor.see("#mine .to-come")).to_have_count(0)
    await expect(khor.see("#mine")).to_contain_text(QUESTION)
    await expect(somavia.see("#mine")).to_contain_text("No questions yet.")


async def test_a_question_to_all_is_on_every_panellists_screen(
    invite: Invite,
) -> None:
    participants = await presented(invite)
    await participants.ask(KE)
    ke, fr = await participants.persons("delegate:KE", "delegate:FR")
    khor, somavia = await podium_of(participants, "p-4"), await podium_of(participants, "p-5")
    await ask(fr, QUESTION)
    for screen in (khor, somavia):
        await expect(screen.see("#mine li")).to_have_text(re.compile(rf"^France\s+to come:\s+{re.escape(QUESTION)}$"))
    await expect(ke.see("body")).not_to_contain_text(QUESTION)
    await expect(fr.see("#mine .note q")).to_have_text(QUESTION)

    await fr.button("Withdraw").tap()
    await fr.button("Yes, withdraw").tap()

    for screen in (khor, somavia):
        await expect(screen.see("#mine")).to_contain_text("No questions yet.")


async def test_console_and_hall_name_the_speaker_whom_a_reply_answers(
    invite: Invite,
) -> None:
    participants = await presented(invite)
    await participants.ask(FR, BR)
    await participants.hosted.chair(GiveFloorToNext())
    chair, hall, ke = await participants.persons("chair", "hall", "delegate:KE")
    menu = await open_more_menu(ke)
    await menu.get_by_role("button", name="Reply to the present speaker").tap()
    await expect(ke.see("#mine .big")).to_have_text("2nd")

    await expect(chair.see("#speakers-list li", has_text="Kenya")).to_contain_text("Reply to France")
    await participants.step(chair, "Give the floor to Brazil")
    await participants.step(chair, "Give the floor to Kenya")
    await expect(hall.see("#floor h2")).to_have_text("Reply to France")
    await expect(chair.see("#floor h2")).to_have_text("Reply to France")
