"""A page that was asleep, or whose network fell silent, says so and catches up."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from tests.cast import FR, KE
from tests.unreliable_network import link_to

from .conftest import Invite
from .person import UNREACHABLE

pytestmark = pytest.mark.journey

SOON_MS = 2000
IN_SECONDS = """() => document.querySelector('speaking-clock').shadowRoot.querySelector('[part=digits]').textContent
    .replace('+', '-').split(':').reduce((minutes, seconds) => 60 * minutes + Number(seconds))"""

EARLIER_RELEASE_AT_THE_FIRST_LOAD = """
    sessionStorage.loads = Number(sessionStorage.loads ?? 0) + 1;
    addEventListener('DOMContentLoaded', () => document.documentElement.dataset.loads = sessionStorage.loads);
    if (sessionStorage.loads === '1') WebSocket = class extends WebSocket {
      constructor(url) { super(String(url).replace(/boot=([0-9a-f]{6}).../, 'boot=$1zzz')); }
    };
"""
"""Counts the loads of the page, and gives the socket of the first one the boot number of another release."""


async def test_a_screen_with_a_silent_network_shows_a_banner(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    async with link_to(participants.hosted.host.url) as link:
        hall = await participants.person("hall", server=link.url)
        hall.expects(UNREACHABLE)
        await expect(hall.holder).to_have_text("France")

        link.fall_silent()
        await participants.hosted.chair(GiveFloorToNext())
        await hall.is_stale()
        left = await hall.page.evaluate(IN_SECONDS)
        await hall.page.wait_for_function(f"left => ({IN_SECONDS})() < left", arg=left)
        await expect(hall.holder).to_have_text("France")
        await hall.is_stale()

        link.mend()
        await expect(hall.holder).to_have_text("Kenya")
        await hall.is_live()


async def test_a_frozen_page_is_up_to_date_within_two_seconds(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    hall, ke = await participants.persons("hall", "delegate:KE")
    freezer = await hall.page.context.new_cdp_session(hall.page)
    await freezer.send("Page.setWebLifecycleState", {"state": "frozen"})
    await participants.hosted.chair(GiveFloorToNext())
    await expect(ke.see("#mine .big")).to_have_text("You have the floor")
    participants.clock.forward(60_000)

    await freezer.send("Page.setWebLifecycleState", {"state": "active"})

    await expect(hall.holder).to_have_text("Kenya", timeout=SOON_MS)
    await hall.is_live()


async def test_a_laptop_closed_for_an_hour_says_so_and_catches_up(
    invite: Invite,
) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    await participants.hosted.chair(GiveFloorToNext())
    async with link_to(participants.hosted.host.url) as link:
        chair = await participants.person("chair", server=link.url)
        chair.expects(UNREACHABLE)
        link.fall_silent()
        await participants.hosted.chair(GiveFloorToNext())
        participants.clock.forward(3_600_000)
        await chair.page.clock.fast_forward(3_600_000)
        await chair.is_stale()
        link.mend()

        await expect(chair.holder).to_have_text("Kenya")
        await expect(chair.word).to_have_text("over time")
        await chair.is_live()


async def test_a_page_of_an_earlier_release_loads_itself_again_once(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR)
    hall = await participants.person("hall")
    await hall.page.add_init_script(EARLIER_RELEASE_AT_THE_FIRST_LOAD)
    await hall.page.reload()
    await expect(hall.page.locator("html")).to_have_attribute("data-loads", "2")
    await hall.is_live()
    await participants.hosted.chair(GiveFloorToNext())
    await expect(hall.holder).to_have_text("France")
    await expect(hall.page.locator("html")).to_have_attribute("data-loads", "2")
