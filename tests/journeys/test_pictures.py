"""Every picture of the manual shows the product as it is. A person has looked at each before it was committed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.audiences import PAGES

from .likeness import unlike
from .pictures import take

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"pictures/([a-z-]+\.png)")
PICTURES = ROOT / "docs" / "pictures"
OTHER_NAMES = {"air": "webcast"}
"""The names of the pictures of a screen, if they are not the name of its audience."""
FONTS_OF_THE_MACHINE = {"delegate.png"}
"""A phone uses its own fonts."""
MOST_UNLIKE = 0.002
"""Another version of the browser, or another font for a symbol, changes a few fields."""


def test_every_screen_has_a_picture() -> None:
    shown = {name.partition(".")[0].partition("-")[0] for name in pictures(PICTURES)}
    assert {OTHER_NAMES.get(name, name) for name in PAGES} | {"studio", "panellist"} <= shown


async def test_every_picture_of_the_manual_shows_the_product_as_it_is(browser: Browser, tmp_path: Path) -> None:
    shown = {name for page in (ROOT, ROOT / "docs") for text in texts(page) for name in SHOWN.findall(text)}
    assert shown == pictures(PICTURES)
    await take(tmp_path, shown)
    assert shown <= pictures(tmp_path)
    page = await browser.new_page()
    shares = {name: await unlike(page, PICTURES / name, tmp_path / name) for name in shown - FONTS_OF_THE_MACHINE}
    await page.close()
    changed = {name: f"{share:.1%}" for name, share in shares.items() if share > MOST_UNLIKE}
    assert not changed, (
        f"These pictures are no longer those of the manual. Look at the new ones in {tmp_path}; "
        "if they are right, copy them to docs/pictures."
    )


def texts(folder: Path) -> list[str]:
    """The text of the manual pages in a folder."""
    return [page.read_text(encoding="utf-8") for page in folder.glob("*.md")]


def pictures(folder: Path) -> set[str]:
    """The names of the pictures in a folder."""
    return {file.name for file in folder.glob("*.png")}
