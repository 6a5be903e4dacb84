"""After two meetings of a session: a secretary reads who was heard, hands out the page, and takes the archive."""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import AsyncIterator
from functools import partial

import pytest
from playwright.async_api import expect

from nameplate.access.passes import hash_of
from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.programme.sittings import AdjournSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.store import organiser_table
from tests.cast import BR, FR
from tests.serving import Host, Hosted

from .person import LAPTOP, Person, Visitors
from .test_accessibility import has_no_barrier
from .test_statement_texts import saved

pytestmark = pytest.mark.journey


@pytest.fixture
async def secretary(visitors: Visitors, journey_host: Host) -> AsyncIterator[Person]:
    """A browser in which an organiser is signed in."""
    secret = secrets.token_urlsafe(24)
    await journey_host.database.run(partial(organiser_table.add_link, link=hash_of(secret), at=1))
    yield await visitors.visit("organiser", f"{journey_host.url}/organiser/in/{secret}", **LAPTOP)


async def ended(host: Host) -> Hosted:
    """A meeting in which France was heard, and Brazil asked and was not reached."""
    meeting = await (await host.meeting()).open_floor()
    room = await meeting.room()
    for by in (FR, BR):
        await room.handle(RequestFloor(), by)
    await meeting.chair(GiveFloor(seat="FR"), EndSpeech(), AdjournSitting(ending=True))
    return meeting


async def test_a_secretary_reads_the_figures_of_a_session_and_takes_the_archive(
    secretary: Person, journey_host: Host
) -> None:
    first, second = await ended(journey_host), await ended(journey_host)
    page = secretary.page
    await page.reload()
    await page.get_by_role("link", name="Figures of several meetings").click()
    secretary.expects("status of 422")
    await secretary.button("Show the figures").click()
    await expect(page.get_by_role("alert")).to_have_text("Choose a day from and to, or tick the meetings.")
    await has_no_barrier(secretary, "choose meetings")
    for each in (first, second):
        await page.locator(f"#meeting-{each.code}").check()
    await secretary.button("Show the figures").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Figures of several meetings")
    await expect(page.locator("dl")).to_contain_text("Meetings2")
    await expect(page.get_by_role("row", name="Western European and other States")).to_contain_text("1 of 29")
    await has_no_barrier(secretary, "figures")
    name, sheet = await saved(secretary, page.get_by_role("link", name="Spreadsheet (CSV)"))
    assert name == "session.csv" and "France,FR" in sheet.decode("utf-8-sig")

    await page.get_by_role("link", name="Who has been heard").click()
    rows = page.locator("section").first.locator("tbody tr")
    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("Brazil")
    await expect(rows).to_contain_text("never heard")
    await has_no_barrier(secretary, "who has been heard")
    await page.get_by_role("link", name="Choose other meetings").click()
    await expect(page.locator(f"#meeting-{second.code}")).to_be_checked()

    await page.goto(f"{journey_host.url}/organiser/m/{first.code}")
    await has_no_barrier(secretary, "an ended meeting")
    name, archive = await saved(secretary, page.get_by_role("link", name="Take the archive (.zip)"))
    assert name == f"{first.code}-archive.zip"
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        assert {"README.txt", "SHA256SUMS", "record.html", "record.docx"} <= {*files.namelist()}
    await secretary.button("Erase them").click()
    assert "?erased" not in page.url  # the browser asks for the tick first
    await page.get_by_role("checkbox", name="Erase all names of persons").check()
    await secretary.button("Erase them").click()
    await expect(page.get_by_role("status")).to_contain_text("were erased")
    await expect(page.locator("#retention")).to_contain_text("no names of persons, no free text and no links any more")
