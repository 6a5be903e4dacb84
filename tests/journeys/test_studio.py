"""The technician's page: which screens are connected, and whether the server answers."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.podium_signals import DarkenPodium
from nameplate.meeting.programme.sittings import OpenSitting
from tests.panel import SITTING

from .conftest import Invite
from .person import UNREACHABLE
from .test_accessibility import has_no_barrier

SHAPE = """() => {
    const tiles = [...document.querySelectorAll('#screens li')].map(tile => tile.getBoundingClientRect());
    const names = [...document.querySelectorAll('#screens .name, #room .holder')];
    const part = name => Number.parseFloat(getComputedStyle(name.shadowRoot.firstChild).fontSize) / innerHeight;
    const root = document.documentElement;
    return {
        lowest: Math.max(...tiles.map(tile => tile.bottom)) / innerHeight,
        rightmost: Math.max(...tiles.map(tile => tile.right)) / innerWidth,
        smallest: Math.min(...names.map(part)),
        scrolls: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth,
    };
}"""
"""How much of the wall the tiles take, and the font size of the smallest name, as shares of the wall."""


async def test_the_technician_sees_which_screens_are_connected_and_up_to_date(invite: Invite) -> None:
    participants = await invite()
    desk, hall = await participants.persons("desk", "hall")
    await desk.button("Devices").click()
    address = await desk.page.get_by_role("link", name="The state of all screens").get_attribute("href")
    technician = await participants.visit(
        "desk", f"{participants.hosted.host.url}/in/{participants.hosted.links['desk']}"
    )
    await technician.page.goto(f"{participants.hosted.host.url}{address}")
    await expect(technician.see("#tile-hall")).to_have_text(
        re.compile(r"Hall screen\s+up to date\s+Computer, Chrome\s+version \d+\s+\d+ ms")
    )
    await expect(technician.see(".unused")).to_contain_text("Podium screen")
    await expect(technician.see("#verdict.good")).to_contain_text("All screens are up to date")
    await participants.hosted.chair(OpenSitting(SITTING))
    await has_no_barrier(technician, "all screens")
    await participants.hosted.chair(DarkenPodium())  # the hall does not show this
    participants.clock.forward(60_000)
    newest = (await participants.meeting()).version
    await technician.page.clock.run_for(2_500)
    await expect(technician.see(".newest")).to_contain_text(f"Newest version: {newest},")
    await expect(technician.see("#tile-hall")).to_contain_text("up to date")
    await hall.page.close()
    await technician.page.clock.run_for(2_500)
    await expect(technician.see("#tile-hall.lost")).to_contain_text(re.compile(r"closed since \d\d:\d\d"))
    await expect(technician.see("#verdict.faults")).to_contain_text("1 screen needs help")


async def test_the_page_says_when_the_server_does_not_answer(invite: Invite) -> None:
    participants = await invite()
    technician = await participants.visit(
        "desk", f"{participants.hosted.host.url}/in/{participants.hosted.links['desk']}"
    )
    await technician.page.goto(technician.page.url.replace("/desk?", "/studio?"))
    await expect(technician.see("#tile-desk")).to_be_visible()
    await expect(technician.see("#silent")).to_be_hidden()
    technician.expects(UNREACHABLE)
    await technician.page.context.set_offline(True)
    await technician.page.clock.run_for(7_000)
    await expect(technician.see("#silent")).to_be_visible()
    await technician.page.context.set_offline(False)
    await technician.page.clock.run_for(2_500)
    await expect(technician.see("#silent")).to_be_hidden()


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080), (3840, 2160)])
async def test_the_state_of_the_room_and_all_screens_fill_the_wall(invite: Invite, size: tuple[int, int]) -> None:
    participants = await invite()
    await participants.persons("hall", "podium")
    width, height = size
    technician = await participants.visit(
        "desk",
        f"{participants.hosted.host.url}/in/{participants.hosted.links['desk']}",
        viewport={"width": width, "height": height},
    )
    await technician.page.goto(technician.page.url.replace("/desk?", "/studio?"))
    await participants.hosted.chair(OpenSitting(SITTING), GiveFloor(item="p-1"))
    await technician.page.clock.run_for(2_500)
    await expect(technician.see("#room .holder")).not_to_be_empty()
    await expect(technician.see("#screens > .current")).to_have_count(2)
    shape = await technician.page.evaluate(SHAPE)
    assert shape["lowest"] > 0.88 and shape["rightmost"] > 0.95, shape
    assert shape["smallest"] >= 0.03, shape
    assert not shape["scrolls"], shape
