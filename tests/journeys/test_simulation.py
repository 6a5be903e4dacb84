"""The simulated panel, watched on the hall screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from .nameplate_process import free_port, nameplate
from .person import Visitors

pytestmark = pytest.mark.journey

SPEED = "150"
"""A pause of one second of this machine is two and a half minutes of the meeting, shorter than most speeches."""
BOUND_SECONDS = 120
NOTE_HOLDERS = """() => {
    window.holders = [];
    addEventListener('live:shown', () => {
        const name = document.querySelector('#floor .name')?.textContent;
        if (name && name !== window.holders.at(-1)) window.holders.push(name);
    });
}"""


async def test_the_panel_plays_itself_to_adjournment_on_the_hall_screen(visitors: Visitors, tmp_path: Path) -> None:
    play = ("demo", "--simulate", "--speed", SPEED, "--port", str(free_port()), "--folder", str(tmp_path / "demo"))
    async with asyncio.timeout(BOUND_SECONDS), nameplate(*play) as program:
        link = (await program.says("hall\t")).partition("\t")[2]
        hall = await visitors.visit("hall", link)
        await hall.is_live()
        await hall.page.evaluate(NOTE_HOLDERS)
        await expect(hall.see("#floor")).to_contain_text("The sitting is adjourned.", timeout=BOUND_SECONDS * 1000)
        seen = await hall.page.evaluate("() => window.holders")
        state = await (await hall.page.request.get(hall.page.url.partition("/hall")[0] + "/state")).json()
        await hall.page.close()  # before the server goes

    assert {item["state"] for item in state["sittings"][0]["items"]} == {"closed"}
    assert len(state["lists"][0]["heard"]) > 5
    assert len(set(seen)) > 3, "the hall has followed it"
