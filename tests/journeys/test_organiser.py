"""A secretary makes a meeting from a concept note in a browser, and hands out its links. No terminal is used."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import expect

from nameplate.access.passes import hash_of
from nameplate.store import organiser_table
from tests.serving import Host

from .person import LAPTOP, Person, Visitors
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey

NOTE = Path(__file__).parents[1] / "planning" / "concept_notes" / "hrc28-panel-2015.txt"
CUT = """() => [...document.querySelectorAll('main *')].filter(each => each.scrollWidth > each.clientWidth + 1
    && getComputedStyle(each).overflowX !== 'visible' && !each.matches('input, select')).length"""


@pytest.fixture
async def secretary(visitors: Visitors, journey_host: Host) -> AsyncIterator[Person]:
    """A browser in which an organiser is signed in."""
    secret = secrets.token_urlsafe(24)
    await journey_host.database.run(partial(organiser_table.add_link, link=hash_of(secret), at=1))
    yield await visitors.visit("organiser", f"{journey_host.url}/organiser/in/{secret}", **LAPTOP)


async def test_a_concept_note_becomes_a_meeting_with_links(secretary: Person, visitors: Visitors) -> None:
    page = secretary.page
    await has_no_barrier(secretary, "list of meetings")
    await page.get_by_role("link", name="New meeting").click()
    await has_no_barrier(secretary, "new meeting")
    await page.get_by_label("Paste the text").fill(NOTE.read_text(encoding="utf-8"))
    await secretary.button("Propose a programme").click()
    await expect(secretary.see(".note del").first).to_have_text("Background:")
    await has_no_barrier(secretary, "programme")

    items = secretary.see("#programme .item")
    speakers = secretary.see('#programme [name="item.speaker"]')
    await expect(speakers.nth(2)).to_have_value("Mr. Martin Khor")
    await items.nth(2).get_by_role("button", name="Move down").click()
    await expect(speakers.nth(3)).to_have_value("Mr. Martin Khor")
    await items.nth(3).get_by_label("Minutes").fill("12")
    await expect(secretary.see(".total")).to_have_text("The items take 12 of 180 minutes.")
    before = await items.count()
    await secretary.button("Add an item").click()
    await expect(items).to_have_count(before + 1)
    await items.nth(before).get_by_label("Kind").select_option("break")
    await items.nth(before).get_by_label("Minutes").fill("200")
    await expect(secretary.see(".total")).to_contain_text("32 more than the 180 that are booked")
    await items.nth(before).get_by_role("button", name="Remove").click()
    await expect(items).to_have_count(before)

    await page.get_by_label("Time zone").fill("Geneva")
    await secretary.button("Create the meeting").click()
    await expect(page.get_by_role("alert")).to_contain_text("a name like Europe/Zurich")
    await expect(page.get_by_label("Time zone")).to_be_focused()
    await expect(speakers.nth(3)).to_have_value("Mr. Martin Khor")
    await page.get_by_label("Time zone").fill("Europe/Zurich")
    await secretary.button("Create the meeting").click()
    await expect(page.get_by_role("heading", name="Hand out the links")).to_be_visible()
    await has_no_barrier(secretary, "meeting")

    async with page.expect_popup() as opened:
        await secretary.button("Make the links").click()
    links = await opened.value
    chair = await links.get_by_role("row", name="Chair").get_by_role("cell").first.inner_text()
    visitor = await visitors.visit("chair", chair)
    await visitor.is_live()
    await expect(visitor.see("#programme")).to_contain_text(re.compile("Somavía.*Khor", re.DOTALL))

    await page.get_by_role("link", name="Webhooks").click()
    await page.get_by_label("Address of the receiver").fill("https://lights.example/hook")
    await page.get_by_label("Programme").uncheck()
    await secretary.button("Add it").click()
    await expect(secretary.see(".secret")).to_have_text(re.compile("^whsec_"))
    await expect(page.get_by_text("Sittings · List of speakers · Floor · Clock")).to_be_visible()
    await has_no_barrier(secretary, "webhooks")
    await page.set_viewport_size({"width": 390, "height": 900})
    assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


async def test_the_pages_fit_on_a_tablet_and_a_phone(secretary: Person) -> None:
    page = secretary.page
    await page.get_by_role("link", name="New meeting").click()
    await page.get_by_label("Paste the text").fill(NOTE.read_text(encoding="utf-8"))
    await secretary.button("Propose a programme").click()
    for width in (1440, 1024, 820, 390):
        await page.set_viewport_size({"width": width, "height": 900})
        assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), width
        assert await page.evaluate(CUT) == 0, width
