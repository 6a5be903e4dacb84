"""A screen whose picture cannot be rendered says that it is out of date. The other screens are not affected."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import expect
from websockets.asyncio.client import ClientConnection

from nameplate import app
from nameplate.paths import WEB
from nameplate.rooms import publisher
from tests.journeys.browser import chromium
from tests.serving import PATIENCE_SECONDS, Hosted, heard, serving

BREAKS = "{% if view and view.text == 'break' %}{{ no_such_name }}{% endif %}"


@pytest.fixture
async def fragile(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hosted]:
    """A meeting on a server whose hall screen cannot render one message."""
    web = tmp_path / "web"
    shutil.copytree(WEB, web)
    template = web / "templates" / "hall" / "_notice.html"
    template.write_text(BREAKS + template.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(app, "WEB", web)
    monkeypatch.setattr(publisher, "HEARTBEAT_SECONDS", 0.05)
    async with serving(database_url) as host:
        meeting = await host.meeting()
        yield await meeting.open_floor()


async def next_message(screen: ClientConnection) -> dict[str, Any]:
    """The next message to a screen. It may be a heartbeat."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        message: dict[str, Any] = msgspec.json.decode(await screen.recv())
        return message


async def messages_until(screen: ClientConnection, word: str) -> list[dict[str, Any]]:
    """The messages to a screen up to the first that contains a word. Raises `TimeoutError`."""
    messages: list[dict[str, Any]] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not messages or word not in str(messages[-1]):
            messages.append(await next_message(screen))
    return messages


async def send(meeting: Hosted, text: str) -> None:
    """The chair sends a message to the hall."""
    answer = await meeting.post("chair", "send-notice", {"to": "hall", "text": text})
    assert answer.status_code == 204


async def checked(meeting: Hosted) -> tuple[dict[str, Any], list[str]]:
    """The answer of `/readyz`, and the lines of `/metrics` about screens that are out of date."""
    ready = await meeting.host.client.get(f"{meeting.host.url}/readyz")
    figures = await meeting.host.client.get(f"{meeting.host.url}/metrics")
    assert ready.status_code == 200
    lines = [
        line for line in figures.text.splitlines() if line.startswith(("nameplate_outdated", "nameplate_drawing_f"))
    ]
    return ready.json(), lines


async def test_a_screen_is_out_of_date_until_its_picture_can_be_rendered_again(fragile: Hosted) -> None:
    async with fragile.live("hall", "hall") as hall, fragile.live("chair", "chair") as chair:
        seen = (await heard(hall))["version"]
        await heard(chair)
        await send(fragile, "break")
        assert (await heard(chair))["version"] == seen + 1, "the other screens go on"
        signs = await messages_until(hall, "outdated")
        signs += [await next_message(hall), await next_message(hall)]
        assert {sign["version"] for sign in signs} == {seen}, "nothing tells a version that the screen was not shown"
        assert [sign.get("outdated") for sign in signs[-3:]] == [True] * 3
        ready, lines = await checked(fragile)
        assert (ready["status"], ready["out_of_date"]) == ("degraded", ["hall"])
        assert lines == ["nameplate_drawing_faults 1.0", 'nameplate_outdated{audience="hall"} 1.0']
        await send(fragile, "Lunch at one")
        *_, message = await messages_until(hall, "regions")
        assert "Lunch at one" in message["regions"]["notice"] and "outdated" not in message
        ready, lines = await checked(fragile)
        assert (ready["status"], lines) == ("ready", ["nameplate_drawing_faults 1.0"])


async def test_a_screen_that_joins_meanwhile_is_told_at_once(fragile: Hosted) -> None:
    async with fragile.live("hall", "hall") as hall:
        await heard(hall)
        await send(fragile, "break")
        await messages_until(hall, "outdated")
        async with fragile.live("hall", "hall") as late:
            messages = [await next_message(late), await next_message(late)]
    assert any(message.get("outdated") for message in messages)
    assert (await fragile.get("hall", "hall")).status_code == 200, "the page shows what was shown last"


async def test_a_screen_that_could_never_be_rendered_says_so_too(fragile: Hosted) -> None:
    await send(fragile, "break")
    page = await fragile.get("hall", "hall", Accept="text/html")
    assert (page.status_code, "Please follow another one." in page.text) == (503, True)
    ready, lines = await checked(fragile)
    assert (ready["out_of_date"], lines[-1]) == (["hall"], 'nameplate_outdated{audience="hall"} 1.0')
    async with fragile.live("hall", "hall") as hall:
        await messages_until(hall, "outdated")
        await send(fragile, "Lunch at one")
        *_, message = await messages_until(hall, "Lunch at one")
    assert set(message["regions"]) >= {"floor", "next", "notice"}
    assert (await fragile.get("hall", "hall")).status_code == 200


async def test_the_page_says_that_it_is_out_of_date(fragile: Hosted) -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{fragile.host.url}/in/{fragile.links['hall']}")
        await expect(page.locator("html[data-live=live]")).to_be_attached()
        await send(fragile, "break")
        await expect(page.locator("#link")).to_be_visible()
        await expect(page.locator("#link")).to_contain_text("This screen is out of date", use_inner_text=True)
        await send(fragile, "Lunch at one")
        await expect(page.locator("#notice")).to_have_text("Lunch at one")
        await expect(page.locator("#link")).to_be_hidden()
