"""The charts in the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .plot import bars, lines


def svg_charts(figures: Mapping[str, Any]) -> Mapping[str, str]:
    """SVG charts by name, of the sections that were measured."""
    return dict(_charts(figures))


def _charts(figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
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
