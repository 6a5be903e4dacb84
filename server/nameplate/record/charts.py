"""Two charts of speaking time: by kind of speaker, and limit against use. The third is in `timeline.py`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nameplate.wording.language import Words
from nameplate.wording.record_labels import duration, long_duration, over_under

from .account_values import Intervention, Total
from .chart_shapes import WIDTH, Box, Drawing, Line, Part, Text, family, shortened
from .speaker_categories import kind_name

ROWS, FEW = 30, 6
ROW, TOP = 24, 6
LABELS, BARS, END = 222, 230, WIDTH - 236
USE_BARS, USE_END = 256, WIDTH - 156

USE_KEY = "Frame: the limit. Grey: time used. Solid: time over the limit."


def by_kind(name: str, totals: Sequence[Total], words: Words) -> Drawing:
    """Speaking time by kind of speaker: bars with figures."""
    whole = sum(t.used_ms for t in totals)
    longest = max((t.used_ms for t in totals), default=0) or 1
    rows: list[Part] = []
    for place, total in enumerate(totals):
        y = TOP + place * (ROW + 6)
        wide = (END - BARS) * total.used_ms / longest
        rows.append(Text(LABELS, y + 17, shortened(kind_name(words, total.kind), 32), "label", "end"))
        rows.append(Box(BARS, y, wide, ROW, "bar", family(total.kind)))
        rows.append(Text(BARS + wide + 8, y + 17, _figures(total, whole, words), "figure"))
    title = words.text("Speaking time by kind of speaker")
    told = "; ".join(f"{kind_name(words, t.kind)}: {_figures(t, whole, words)}" for t in totals)
    description = words.text("%(time)s in all. %(told)s", time=long_duration(whole), told=told)
    return Drawing(name, title, description, TOP * 2 + len(totals) * (ROW + 6), tuple(rows))


def limit_against_use(name: str, interventions: Sequence[Intervention], words: Words) -> tuple[Drawing, ...]:
    """Time used against the limit, one row for each intervention. After 30 rows a new picture, unless few follow."""
    heard = [i for i in interventions if i.counts]
    longest = max((max(i.limit_ms, i.used_ms) for i in heard), default=0) or 1
    starts = [n for n in range(0, len(heard), ROWS) if n == 0 or len(heard) - n >= FEW]
    parts = [heard[start:end] for start, end in pairwise([*starts, len(heard)])] if heard else []
    return tuple(_use(f"{name}-{n}", part, longest, words) for n, part in enumerate(parts, 1))


def _use(name: str, heard: Sequence[Intervention], longest: int, words: Words) -> Drawing:
    over = sum(i.is_over for i in heard)
    title = words.text(
        "Limit and use, interventions %(first)s to %(last)s", first=heard[0].number, last=heard[-1].number
    )
    description = words.text(
        "%(key)s %(over)s of %(all)s were over.",
        key=words.text(USE_KEY),
        over=over,
        all=len(heard),
    )
    rows = tuple(part for place, i in enumerate(heard) for part in _use_row(i, TOP + place * ROW, longest))
    return Drawing(name, title, description, TOP * 2 + len(heard) * ROW, rows)


def _use_row(i: Intervention, y: float, longest: int) -> list[Part]:
    scale = (USE_END - USE_BARS) / longest
    limit, used = i.limit_ms * scale, i.used_ms * scale
    figures = f"{duration(i.used_ms)} / {duration(i.limit_ms)}  ({over_under(i.limit_ms, i.used_ms)})"
    row: list[Part] = [
        Text(26, y + 16, str(i.number), "number", "end"),
        Text(34, y + 16, shortened(i.who.name, 30)),
        Box(USE_BARS, y + 3, min(used, limit), 16, "use", "faint"),
        Box(USE_BARS, y + 3, limit, 16, "limit", "none"),
        Text(USE_END + 12, y + 16, figures, "figure"),
    ]
    if i.is_over:
        row.append(Box(USE_BARS + limit, y + 3, used - limit, 16, "over", "ink"))
        row.append(Line(USE_BARS + limit, y, USE_BARS + limit, y + 22, "limit", 2))
    return row


def _figures(total: Total, whole: int, words: Words) -> str:
    share = round(100 * total.used_ms / whole) if whole else 0
    said = words.text("1 intervention") if total.interventions == 1 else ""
    said = said or words.text("%(number)s interventions", number=total.interventions)
    return f"{long_duration(total.used_ms)} · {share} % · {said}"
