"""Delegations without a card choose themselves on their phones, and the desk admits one and refuses another."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.self_service import self_service

from .conftest import Invite
from .opens_once import opens_once
from .person import LAPTOP, PHONE
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey


async def test_the_desk_admits_a_phone_without_a_card(invite: Invite) -> None:
    participants = await invite(self_service())
    await participants.floor_open()
    desk = await participants.person("desk", **LAPTOP)
    await participants.person("delegate:KE")
    phones = [await participants.person("join", **PHONE) for _ in range(2)]
    for phone in phones:
        await phone.page.get_by_role("link", name="I belong to a delegation").tap()
    france, kenya = phones
    await france.see("#named").fill("fra")
    await expect(france.see("#found button")).to_have_text(["France"])
    await has_no_barrier(france, "the choice of a delegation")
    await france.button("France").tap()
    code = await france.see(".code").inner_text()
    await has_no_barrier(france, "a phone that waits")
    await desk.page.clock.fast_forward(2_000)
    await desk.button("1 phone waits").click()
    row = desk.see("#join-request-list li", "France")
    await expect(row).to_contain_text(code)
    await expect(row).to_contain_text("This delegation has no device yet")

    await kenya.button("Kenya").tap()
    await desk.page.clock.fast_forward(6_000)  # longer than any interval in which a part of the page asks again
    other = desk.see("#join-request-list li", "Kenya")
    await expect(other).to_contain_text("This delegation already has 1 device signed in, 1 open now")
    await expect(desk.see("#join-requests h2")).to_have_text("Phones that wait")
    await expect(desk.see("#join-requests .note")).to_contain_text("Compare the code")
    await expect(desk.button("Refuse all")).to_be_visible()
    await has_no_barrier(desk, "the phones that wait")
    search = desk.page.get_by_label("Find a phone")
    await search.fill("ken")
    await expect(desk.see("#join-request-list li")).to_have_count(1)
    await search.fill("")
    await expect(desk.see("#join-request-list li")).to_have_count(2)
    await row.get_by_role("button", name="Admit").click()
    await expect(row).to_contain_text("Admitted.")
    await other.get_by_role("button", name="Refuse").click()
    await expect(other).to_contain_text("Refused.")
    await expect(desk.see("#join-request-list li .code").first).to_have_text(code)  # no row has moved

    await kenya.page.clock.fast_forward(2_000)
    await opens_once(france, "**/delegation/answer", france.page.url, "**/delegate?*")
    await expect(kenya.see("[role=alert]")).to_have_text("The desk did not admit this phone as Kenya.")
    await france.is_live()
    await france.button("Request the floor").tap()
    await expect(france.see("#mine .big")).to_have_text("You are next")
    await desk.press("Escape")
    await expect(desk.button("Phones")).to_be_visible()
    await desk.button("Devices").click()
    await expect(desk.see("#device-list .link", "France")).to_contain_text(f"admitted with the code {code}")
    await expect(desk.see("#device-list .admitted")).to_contain_text(code)
