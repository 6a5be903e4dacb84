"""What a page holds on to, as Chromium counts it once its rubbish is collected."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Page

KEYS = ("Nodes", "JSEventListeners", "JSHeapUsedSize")


@dataclass(frozen=True, slots=True)
class PageMemory:
    """Nodes of the document, listeners, and bytes of the heap of its scripts."""

    nodes: int
    listeners: int
    heap: int


async def page_memory(page: Page) -> PageMemory:
    """What the page holds now."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")
    for _ in range(3):  # what one collection finalizes, the next one frees
        await session.send("HeapProfiler.collectGarbage")
    metrics = (await session.send("Performance.getMetrics"))["metrics"]
    found = {metric["name"]: int(metric["value"]) for metric in metrics}
    await session.detach()
    return PageMemory(*(found[key] for key in KEYS))
