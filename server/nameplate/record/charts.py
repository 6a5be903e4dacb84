"""Two charts of speaking time: by category of speakers, and limit against use. `timeline.py` has the third."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nameplate.wording.durations import duration, long_duration, over_under
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .account_values import CategoryTotal, Intervention
from .chart import WIDTH, Box, Chart, Line, Shape, Text, family, shortened
from .speaker_categories import category_name

ROWS_PER_CHART, FEWEST_ROWS = 30, 6
ROW_HEIGHT, TOP_MARGIN = 24, 6
LABELS_END_X, BARS_X, BARS_END_X = 222, 230, WIDTH - 236
USE_BARS_X, USE_BARS_END_X = 256, WIDTH - 156

USE_KEY = N_("Frame: the limit. Grey: time used. Solid: time over the limit.")


@dataclass(frozen=True, slots=True)
class Bar:
    """The speaking time of some speakers. `family` is the name of a pattern."""

    label: str
    family: str
    used_ms: int
    interventions: int


def speaking_time_by_category(name: str, totals: Sequence[CategoryTotal], words: Words) -> Chart:
    """Speaking time by category of speakers: bars with figures."""
    bars = [Bar(category_name(words, t.kind), family(t.kind), t.used_ms, t.interventions) for t in totals]
    return speaking_time(name, words.text("Speaking time by kind of speaker"), bars, words)


def speaking_time(
    name: str, title: str, bars: Sequence[Bar], words: Words, written: Callable[[int], str] = long_duration
) -> Chart:
    """Speaking time as bars with figures. `written` writes a time (ms)."""
    total_ms = sum(bar.used_ms for bar in bars)
    longest_ms = max((bar.used_ms for bar in bars), default=0) or 1
    shapes: list[Shape] = []
    for number, bar in enumerate(bars):
        y = TOP_MARGIN + number * (ROW_HEIGHT + 6)
        width = (BARS_END_X - BARS_X) * bar.used_ms / longest_ms
        shapes.append(Text(LABELS_END_X, y + 17, shortened(bar.label, 32), "label", "end"))
        shapes.append(Box(BARS_X, y, width, ROW_HEIGHT, "bar", bar.family))
        shapes.append(Text(BARS_X + width + 8, y + 17, _figures(bar, total_ms, words, written), "figure"))
    figures = "; ".join(f"{bar.label}: {_figures(bar, total_ms, words, written)}" for bar in bars)
    description = words.text("%(time)s in all. %(categories)s", time=written(total_ms), categories=figures)
    return Chart(name, title, description, TOP_MARGIN * 2 + len(bars) * (ROW_HEIGHT + 6), tuple(shapes))


def limit_against_use(name: str, interventions: Sequence[Intervention], words: Words) -> tuple[Chart, ...]:
    """Time used against the limit, one row for each intervention.

    A chart has 30 rows. If the last chart would have fewer than six rows, its rows are added to the chart before it.
    """
    heard = [i for i in interventions if i.counts]
    longest_ms = max((max(i.limit_ms, i.used_ms) for i in heard), default=0) or 1
    starts = [n for n in range(0, len(heard), ROWS_PER_CHART) if n == 0 or len(heard) - n >= FEWEST_ROWS]
    parts = [heard[start:end] for start, end in pairwise([*starts, len(heard)])] if heard else []
    return tuple(_use_chart(f"{name}-{n}", part, longest_ms, words) for n, part in enumerate(parts, 1))


def _use_chart(name: str, heard: Sequence[Intervention], longest_ms: int, words: Words) -> Chart:
    over = sum(i.is_over for i in heard)
    title = words.text(
        "Limit and use, interventions %(first)s to %(last)s", first=heard[0].number, last=heard[-1].number
    )
    description = words.text(
        "%(key)s %(over)s of %(all)s were over.",
        key=words.translate(USE_KEY),
        over=over,
        all=len(heard),
    )
    shapes = tuple(
        shape for row, i in enumerate(heard) for shape in _use_row(i, TOP_MARGIN + row * ROW_HEIGHT, longest_ms)
    )
    return Chart(name, title, description, TOP_MARGIN * 2 + len(heard) * ROW_HEIGHT, shapes)


def _use_row(i: Intervention, y: float, longest_ms: int) -> list[Shape]:
    scale = (USE_BARS_END_X - USE_BARS_X) / longest_ms
    limit_width, used_width = i.limit_ms * scale, i.used_ms * scale
    figures = f"{duration(i.used_ms)} / {duration(i.limit_ms)}  ({over_under(i.limit_ms, i.used_ms)})"
    shapes: list[Shape] = [
        Text(26, y + 16, str(i.number), "number", "end"),
        Text(34, y + 16, shortened(i.who.name, 30)),
        Box(USE_BARS_X, y + 3, min(used_width, limit_width), 16, "use", "faint"),
        Box(USE_BARS_X, y + 3, limit_width, 16, "limit", "none"),
        Text(USE_BARS_END_X + 12, y + 16, figures, "figure"),
    ]
    if i.is_over:
        shapes.append(Box(USE_BARS_X + limit_width, y + 3, used_width - limit_width, 16, "over", "ink"))
        shapes.append(Line(USE_BARS_X + limit_width, y, USE_BARS_X + limit_width, y + 22, "limit", 2))
    return shapes


def _figures(bar: Bar, total_ms: int, words: Words, written: Callable[[int], str]) -> str:
    share = round(100 * bar.used_ms / total_ms) if total_ms else 0
    heard = words.plural("%(n)s intervention", "%(n)s interventions", bar.interventions)
    return f"{written(bar.used_ms)} · {words.percent(share)} · {heard}"
