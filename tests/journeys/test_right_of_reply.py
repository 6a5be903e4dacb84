"""Rights of reply come after the list: at most two for a State, of three and of two minutes."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.speakers_list.list_opening import CloseList
from tests.cast import FR, KE

from .conftest import Invite
from .participants import Participants, open_more_menu
from .person import REFUSED, Person
from .short_programmes import discussion

pytestmark = pytest.mark.journey

NGO = Seat("ISHR", "ngo", "International Service for Human Rights")
ASKED = "You have asked for a right of reply. It comes after the list of speakers."
THREE, TWO = re.compile(r"^(3:00|2:5\d)$"), re.compile(r"^(2:00|1:5\d)$")


async def the_list_is_nearly_done(invite: Invite) -> Participants:
    """France speaks, Kenya waits, the list is closed, and no other discussion follows."""
    participants = await invite(discussion(60, NGO))
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext(), CloseList())
    return participants


async def ask_to_reply(phone: Person) -> None:
    """Ask for a right of reply."""
    menu = await open_more_menu(phone)
    await menu.get_by_role("button", name="Ask for a right of reply").tap()


async def test_replies_come_after_the_list_and_the_second_is_shorter(invite: Invite) -> None:
    participants = await the_list_is_nearly_done(invite)
    chair, desk, hall, fr, ke = await participants.persons("chair", "desk", "hall", "delegate:FR", "delegate:KE")
    await fr.button("I have finished").tap()
    await ask_to_reply(fr)
    await expect(fr.see("#mine")).to_contain_text(ASKED)
    for console in (chair, desk):
        await expect(console.see("#speakers-list .late")).to_contain_text("Rights of reply, after the list")
        await expect(console.see("#speakers-list .late .name")).to_have_text("France")

    await expect(chair.see("#next .aloud")).to_contain_text("Kenya, to be followed by the distinguished")
    await participants.step(chair, "Give the floor to Kenya")
    await expect(hall.holder).to_have_text("Kenya")
    await expect(hall.see("#next .name")).to_have_text("France")
    for given in (THREE, TWO):
        await participants.step(chair, "Give the floor to France")
        for person in (chair, hall, fr, ke):
            await expect(person.holder).to_have_text("France")
            await expect(person.digits).to_have_text(given)
        await expect(hall.see("#floor h2")).to_have_text("Right of reply")
        second = hall.see("#floor .title", has_text="Second right of reply")
        await expect(second).to_have_count(1 if given is TWO else 0)
        await fr.button("I have finished").tap()
        await expect(fr.see("#mine")).not_to_contain_text(ASKED)
        if given is THREE:
            await ask_to_reply(fr)
            await expect(fr.see("#mine")).to_contain_text(ASKED)
    await participants.step(chair, "Adjourn the sitting")


async def test_a_third_reply_is_refused_with_a_visible_sentence(invite: Invite) -> None:
    participants = await the_list_is_nearly_done(invite)
    chair, fr = await participants.persons("chair", "delegate:FR")
    fr.expects(REFUSED)
    await participants.step(chair, "Give the floor to Kenya")
    for _ in range(2):
        await ask_to_reply(fr)
        await participants.step(chair, "Give the floor to France")
        await fr.button("I have finished").tap()

    await ask_to_reply(fr)

    await expect(fr.answer).to_have_text("Your delegation has used its rights of reply (2).")
    await fr.answer.tap(trial=True)
    await expect(chair.see("#speakers-list .late")).to_have_count(0)
    await fr.answer.tap()
    await expect(fr.answer).to_be_hidden()


async def test_an_organization_has_no_right_of_reply_and_no_point_of_order(invite: Invite) -> None:
    participants = await the_list_is_nearly_done(invite)
    ngo, ke = await participants.persons("delegate:ISHR", "delegate:KE")
    menu = await open_more_menu(ke)
    for action in ("Raise it now", "Ask for a right of reply"):
        await expect(menu.get_by_role("button", name=action)).to_have_count(1)
        await expect(ngo.see("button", has_text=action)).to_have_count(0)
    await expect(ngo.see("#mine .more")).to_have_count(0)


async def test_replies_come_in_order_and_the_chair_can_call_one_earlier(
    invite: Invite,
) -> None:
    participants = await the_list_is_nearly_done(invite)
    chair, hall, fr, br = await participants.persons("chair", "hall", "delegate:FR", "delegate:BR")
    await participants.step(chair, "Give the floor to Kenya")
    await ask_to_reply(br)
    await expect(chair.see("#speakers-list .late .name")).to_have_text(["Brazil"])
    await ask_to_reply(fr)
    await expect(chair.see("#speakers-list .late .name")).to_have_text(["Brazil", "France"])
    await expect(hall.see("#next .name")).to_have_text(["Brazil", "France"])

    row = chair.see("#speakers-list .late li", has_text="France")
    await row.get_by_role("button", name="Give the floor").click()

    await expect(hall.holder).to_have_text("France")
    await expect(chair.see("#speakers-list .late .name")).to_have_text(["Brazil"])
    await participants.step(chair, "Give the floor to Brazil")
    await expect(hall.digits).to_have_text(THREE)
