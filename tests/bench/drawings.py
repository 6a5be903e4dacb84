"""Which figures the documentation shows as drawings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .plot import bars, lines


def draw(figures: Mapping[str, Any]) -> Mapping[str, str]:
    """RenderedViews by name, of the sections that were measured."""
    return dict(_drawings(figures))


def _drawings(figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for section, what in (("fanout", ""), ("packed", ", compressed")):
        if section in figures:
            targets, clients = figures[section]["targets"], figures[section]["clients"]
            ratios = {name: target["cpu_ratio"] for name, target in targets.items()}
            yield section, bars(f"CPU to send one message to one of {clients:,} screens{what}", ratios, "× bare loop")
    if "sizes" in figures:
        across = [one["clients"] for one in figures["sizes"]]
        names = figures["sizes"][0]["targets"]
        series = {name: [one["targets"][name]["last_ms"] for one in figures["sizes"]] for name in names}
        yield "sizes", lines("Time from a command to the last screen, by number of screens", across, series, "ms")
