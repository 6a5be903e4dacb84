"""The panel that plays itself, watched from the hall."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from .people import Company
from .programs import free_port, nameplate

pytestmark = pytest.mark.journey

SPEED = "500"
BOUND_SECONDS = 120
NOTE_HOLDERS = """() => {
    window.holders = [];
    addEventListener('live:shown', () => {
        const name = document.querySelector('#floor .name')?.textContent;
        if (name && name !== window.holders.at(-1)) window.holders.push(name);
    });
}"""


async def test_the_panel_plays_itself_to_adjournment_on_the_hall_screen(company: Company, tmp_path: Path) -> None:
    play = ("demo", "--simulate", "--speed", SPEED, "--port", str(free_port()), "--folder", str(tmp_path / "demo"))
    async with asyncio.timeout(BOUND_SECONDS), nameplate(*play) as program:
        link = (await program.says("hall\t")).partition("\t")[2]
        hall = await company.visit("hall", link)
        await hall.is_live()
        await hall.page.evaluate(NOTE_HOLDERS)
        await expect(hall.see("#floor")).to_contain_text("The sitting is adjourned.", timeout=BOUND_SECONDS * 1000)
        seen = await hall.page.evaluate("() => window.holders")
        await hall.page.close()  # before the server goes

    assert {"Mr. Martin Khor", "Ms. Kristin Hetle"} <= set(seen)
    assert len(set(seen)) > 15, seen
