"""The documents on paper, as Chromium prints them: pages, width, the key of the console, a console without a server."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from nameplate import app
from nameplate.access.passes import new_code
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.paper import CARD_SIZES, DOCUMENTS, cards_page
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.delegations_file import read_delegations
from nameplate.planning.programme_file import read_programme
from nameplate.screens.audiences import links_of
from nameplate.wording.country_names import country_names
from tests.cast import BR, FR, KE
from tests.panel import CODE, DELEGATIONS, begun, panel
from tests.paper.meetings import LONG_NAME, LONG_WORD, NOTE, SCREENS
from tests.wording.pseudo import LANGUAGES, write_languages

from .adjustable_clock import AdjustableClock, serve_with_clock
from .conftest import Invite
from .participants import Participants
from .person import UNREACHABLE
from .test_accessibility import has_no_barrier

pytestmark = pytest.mark.journey

TEXT_WIDTH = 657
"""Pixels: A4 without its margins, 174 mm."""
MANY = tuple(Seat(f"O{number}", "ngo", f"Organization {number}") for number in range(240))
LONG = (Seat("L1", "ngo", LONG_NAME), Seat("L2", "ngo", LONG_WORD))
PAGES = (*(f"print/{name}" for name in DOCUMENTS), "record.html")

TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && !e.closest('svg, .visually-hidden'))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1)
    .map(e => `${e.localName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""
CUT = """() => [...document.querySelectorAll('section, section *')]
    .filter(e => !e.closest('svg, .meeting') && e.checkVisibility()) // only the title of the meeting may be cut
    .filter(e => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 1)
    .filter(e => e.clientHeight && getComputedStyle(e).overflowY !== 'visible')
    .map(e => e.textContent.trim().slice(0, 60))"""
AT_THE_EDGE = """() => [...document.querySelectorAll('section')].flatMap(card => {
    const edge = card.getBoundingClientRect();
    return [...card.querySelectorAll('p, h2, svg')].filter(e => e.checkVisibility()).filter(e => {
        const box = e.getBoundingClientRect();
        return box.top < edge.top + 4 || box.bottom > edge.bottom - 4
            || box.left < edge.left + 4 || box.right > edge.right - 4;
    }).map(e => e.textContent.trim().slice(0, 60));
})"""
COUNT_PRINTS = "window.printed = 0; void (window.print = () => { window.printed += 1 });"


def pages_of(pdf: bytes) -> int:
    """The number of pages of a PDF by Chromium."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


async def print_out(page: Page, url: str) -> int:
    """The number of pages of a document. Fails when something is wider than the paper."""
    await page.goto(url)
    await page.set_viewport_size({"width": TEXT_WIDTH, "height": 900})
    await page.emulate_media(media="print")
    assert await page.evaluate(TOO_WIDE) == [], url
    return pages_of(await page.pdf(prefer_css_page_size=True))


async def crowd(participants: Participants) -> None:
    """The list is open. Everybody waits, and some have long names, groups and questions."""
    await participants.floor_open(FR, KE, BR)
    asked = [AddInscription(seat.id, on_behalf_of=LONG_NAME, form="question", note=NOTE[:280]) for seat in LONG]
    await participants.hosted.chair(*asked, *(AddInscription(seat.id) for seat in MANY), GiveFloorToNext())


@pytest.fixture
async def in_made_up_languages(
    browser: Browser, clock: AdjustableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Participants]:
    """A meeting with a long list, on a server that has the made-up languages, too."""
    web = tmp_path / "web"
    web.mkdir()
    write_languages(web)
    monkeypatch.setattr(app, "WEB", web)
    async with serve_with_clock(clock, f"sqlite:///{tmp_path / 'nameplate.db'}") as host:
        created = panel(new_code(), (*DELEGATIONS, *LONG, *MANY))
        invited = Participants(browser, await host.meeting(created), clock)
        yield invited
        await invited.leave()


async def test_every_document_fits_on_its_paper_in_long_languages(in_made_up_languages: Participants) -> None:
    await crowd(in_made_up_languages)
    desk = await in_made_up_languages.person("desk")
    for language in ("en", *LANGUAGES):
        for path in PAGES:
            url = f"{in_made_up_languages.hosted.url}/{path}?lang={language}"
            pages = await print_out(desk.page, url)
            assert pages == 1 if path == "print/poster" else pages >= 2, path


async def test_every_document_of_the_seminar_can_be_printed(invite: Invite) -> None:
    participants = await invite(read_programme(EXAMPLES / "seminar-2013.yaml", new_code(), ()).created)
    desk = await participants.person("desk")
    pages = {path: await print_out(desk.page, f"{participants.hosted.url}/{path}") for path in PAGES}
    assert pages["print/poster"] == 1 and pages["print/programme"] == 2


async def test_a_poster_with_a_long_title_stays_on_one_page(invite: Invite) -> None:
    participants = await invite(replace(panel(new_code()), title="A long title of a meeting. " * 11))
    desk = await participants.person("desk")
    assert await print_out(desk.page, f"{participants.hosted.url}/print/poster") == 1
    code = await desk.place_of(".qr svg")
    assert code[2] == code[3] > 200, "the code is as wide as high"


async def test_axe_finds_nothing_in_the_documents_and_their_menu(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair = await participants.person("chair")
    await chair.page.get_by_role("button", name="Print…", exact=True).click()
    await has_no_barrier(chair, "menu")
    for name in DOCUMENTS:
        await chair.page.goto(f"{participants.hosted.url}/print/{name}")
        await has_no_barrier(chair, name)


async def test_one_key_prints_the_list_as_it_stands(invite: Invite) -> None:
    participants = await invite()
    await participants.floor_open(FR, KE)
    chair = await participants.person("chair")
    await chair.page.context.add_init_script(COUNT_PRINTS)
    async with chair.page.expect_popup() as opened:
        await chair.press("h")
    page = await opened.value
    await expect(page.locator("td.who strong")).to_have_text(["France", "Kenya"])
    await page.wait_for_function("() => window.printed === 1")
    await page.get_by_role("button").click()
    assert await page.evaluate("window.printed") == 2


@pytest.mark.parametrize("name", ["chair", "desk"])
async def test_without_a_server_the_console_prints_what_it_showed_last(invite: Invite, name: str) -> None:
    participants = await invite(panel(new_code(), (*DELEGATIONS, *LONG)))
    await participants.floor_open(FR, KE, BR)
    await participants.hosted.chair(*(AddInscription(seat.id) for seat in LONG), GiveFloorToNext())
    console = await participants.person(name)
    await expect(console.waiting).to_have_count(4)
    console.expects(UNREACHABLE)
    await console.page.context.set_offline(True)
    await console.is_stale()
    await console.page.evaluate(COUNT_PRINTS)
    await console.press("h")
    assert await console.page.evaluate("window.printed") == 1
    await console.page.set_viewport_size({"width": TEXT_WIDTH, "height": 900})
    await console.page.emulate_media(media="print")
    for shown in ("#floor .name", "#speakers-list li .name", "#status h1", "#link"):
        await expect(console.see(shown).first).to_be_visible()
    for hidden in ("button", "#next", "#programme", ".strip", "form"):
        await expect(console.see(f"{hidden} >> visible=true")).to_have_count(0)
    assert await console.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("size", CARD_SIZES)
async def test_cards_have_their_size_and_nothing_is_cut_off(browser: Browser, tmp_path: Path, size: str) -> None:
    real = read_delegations(EXAMPLES / "delegations.csv", country_names(WEB / "locale", "en"))
    longest = sorted(real, key=lambda seat: -len(seat.name))[:8]
    seats = (*LONG, Seat("L3", "ngo", LONG_NAME * 2), *longest, Seat("GB", "member_state"))
    title = read_programme(EXAMPLES / "hrc28-panel-2015.yaml", CODE, ()).created.title + ", and other questions" * 2
    meeting = begun(replace(panel(delegations=seats), title=title))
    names = [link.name for link in links_of(meeting) if link.seat]
    assert len(names) > 15 and len(longest[0].name) > 100
    links = {name: f"https://nameplate.example/in/{name:x>32}" for name in names}
    file = tmp_path / "cards.html"
    file.write_text(cards_page(SCREENS, meeting, links, size), encoding="utf-8")
    page = await browser.new_page()
    await page.goto(file.as_uri())
    await page.emulate_media(media="print")
    assert await page.evaluate(CUT) == []
    assert await page.evaluate(AT_THE_EDGE) == []
    each = {"small": 10, "large": 4, "tent": 1}[size]
    assert pages_of(await page.pdf(prefer_css_page_size=True)) == ceil(len(names) / each)
    await page.close()
