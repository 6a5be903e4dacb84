"""The desk makes a link to a screen, copies it, and the screen opens with its options."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from .conftest import Invite
from .opens_once import opens_once
from .person import LAPTOP
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey


async def test_the_desk_makes_and_copies_a_link_with_options(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open()
    desk = await participants.person("desk", **LAPTOP, permissions=["clipboard-read"])
    await desk.button("Screens").click()
    panel = desk.see("#screen-links")
    await expect(panel.get_by_label("Clock", exact=True)).to_be_hidden()
    await panel.get_by_label("Screen", exact=True).select_option("air")
    await panel.get_by_label("Light or dark").select_option("dark")
    await panel.get_by_label("Free edge").select_option("3")
    await expect(panel.get_by_label("Time of")).to_be_hidden()
    await panel.get_by_label("Clock", exact=True).check()
    await has_no_barrier(desk, "links of screens")
    await desk.button("Make the link").click()
    made = desk.see("#made-link")
    await expect(made).to_contain_text("A link for: Webcast")
    await expect(made.locator("svg")).to_be_visible()
    await has_no_barrier(desk, "a link of a screen")
    await made.get_by_role("button", name="Copy").click()
    await expect(made.get_by_role("button")).to_have_text("Copied")
    link = await desk.page.evaluate("() => navigator.clipboard.readText()")
    assert link == await made.get_by_label("Link").input_value()
    assert link.endswith("?theme=dark&parts=clock&margin=3")
    assert await panel.get_by_label("Free edge").input_value() == "3"  # for the next link
    await desk.page.goto(link)
    await expect(desk.see("html")).to_have_attribute("data-parts", "clock")


async def test_the_desk_chooses_how_loud_the_bell_is_at_each_stage(invite: Invite) -> None:
    participants = await invite()
    desk = await participants.person("desk", **LAPTOP)
    await desk.button("Screens").click()
    panel = desk.see("#screen-links")
    await panel.get_by_label("Screen", exact=True).select_option("timer")
    await panel.get_by_label("at red: 2 strokes").select_option(label="quiet")
    await panel.get_by_label("at the end: 3 strokes").select_option(label="very loud")
    await has_no_barrier(desk, "the bell of a screen")
    await desk.button("Make the link").click()
    assert (await desk.see("#made-link").get_by_label("Link").input_value()).endswith("?bell=0,30,100")


async def test_a_screen_that_shows_a_code_is_paired_at_the_desk(invite: Invite) -> None:
    participants = await invite()
    desk = await participants.person("desk", **LAPTOP)
    screen = await participants.visit("hall", f"{participants.hosted.host.url}/screen")
    await has_no_barrier(screen, "a screen that waits")
    code = await screen.see(".code").inner_text()
    await desk.button("Screens").click()
    panel = desk.see("#screen-links")
    await panel.get_by_label("Screen", exact=True).select_option("hall")
    await panel.get_by_label("Light or dark").select_option("dark")
    desk.expects(r"status of 404")
    await panel.get_by_label("Screen with a code").fill("NOSUCH")
    await desk.button("Make the link").click()
    await expect(desk.page.get_by_text("No screen shows the code NOSUCH now.")).to_have_count(1)
    await panel.get_by_label("Screen with a code").fill(code)
    await desk.button("Make the link").click()
    await expect(desk.see("#made-link")).to_contain_text("Paired: Hall screen")
    await panel.get_by_role("button", name="Close").click()
    await expect(panel).to_be_hidden()
    await opens_once(screen, "**/screen/*", "**/in/*", "**/hall?*theme=dark*")
    await screen.is_live()
