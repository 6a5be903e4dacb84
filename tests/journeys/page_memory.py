"""The memory of a page after a garbage collection, as Chromium reports it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Page

KEYS = ("Nodes", "JSEventListeners", "JSHeapUsedSize")


@dataclass(frozen=True, slots=True)
class PageMemory:
    """DOM nodes, event listeners, and bytes of the JavaScript heap."""

    nodes: int
    listeners: int
    heap: int


async def page_memory(page: Page) -> PageMemory:
    """Run the garbage collector, then measure a page."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")
    for _ in range(3):  # objects that one collection finalizes are freed by the next
        await session.send("HeapProfiler.collectGarbage")
    metrics = (await session.send("Performance.getMetrics"))["metrics"]
    found = {metric["name"]: int(metric["value"]) for metric in metrics}
    await session.detach()
    return PageMemory(*(found[key] for key in KEYS))
