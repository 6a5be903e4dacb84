"""An hour of changes on a phone, the chair's laptop and the hall: `python -m tests.bench.pushes [--faster 20]`.

A hundred real commands are given each minute. The memory of the pages must not grow.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from playwright.async_api import Browser, Page, expect

from tests.journeys.browser import chromium
from tests.journeys.page_memory import PageMemory, page_memory
from tests.journeys.person import PHONE, SCREENS

from .hall import Hall

A_MINUTE, MINUTES = 100, 60
WAITING = 20
LONG_SPEECH = 3600
"""A long speaking time. In the last minute the clock would show more words, which would count as growth."""
WARM_UP = 500
"""The number of changes before the first measurement. After them, the history on the pages has its full length."""


def measure(pushes: int = A_MINUTE * MINUTES, faster: float = 1) -> dict[str, Any]:
    """The memory of each page before and after `pushes` changes. `faster` is a factor on the pace of 100 a minute."""
    with Hall() as hall:
        hall.open_list()
        for seat in hall.seats[: WAITING + 1]:
            hall.press("request-floor", by=f"delegate:{seat}")
        hall.press("set-speaking-time", category="all", seconds=LONG_SPEECH)
        hall.press("give-floor-to-next")
        return asyncio.run(_measure(hall, pushes, 60 / A_MINUTE / faster))


async def _measure(hall: Hall, pushes: int, pause: float) -> dict[str, Any]:
    phone, *others = (f"delegate:{seat}" for seat in hall.seats[WAITING + 1 :])
    acts = _acts(hall, others)
    async with chromium() as browser:
        pages = {name: await _open(browser, hall, name) for name in (phone, "chair", "hall")}
        await _push(acts, WARM_UP, 0)
        before = await _look(hall, pages)
        took = await _push(acts, pushes, pause)
        after = await _look(hall, pages)
    shown = {name.partition(":")[0]: _compared(before[name], after[name]) for name in pages}
    return {"pushes": pushes, "seconds": round(took, 1), "pages": shown}


async def _open(browser: Browser, hall: Hall, name: str) -> Page:
    context = await browser.new_context(**SCREENS.get(name, PHONE))
    page = await context.new_page()
    await page.goto(f"http://127.0.0.1:{hall.port}/in/{hall.secrets[name]}")
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    return page


def _acts(hall: Hall, delegates: list[str]) -> Iterator[None]:
    """Gives commands without end. Each command changes the screens. After ten commands the state is as before."""
    for number, delegate in enumerate(itertools.cycle(delegates)):
        for _ in range(3):
            yield hall.press("pause-clock")
            yield hall.press("resume-clock")
        yield hall.press("send-notice", to="hall", text=f"Notice {number}")
        yield hall.press("request-floor", by=delegate)
        first, *_, last = hall.waiting()
        yield hall.press("move-inscription", inscription=last, before=first)
        yield hall.press("withdraw-request", by=delegate, inscription=last)


async def _push(acts: Iterator[None], count: int, pause: float) -> float:
    """Give `count` commands with a pause after each. Returns the seconds that this took."""
    began = time.monotonic()
    for number in range(count):
        await asyncio.to_thread(next, acts)
        await asyncio.sleep(max(0.0, began + (number + 1) * pause - time.monotonic()))
    return time.monotonic() - began


async def _look(hall: Hall, pages: dict[str, Page]) -> dict[str, PageMemory]:
    """The memory of each page, measured when the page shows the newest version."""
    text = f"Now {time.monotonic()}"
    await asyncio.to_thread(hall.press, "send-notice", to="hall", text=text)
    for page in pages.values():
        await expect(page.locator("body")).to_contain_text(text)
    return {name: await page_memory(page) for name, page in pages.items()}


def _compared(before: PageMemory, after: PageMemory) -> dict[str, list[int]]:
    return {key: [value, asdict(after)[key]] for key, value in asdict(before).items()}


def show(measured: dict[str, Any]) -> None:
    """Print the memory of the pages before and after."""
    print(f"{measured['pushes']} pushes in {measured['seconds']} s")
    for name, held in measured["pages"].items():
        print(f"{name:10}", "   ".join(f"{key} {before} -> {after}" for key, (before, after) in held.items()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pushes", type=int, default=A_MINUTE * MINUTES)
    parser.add_argument("--faster", type=float, default=1)
    asked = parser.parse_args()
    figures = measure(asked.pushes, asked.faster)
    show(figures)
    print(json.dumps(figures, indent=2))
