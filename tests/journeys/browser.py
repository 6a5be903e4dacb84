"""The browser of the journeys."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run the Chromium or Chrome of this machine without a window. The variable CHROMIUM can name another one."""
    wanted = os.environ.get("CHROMIUM", "")
    found = next((path for name in ((wanted,) if wanted else NAMES) if (path := shutil.which(name))), None)
    assert found, "The journeys need Chromium or Chrome; sh tests/install-programs.sh installs one."
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        await browser.close()
