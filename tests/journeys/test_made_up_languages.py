"""The screens in two made-up languages: 40 % longer than English, and from right to left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from nameplate import app
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speeches.clock import AdjustClock
from tests.cast import BR, FR, KE
from tests.wording.pseudo import LANGUAGES, OPEN, write_languages

from .adjustable_clock import AdjustableClock, serve_with_clock
from .participants import Participants
from .test_public_sizes import COVERED, FRAMES, PHONES

pytestmark = pytest.mark.journey

SCREENS = ("chair", "desk", "hall", "podium", "air", "booth", "lobby", "delegate:FR", "join")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
async def participants(
    browser: Browser, clock: AdjustableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Participants]:
    """A meeting on a server that has the made-up languages, too."""
    web = tmp_path / "web"
    web.mkdir()
    write_languages(web)
    monkeypatch.setattr(app, "WEB", web)
    async with serve_with_clock(clock, f"sqlite:///{tmp_path / 'nameplate.db'}") as host:
        invited = Participants(browser, await host.meeting(), clock)
        yield invited
        await invited.leave()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_is_shown_and_stays_live(participants: Participants, language: str) -> None:
    await participants.floor_open(FR, KE)
    people = {name: await participants.person(name, locale=language) for name in SCREENS}
    people["public"] = await participants.visit("public", f"{participants.hosted.url}/public", locale=language)
    for person in people.values():
        html = person.see("html")
        await expect(html).to_have_attribute("lang", language)
        await expect(html).to_have_attribute("dir", "rtl" if language == "ar-XB" else "ltr")
        await expect(person.see("body")).to_contain_text(OPEN)

    await participants.hosted.chair(GiveFloorToNext())
    await expect(people["lobby"].see("#board .speaking")).to_contain_text("France")
    for person in (each for each in people.values() if each.name != "lobby"):
        await expect(person.see("#floor .name")).to_have_text("France")
    await expect(people["delegate:FR"].see("#mine .big")).to_contain_text(OPEN)

    await participants.ask(BR)
    for name in ("delegate:FR", "join", "public"):
        assert await people[name].page.evaluate(TOO_WIDE) <= 0, f"the phone of {name} scrolls sideways"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_text_of_the_public_screen_covers_another_one(participants: Participants, language: str) -> None:
    await participants.floor_open(FR, KE, BR)
    public = await participants.visit("public", f"{participants.hosted.url}/public", locale=language)
    await participants.hosted.chair(GiveFloorToNext(), AdjustClock(-3600))
    await expect(public.word).to_contain_text(OPEN)
    for width, height in (*PHONES, *FRAMES, (1280, 720)):
        await public.page.set_viewport_size({"width": width, "height": height})
        assert await public.page.evaluate(COVERED) == [], width


async def test_a_refusal_is_in_the_language_of_the_page(participants: Participants) -> None:
    await participants.floor_open()
    fr = await participants.person("delegate:FR", locale="en-XA")
    fr.expects("status of 422")
    await fr.page.route("**/request-floor", lambda route: route.continue_(post_data='{"form": "unknown"}'))
    await fr.see("#mine button.primary").tap()
    await expect(fr.answer).to_contain_text(OPEN)


async def test_the_clock_of_the_booth_begins_where_its_bar_begins(participants: Participants) -> None:
    await participants.floor_open(FR)
    await participants.hosted.chair(GiveFloorToNext())
    for language in LANGUAGES:
        booth = await participants.person("booth", locale=language)
        digits = await booth.see("#floor speaking-clock [part=digits]").bounding_box()
        bar = await booth.see("#floor speaking-clock [part=bar]").bounding_box()
        limit = await booth.see("#floor .limit").bounding_box()
        left = await booth.see("#floor speaking-clock [part=left]").bounding_box()
        assert digits and bar and limit and left
        if language == "ar-XB":
            assert limit["x"] + limit["width"] <= digits["x"]
            ends = (digits["x"] + digits["width"], left["x"] + left["width"])
            assert ends == pytest.approx((bar["x"] + bar["width"],) * 2, abs=2)
        else:
            assert digits["x"] + digits["width"] <= limit["x"]
            assert (digits["x"], left["x"]) == pytest.approx((bar["x"],) * 2, abs=2)
