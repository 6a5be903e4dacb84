"""The desk signs a lost phone out and replaces a photographed link; the chair sees that its link is open twice."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from .conftest import Invite
from .person import Person

pytestmark = pytest.mark.journey

GONE = re.compile("This link is no longer valid")


async def link_of(desk: Person, name: str) -> str:
    """Replace the link of a delegation at the desk. Returns the new link."""
    row = desk.see("#device-list .link", name)
    await row.get_by_role("button", name="New link").click()
    await desk.button("End the old link and make a new one").click()
    shown = desk.see("#new-link")
    await expect(shown).to_contain_text(f"The new link for {name}")
    await expect(shown.locator("svg")).to_be_visible()
    return str(await shown.locator("a").get_attribute("href"))


async def test_the_desk_signs_out_a_lost_phone_and_the_other_phone_stays(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open()
    desk = await participants.person("desk")
    kept = await participants.person("delegate:FR")
    lost = await participants.person("delegate:FR")
    await desk.button("Devices").click()
    france = desk.see("#device-list .link", "France")
    await expect(france.locator("li.open")).to_have_count(2)
    await france.get_by_role("button", name="Sign out").first.click()  # the newest sign-in comes first
    await expect(lost.banner).to_contain_text(GONE)
    await expect(france.locator("li")).to_have_count(1)
    await kept.is_live()
    lost.expects(r"status of 401")
    await lost.page.reload()
    await expect(lost.see("body")).to_contain_text("Open your own link first")


async def test_a_new_link_ends_every_device_of_the_old_one(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open()
    desk, phone = await participants.person("desk"), await participants.person("delegate:KE")
    await desk.button("Devices").click()
    new = await link_of(desk, "Kenya")
    await expect(phone.banner).to_contain_text(GONE)
    await phone.page.goto(new)
    await phone.is_live()
    await expect(phone.button("Request the floor")).to_be_visible()


async def test_the_chair_is_told_of_a_second_device_and_signs_it_out(invite: Invite) -> None:
    participants = await invite()
    chair = await participants.person("chair")
    other = await participants.person("chair")
    warning = chair.button("Open on 2 devices")
    await expect(warning).to_be_visible()
    await warning.click()
    await chair.see("#device-list").get_by_role("button", name="Sign out").click()
    await expect(other.banner).to_contain_text(GONE)
    await chair.is_live()
    await chair.press("Escape")
    await expect(warning).to_have_count(0)


async def test_the_question_about_a_new_link_stays_with_its_delegation(invite: Invite) -> None:
    participants = await invite()
    desk, _ = await participants.persons("desk", "delegate:KE")
    await desk.button("Devices").click()
    await desk.see("#device-list .link", "Kenya").get_by_role("button", name="New link").click()
    await participants.person("delegate:FR")
    await desk.page.clock.fast_forward(11_000)
    question = desk.see("#devices [popover]:popover-open")
    await expect(question).to_contain_text("A new link for Kenya")
    await expect(desk.see("#device-list .link")).to_have_count(2)
    await desk.press("Escape")
    await desk.page.mouse.move(1, 1)
    await expect(desk.see("#device-list .link", "France")).to_be_visible()
