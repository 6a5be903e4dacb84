"""Every picture of the manual can be taken again from the product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .pictures import take

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"pictures/([a-z-]+\.png)")


async def test_every_picture_of_the_manual_can_be_taken_again(tmp_path: Path) -> None:
    shown = {name for page in (ROOT, ROOT / "docs") for text in texts(page) for name in SHOWN.findall(text)}
    assert shown == pictures(ROOT / "docs" / "pictures")
    await take(tmp_path, shown)
    assert shown <= pictures(tmp_path)


def texts(folder: Path) -> list[str]:
    """The text of the manual pages in a folder."""
    return [page.read_text(encoding="utf-8") for page in folder.glob("*.md")]


def pictures(folder: Path) -> set[str]:
    """The names of the pictures in a folder."""
    return {file.name for file in folder.glob("*.png")}
