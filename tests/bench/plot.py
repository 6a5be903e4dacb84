"""SVG charts with horizontal bars or lines, readable on light and dark backgrounds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, LEFT, ROW = 720, 240, 30
COLOURS = ("#1a6fb0", "#c2571a", "#2f8f4e", "#8a4fb0", "#a8892c", "#b03060")
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#222}.t{font-weight:600}.g{stroke:#8886}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}}"
)


def bars(title: str, values: Mapping[str, float], unit: str) -> str:
    """A chart with one bar for each value. The name is to the left of the bar, the figure to the right."""
    most = max(values.values())
    parts = []
    for nth, (name, value) in enumerate(values.items()):
        y, length = 44 + nth * ROW, (WIDTH - LEFT - 110) * value / most
        parts.append(f'<text x="{LEFT - 10}" y="{y + 15}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="20" fill="{COLOURS[nth > 0]}"/>')
        parts.append(f'<text x="{LEFT + length + 8:.1f}" y="{y + 15}">{value:g} {escape(unit)}</text>')
    return _svg(title, 54 + ROW * len(values), parts)


def lines(title: str, across: Sequence[float], series: Mapping[str, Sequence[float]], unit: str) -> str:
    """A chart with a line for each series. The horizontal axis is logarithmic; the vertical axis starts at zero."""
    height, bottom, top, right = 380, 330, 50, WIDTH - 150
    most = max(max(values) for values in series.values())
    low, high = math.log(across[0]), math.log(across[-1])

    def x(number: float) -> float:
        return 70 + (right - 70) * (math.log(number) - low) / (high - low)

    def y(value: float) -> float:
        return bottom - (bottom - top) * value / most

    parts = [f'<text x="{x(n):.1f}" y="{bottom + 20}" text-anchor="middle">{n:,}</text>' for n in across]
    for share in (0, 0.5, 1):
        parts.append(f'<line class="g" x1="70" x2="{right}" y1="{y(most * share):.1f}" y2="{y(most * share):.1f}"/>')
        label = f"{most * share:.3g} {unit}"
        parts.append(f'<text x="64" y="{y(most * share) + 5:.1f}" text-anchor="end">{escape(label)}</text>')
    ends = _apart([y(values[-1]) + 5 for values in series.values()])
    for (name, values), colour, end in zip(series.items(), COLOURS, ends, strict=False):
        points = " ".join(f"{x(n):.1f},{y(v):.1f}" for n, v in zip(across, values, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{right + 8}" y="{end:.1f}" style="fill:{colour}">{escape(name)}</text>')
    return _svg(title, height, parts)


def _apart(heights: Sequence[float], least: float = 18) -> list[float]:
    """The heights of labels. A label that would overlap another one is moved down."""
    found = [0.0] * len(heights)
    last = -least
    for nth in sorted(range(len(heights)), key=heights.__getitem__):
        last = found[nth] = max(heights[nth], last + least)
    return found


def _svg(title: str, height: int, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">'
    body = [head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>"]
    return "\n".join([*body, f'<text class="t" x="10" y="24">{escape(title)}</text>', *parts, "</svg>", ""])
