"""The phone's first load, on a slow phone in a slow network: `python -m tests.bench.phone`."""

from __future__ import annotations

import asyncio
import json
from statistics import median
from typing import Any

from playwright.async_api import Browser, Page, expect

from tests.journeys.browser import chromium
from tests.journeys.page_weight import PageLoad
from tests.journeys.person import PHONE

from .hall import Hall

BITS, LATENCY_MS, SLOWDOWN = 1_600_000, 150, 4
WAITING = 20
TIMES = 5
PEERS = {
    "OpenSlides 3.3": {"kilobytes": 1490, "requests": 21, "painted_ms": 8200},
    "OpenSlides 4.3": {"kilobytes": 1280, "requests": 138, "painted_ms": 7000},
    "Ontime 4": {"kilobytes": 425, "requests": 82},
    "mTCQ": {"kilobytes": 443},
}
"""First loads of other products, measured in 2026-11 on a machine with two cores: compressed, 1.6 Mbit/s, 150 ms."""

WATCH = """() => {
    const note = () => { if (document.documentElement?.dataset.live === 'live') window.live ??= performance.now(); };
    new MutationObserver(note).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-live'] });
}"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
TAPPED = """() => new Promise(shown => {
    const began = performance.now(), place = document.getElementById('mine');
    new MutationObserver((_, observer) => {
        if (!place.classList.contains('waiting')) return;
        observer.disconnect();
        shown(performance.now() - began);
    }).observe(place, { attributes: true });
    place.querySelector('.primary').click();
})"""


def measure(times: int = TIMES) -> dict[str, Any]:
    """Medians of `times` first loads in milliseconds, and the transferred bytes."""
    with Hall() as hall:
        hall.open_list()
        delegates = [f"delegate:{seat}" for seat in hall.seats]
        for name in delegates[:WAITING]:
            hall.press("request-floor", by=name)
        return asyncio.run(_measure(hall, delegates[WAITING : WAITING + times]))


async def _measure(hall: Hall, delegates: list[str]) -> dict[str, Any]:
    async with chromium() as browser:
        loads = [await _first_load(browser, hall, name) for name in delegates]
    medians = {name: round(median(load[name] for load in loads)) for name in ("painted_ms", "working_ms", "tap_ms")}
    last = loads[-1]
    return {
        "network": {"bits_per_second": BITS, "latency_ms": LATENCY_MS, "cpu_slowdown": SLOWDOWN},
        "times": len(loads),
        **medians,
        **{name: last[name] for name in ("requests", "bytes", "header_bytes", "weights")},
        "peers": PEERS,
    }


async def _first_load(browser: Browser, hall: Hall, name: str) -> dict[str, Any]:
    """Load the page on a phone without a cache: time until it is visible, until its button works, and time of a tap."""
    context = await browser.new_context(**PHONE)
    await context.add_init_script(f"({WATCH})()")
    page = await context.new_page()
    await _slow_down(page)
    load = PageLoad(page)
    await page.goto(f"http://127.0.0.1:{hall.port}/in/{hall.secrets[name]}")
    await expect(page.locator("html")).to_have_attribute("data-live", "live")
    weights = await load.weights()
    measured = {
        "painted_ms": await page.evaluate(PAINTED),
        "working_ms": await page.evaluate("() => window.live"),
        "requests": load.count,
        "bytes": sum(weights.values()),
        "header_bytes": await load.headers(),
        "weights": {name.partition("?")[0]: weight for name, weight in weights.items() if weight},
        "tap_ms": await page.evaluate(TAPPED),
    }
    await context.close()
    return measured


async def _slow_down(page: Page) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    network = {"latency": LATENCY_MS, "downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8}
    await session.send("Network.emulateNetworkConditions", {"offline": False, **network})
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def show(measured: dict[str, Any]) -> None:
    """Print the figures together with the figures of other products."""
    print(f"{'':16}{'KB':>8}{'requests':>10}{'painted':>10}{'working':>10}{'tap':>8}")
    ours = {**measured, "kilobytes": round(measured["bytes"] / 1000, 1)}
    for name, row in {"Nameplate": ours, **measured["peers"]}.items():
        cells = [row.get(key) for key in ("kilobytes", "requests", "painted_ms", "working_ms", "tap_ms")]
        kilobytes, requests, *times = ["–" if cell is None else str(cell) for cell in cells]
        painted, working, tap = ["–" if time == "–" else f"{time} ms" for time in times]
        print(f"{name:16}{kilobytes:>8}{requests:>10}{painted:>10}{working:>10}{tap:>8}")


if __name__ == "__main__":
    figures = measure()
    show(figures)
    print(json.dumps(figures, indent=2))
