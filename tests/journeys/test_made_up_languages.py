"""The screens in two made-up languages: 40 % longer than English, and from right to left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from nameplate import app
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from tests.cast import BR, FR, KE
from tests.wording.pseudo import LANGUAGES, OPEN, write_languages

from .clockwork import Clockwork, serving_by
from .gathering import Gathering

pytestmark = pytest.mark.journey

SCREENS = ("chair", "desk", "hall", "podium", "delegate:FR", "join")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
async def gathering(
    browser: Browser, clockwork: Clockwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Gathering]:
    """A meeting on a server that has the made-up languages, too."""
    web = tmp_path / "web"
    web.mkdir()
    write_languages(web)
    monkeypatch.setattr(app, "WEB", web)
    async with serving_by(clockwork, f"sqlite:///{tmp_path / 'nameplate.db'}") as host:
        gathered = Gathering(browser, await host.meeting(), clockwork)
        yield gathered
        await gathered.leave()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_is_shown_and_stays_live(gathering: Gathering, language: str) -> None:
    await gathering.floor_open(FR, KE)
    people = {name: await gathering.person(name, locale=language) for name in SCREENS}
    for person in people.values():
        html = person.see("html")
        await expect(html).to_have_attribute("lang", language)
        await expect(html).to_have_attribute("dir", "rtl" if language == "ar-XB" else "ltr")
        await expect(person.see("body")).to_contain_text(OPEN)

    await gathering.hosted.chair(GiveFloorToNext())
    for person in people.values():
        await expect(person.see("#floor .name")).to_have_text("France")
    await expect(people["delegate:FR"].see("#mine .big")).to_contain_text(OPEN)

    await gathering.ask(BR)
    for name in ("delegate:FR", "join"):
        assert await people[name].page.evaluate(TOO_WIDE) <= 0, f"the phone of {name} scrolls sideways"


async def test_a_refusal_is_in_the_language_of_the_page(gathering: Gathering) -> None:
    await gathering.floor_open()
    fr = await gathering.person("delegate:FR", locale="en-XA")
    fr.expects("status of 422")
    await fr.page.route("**/request-floor", lambda route: route.continue_(post_data='{"form": "unknown"}'))
    await fr.see("#mine .thumb button.primary").tap()
    await expect(fr.answer).to_contain_text(OPEN)
