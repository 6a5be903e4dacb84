"""The technician's page: which screens are connected, and whether the server answers."""

from __future__ import annotations

import re

from playwright.async_api import expect

from nameplate.meeting.podium_signals import DarkenPodium
from nameplate.meeting.programme.sittings import OpenSitting
from tests.panel import SITTING

from .conftest import Invite
from .person import UNREACHABLE
from .test_accessibility import has_no_barrier


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
        re.compile(r"Hall screen\s+1\s+up to date\s+· answers? within \d+ ms")
    )
    await expect(technician.see("#tile-podium")).to_have_text(re.compile(r"Podium screen\s+0\s+not connected"))
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
    await expect(technician.see("#tile-hall")).to_contain_text("not connected")


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
