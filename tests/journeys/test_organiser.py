"""A secretary makes a meeting from a concept note in a browser, and hands out its links. No terminal is used."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest
from playwright.async_api import Dialog, Locator, expect

from nameplate.access.passes import hash_of, new_code
from nameplate.store import organiser_table
from tests.pages.test_theme import PICTURE
from tests.panel import panel
from tests.planning.concept_notes_read import note
from tests.serving import Host

from .person import LAPTOP, PHONE, WALL, Person, Visitors
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey

CUT = """() => [...document.querySelectorAll('main *')].filter(each => each.scrollWidth > each.clientWidth + 1
    && getComputedStyle(each).overflowX !== 'visible' && !each.matches('input, select, .visually-hidden')).length"""


BEHIND_BAR = """() => [...document.querySelectorAll('#programme :is(input, select, textarea, button)')].filter(each => {
  if (each.closest('.row.last') || each.tabIndex < 0) return false;
  each.focus();
  const bar = document.querySelector('.row.last').getBoundingClientRect();
  const { top, bottom } = each.getBoundingClientRect();
  const end = each.matches('textarea') ? top + 24 : bottom; // the browser shows the line with the cursor
  return document.activeElement === each && end > bar.top;
}).map(each => each.outerHTML.slice(0, 200))"""


@pytest.fixture
async def secretary(visitors: Visitors, journey_host: Host) -> AsyncIterator[Person]:
    """A browser in which an organiser is signed in."""
    secret = secrets.token_urlsafe(24)
    await journey_host.database.run(partial(organiser_table.add_link, link=hash_of(secret), at=1))
    yield await visitors.visit(
        "organiser", f"{journey_host.url}/organiser/in/{secret}", **LAPTOP, permissions=["clipboard-read"]
    )


async def test_a_concept_note_becomes_a_meeting_with_links(secretary: Person, visitors: Visitors) -> None:
    page = secretary.page
    await has_no_barrier(secretary, "list of meetings")
    await page.get_by_role("link", name="New meeting").click()
    await has_no_barrier(secretary, "new meeting")
    secretary.expects("status of 422")
    await secretary.button("Propose a programme").click()
    text = page.get_by_label("Paste the text")
    await expect(text).to_be_focused()
    await expect(text).to_have_accessible_description("Paste the text of the concept note, or choose its file.")
    await has_no_barrier(secretary, "new meeting without a note")
    await text.fill(note("hrc28-panel-2015"))
    await secretary.button("Propose a programme").click()
    await expect(secretary.see(".note del").first).to_have_text("Background:")
    await has_no_barrier(secretary, "programme")

    items = secretary.see("#programme .item")
    speakers = secretary.see('#programme [name="item.speaker"]')
    minutes = secretary.see('#programme [name="item.minutes"]')
    await expect(speakers.nth(2)).to_have_value("Mr. Martin Khor")
    await items.nth(2).get_by_role("button", name="Move the item").focus()
    await minutes.nth(3).fill("15")
    await items.nth(2).get_by_role("button", name="Move the item: Mr. Martin Khor").focus()
    for key in ("Space", "ArrowDown"):
        await page.keyboard.press(key)
    await expect(secretary.see("#moves")).to_have_text("Mr. Martin Khor, now 4 of 8, 09:15")
    await expect(items.nth(2).locator(".begins")).to_have_text("09:00")
    await page.keyboard.press("Space")
    await expect(secretary.see("#moves")).to_have_text("Mr. Martin Khor, put at 4 of 8, 09:15")
    await expect(speakers.nth(3)).to_have_value("Mr. Martin Khor")
    for key in ("Space", "ArrowDown", "Escape"):
        await page.keyboard.press(key)
    await expect(speakers.nth(3)).to_have_value("Mr. Martin Khor")
    await minutes.nth(2).fill("")
    await drag(secretary, items.nth(3), items.nth(2))
    await expect(speakers.nth(2)).to_have_value("Mr. Martin Khor")
    await drag(secretary, items.nth(2), items.nth(3))
    await expect(speakers.nth(3)).to_have_value("Mr. Martin Khor")
    await items.nth(3).get_by_label("Minutes").fill("12")
    await expect(secretary.see(".total")).to_have_text("The items take 12 of 180 minutes.")
    await secretary.button("Check it").click()
    await secretary.button("Fill in the empty minutes").first.click()
    await expect(page.get_by_role("alert")).to_contain_text("All items have minutes now. Check it again")
    await expect(secretary.see(".item .doubt")).to_have_count(0)
    await expect(secretary.see("#sums")).to_have_text("09:00–12:00: 180 of 180 min")
    await expect(items.nth(2).locator(".begins")).to_have_text("09:12")

    before = await items.count()
    floor = items.nth(before - 1)
    total = int(await minutes.nth(before - 1).input_value())
    replies = floor.get_by_label("Replies after each (min)")
    await expect(replies).to_have_attribute("placeholder", str((total + 4) // 8))
    await replies.fill("14")
    await floor.get_by_role("button", name="Split into slots").click()
    await expect(items).to_have_count(before + 3)
    kinds = [await each.input_value() for each in await secretary.see('#programme [name="item.kind"]').all()]
    assert kinds[before - 1 :] == ["floor_block", "replies", "floor_block", "replies"]
    parts = [int(await each.input_value()) for each in await minutes.all()]
    assert sum(parts[before - 1 :]) == total and parts[before] == parts[before + 2] == 14
    await expect(items.nth(before).get_by_label("Mr. Martin Khor")).to_be_checked()
    await expect(secretary.see("#sums")).to_have_text("09:00–12:00: 180 of 180 min")

    await secretary.button("Add an item").click()
    await expect(items).to_have_count(before + 4)
    added = items.nth(before + 3)
    await added.get_by_label("Kind").select_option("break")
    await added.get_by_label("Minutes").fill("20")
    await expect(secretary.see(".total")).to_contain_text("20 more than the 180 that are booked")
    await added.get_by_role("button", name="Remove").click()
    await expect(items).to_have_count(before + 3)
    await expect(secretary.see("#moves")).to_have_text("Removed: Break. The focus is on “Put it back”.")
    await secretary.button("Put it back").click()
    await expect(items).to_have_count(before + 4)
    await expect(items.nth(before + 3)).to_be_focused()
    await expect(items.nth(before + 3)).to_have_accessible_name("Break")
    logo = secretary.see('[name="logo_file"]')
    await logo.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": bytes(8_000_000)})
    await expect(page.get_by_text("This file is too large: at most 50 KB are read.")).to_be_visible()
    await expect(logo).to_have_value("")
    await items.nth(before + 3).get_by_role("button", name="Remove").click()

    await secretary.see('[name="new_preset"]').select_option("hrc_panel_2017")
    await secretary.button("Show what would change").click()
    await expect(secretary.see(".comparison")).to_contain_text("order of the day, 6 October 2017")
    await has_no_barrier(secretary, "comparison")
    await secretary.button("Take these rules").click()
    await expect(page.get_by_label("Speaking time: NGO")).to_have_value("2:00")
    await secretary.button("List all States").click()
    await page.get_by_label("Search").fill("cote")
    await expect(secretary.see("#participants .listed tbody tr:visible")).to_have_count(1)
    await secretary.see("#participants .listed tbody tr:visible").get_by_label("Language").fill("French")
    await page.get_by_label("Search").fill("france")
    await secretary.see("#participants .listed tbody tr:visible").get_by_role("button").click()
    await expect(secretary.see("#participants .count")).to_have_text("0 of 194 participants")
    await expect(secretary.see('[name="seats"]')).to_have_value(re.compile("CI,member_state,,French"))

    left = secretary.see("#guesses")
    await expect(left).to_have_text("Guesses to look at: 4 of 4")
    await left.get_by_role("link").click()
    await expect(page.get_by_role("checkbox", name="Right: Time zone")).to_be_focused()
    await secretary.press("Space")
    await expect(left).to_have_text("Guesses to look at: 3 of 4")
    await page.get_by_role("textbox", name="Time zone").fill("Geneva")
    await secretary.button("Create the meeting").click()
    await expect(page.get_by_role("alert")).to_contain_text("a name like Europe/Zurich")
    await expect(page.get_by_role("textbox", name="Time zone")).to_be_focused()
    await expect(speakers.nth(3)).to_have_value("Mr. Martin Khor")
    await page.get_by_role("textbox", name="Time zone").fill("Europe/Zurich")
    await leave_and_stay(secretary, speakers.nth(3), "Mr. Martin Khor")
    # Other journeys put the clock of this server forward, perhaps beyond the day of the note.
    await page.get_by_label("Date", exact=True).fill("2031-03-04")
    await secretary.button("Create the meeting").click()
    await expect(page.get_by_role("heading", name="Hand out the links")).to_be_visible()
    await has_no_barrier(secretary, "meeting")
    await page.get_by_role("link", name="Check the guesses from the concept note").click()
    await expect(secretary.see(".note del").first).to_have_text("Background:")
    await has_no_barrier(secretary, "concept note")
    await page.go_back()
    async with page.expect_popup() as opened:
        await secretary.button("Print the poster with the join code").click()
    await expect((await opened.value).get_by_text("Follow on your phone")).to_be_visible()

    async with page.expect_popup() as opened:
        await secretary.button("Make the links").click()
    links = await opened.value
    table = Person("links", links)
    row = links.get_by_role("row", name="Chair")
    await row.get_by_role("button").click()
    await expect(row.get_by_role("button")).to_have_text("Copied")
    await expect(table.see("#copied")).to_have_text("Copied: Chair")
    chair = await links.evaluate("() => navigator.clipboard.readText()")
    assert chair == await row.get_by_role("link").get_attribute("href")
    await links.evaluate("window.printed = 0; void (window.print = () => { window.printed += 1 });")
    await table.button("Print, or save as PDF").click()
    assert await links.evaluate("window.printed") == 1
    await has_no_barrier(table, "new links")
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


async def fits(person: Person, place: str) -> None:
    """Check that no page is wider than the window, and nothing is cut off. The last one is a phone's."""
    for width in (1440, 1024, 820, 390):
        await person.page.set_viewport_size({"width": width, "height": 900})
        assert await person.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (place, width)
        assert await person.page.evaluate(CUT) == 0, (place, width)


async def leave_and_stay(person: Person, field: Locator, value: str) -> None:
    """Follow a link away from fields that are not stored. The browser asks, and the person stays."""
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    person.page.once("dialog", stay)
    await person.page.get_by_role("link", name="All meetings").click()
    assert asked == ["beforeunload"]
    await expect(field).to_have_value(value)


async def drag(person: Person, item: Locator, other: Locator) -> None:
    """Drag an item by its handle onto another one."""
    await other.scroll_into_view_if_needed()
    handle = item.get_by_role("button", name="Move the item")
    start, onto = await handle.bounding_box(), await other.bounding_box()
    assert start and onto
    await person.page.mouse.move(start["x"] + 5, start["y"] + 5)
    await person.page.mouse.down()
    is_up = onto["y"] < start["y"]
    await person.page.mouse.move(start["x"] + 5, onto["y"] + (5 if is_up else onto["height"] - 5), steps=5)
    await expect(person.see("#programme .item.moving")).to_have_count(1)
    await person.page.mouse.up()


async def test_the_pages_fit_on_a_tablet_and_a_phone(secretary: Person, visitors: Visitors, journey_host: Host) -> None:
    page = secretary.page
    room = "Salle-des-droits-de-l-homme-et-de-l-alliance-des-civilisations"
    hosted = await journey_host.meeting(replace(panel(new_code()), room=room))
    for place in ("", "/new", "/figures", *(f"/m/{hosted.code}{each}" for each in ("", "/webhooks", "/edit"))):
        await page.goto(f"{journey_host.url}/organiser{place}")
        await fits(secretary, place)
    for viewport in (PHONE["viewport"], LAPTOP["viewport"]):
        await page.set_viewport_size(viewport)
        assert await page.evaluate(BEHIND_BAR) == []
    await page.set_viewport_size(LAPTOP["viewport"])
    await secretary.see('[name="new_preset"]').select_option("general_assembly")
    await secretary.button("Show what would change").click()
    await expect(secretary.see(".comparison")).to_be_focused()
    await fits(secretary, "comparison")
    await page.goto(f"{journey_host.url}/organiser/m/{hosted.code}")
    await secretary.see("form[action$=revoke] select").select_option("*")
    await secretary.button("End them").click()
    await expect(secretary.button("link")).to_be_visible()
    await fits(secretary, "end of all links")

    await hosted.open_floor()
    hall = await visitors.visit("hall", f"{journey_host.url}/in/{hosted.links['hall']}", **WALL)
    await hall.is_live()
    await hall.page.evaluate("window.isLoadedOnce = true")
    await page.goto(f"{journey_host.url}/organiser/m/{hosted.code}")
    await page.get_by_label("Colour, like").fill("#7a1f5c")
    logo = secretary.see('[name="logo_file"]')
    await logo.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": PICTURE})
    await expect(page.get_by_role("img", name="The new logo")).to_be_visible()
    await secretary.button("Change the colour and the logo").click()
    await expect(page.get_by_text("All screens show the colour and the logo now.")).to_be_visible()
    await expect(hall.see("#next h2")).to_have_css("color", "rgb(122, 31, 92)")
    await expect(hall.see("img.logo")).to_have_js_property("naturalWidth", 1)
    await fits(secretary, "meeting that has begun")
    await page.get_by_label("Colour, like").fill("")
    await page.get_by_label("Without a logo").check()
    await secretary.button("Change the colour and the logo").click()
    await expect(hall.see("#next h2")).to_have_css("color", "rgb(0, 74, 122)")
    await expect(hall.see("img.logo")).to_have_count(0)
    assert await hall.page.evaluate("window.isLoadedOnce")
    await has_no_barrier(secretary, "meeting that has begun")
    await page.set_viewport_size(LAPTOP["viewport"])
    await hosted.remove()

    await page.goto(f"{journey_host.url}/organiser/new")
    await page.get_by_label("Paste the text").fill(note("hrc28-panel-2015"))
    await secretary.button("Propose a programme").click()
    await fits(secretary, "concept note")
    await page.evaluate("scrollTo(0, 0)")
    items = secretary.see("#programme .item")
    await expect(items.nth(2).locator("summary").first).to_have_text("09:00 Mr. Martin Khor, no minutes")
    await expect(items.nth(2).get_by_label("Minutes")).to_be_hidden()
    await has_no_barrier(secretary, "programme on a phone")
    await items.nth(2).locator("summary").first.click()
    await items.nth(2).get_by_label("Minutes").fill("ten")
    await secretary.see(".last [name=check]").click()
    await expect(items.nth(2).get_by_label("Minutes")).to_be_focused()
    await expect(items.nth(3).get_by_label("Minutes")).to_be_hidden()
    await items.nth(2).get_by_label("Minutes").fill("10")
    await secretary.see(".last [name=check]").click()
    await page.get_by_role("link", name="7 items have no minutes.").click()
    await expect(items.nth(0).get_by_label("Minutes")).to_be_focused()
