"""The timeline of a sitting. Each row is an hour with items, numbered interventions and points of order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nameplate.wording.language import Words, local
from nameplate.wording.messages import N_

from .account_values import Intervention, SittingAccount
from .chart import WIDTH, Box, Chart, Line, Shape, Text, family, shortened
from .list_account_values import ListAccount

HOUR_MS, TEN_MINUTES_MS = 3_600_000, 600_000
LEFT_X, RIGHT_X = 8, WIDTH - 8
ROW_HEIGHT = 108
ITEMS_Y, SPEECHES_Y, POINTS_Y, LISTS_Y = 20, 44, 72, 92
LEGEND = {
    "podium": N_("Podium"),
    "states": N_("States and groups"),
    "organizations": N_("UN and intergovernmental"),
    "society": N_("NHRIs and NGOs"),
    "others": N_("Others"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One hour of the sitting: its start in ms, and its top edge in the chart."""

    start: int
    y: float

    def span(self, since: int, until: int) -> tuple[float, float] | None:
        """Left edge and width of the part of a time span in this hour. None if no part of the span is in this hour."""
        first, last = max(since, self.start), min(until, self.start + HOUR_MS)
        if last < first or since >= self.start + HOUR_MS:
            return None
        return self.x(first), max(1.5, self.x(last) - self.x(first))

    def x(self, at: int) -> float:
        return LEFT_X + (RIGHT_X - LEFT_X) * (at - self.start) / HOUR_MS


def timeline(
    name: str, sitting: SittingAccount, lists: Sequence[ListAccount], timezone: str, now: int, words: Words
) -> Chart | None:
    """The chart of a sitting from its opening to its end, or to `now` (ms). None if the sitting was not held."""
    if sitting.opened_at is None:
        return None
    until = max(sitting.closed_at or now, sitting.opened_at + 1)
    rows = _hours(sitting.opened_at, until, timezone)
    shapes = [shape for row in rows for shape in _row_shapes(row, sitting, lists, timezone, until, words)]
    families = {family(i.who.kind) for i in sitting.interventions if i.counts}
    shapes += _legend(families, len(rows) * ROW_HEIGHT + 18, words)
    title = words.text(
        "Timeline of the sitting, %(from)s to %(to)s", **_clock_times(sitting.opened_at, until, timezone, words)
    )
    description = words.text(
        "An hour a row: items of the programme, interventions by number, points of order, when the list was open."
    )
    return Chart(name, title, description, len(rows) * ROW_HEIGHT + 40, tuple(shapes))


def _hours(opened_at: int, until: int, timezone: str) -> list[_Row]:
    """The rows of the chart. The first row begins at the last full ten minutes before the opening, such as 10:20."""
    opened = local(opened_at, timezone)
    start = opened_at - (opened.minute % 10 * 60 + opened.second) * 1000 - opened.microsecond // 1000
    return [_Row(hour, n * ROW_HEIGHT) for n, hour in enumerate(range(start, until, HOUR_MS))]


def _row_shapes(
    row: _Row,
    sitting: SittingAccount,
    lists: Sequence[ListAccount],
    timezone: str,
    until: int,
    words: Words,
) -> Iterator[Shape]:
    for tick in range(7):
        at = row.start + tick * TEN_MINUTES_MS
        anchor = "start" if tick == 0 else "end" if tick == 6 else "middle"
        yield Line(row.x(at), row.y + 16, row.x(at), row.y + ROW_HEIGHT - 8, "tick", 0.5, dashed=True)
        yield Text(row.x(at), row.y + 12, words.time(at, timezone), "hour", anchor, 11)
    yield from _items(row, sitting, until, words)
    for i in sitting.interventions:
        if i.counts:
            yield from _intervention(row, i, until)
    for speakers in lists:
        if speakers.opened_at and speakers.kind == "speakers" and sitting.sitting in speakers.sittings:
            yield from _list_open(row, speakers.opened_at, speakers.closed_at or until, words)


def _items(row: _Row, sitting: SittingAccount, until: int, words: Words) -> Iterator[Shape]:
    for item in sitting.programme:
        if item.opened_at is not None:
            yield from _labelled_box(row, item.title, item.opened_at, item.closed_at or until, "item")
    for suspension in sitting.suspensions:
        end = suspension.until_at or until
        yield from _labelled_box(row, words.text("Suspended"), suspension.since_at, end, "suspended")


def _labelled_box(row: _Row, title: str, since: int, until: int, css_class: str) -> Iterator[Shape]:
    if span := row.span(since, until):
        x, width = span
        yield Box(x, row.y + ITEMS_Y, width, 20, css_class, "ground", title)
        yield Text(x + 4, row.y + ITEMS_Y + 14, shortened(title, int((width - 8) / 6.6)), "label", size=11)


def _intervention(row: _Row, i: Intervention, until: int) -> Iterator[Shape]:
    span = row.span(i.called_at, i.ended_at or until)
    if span is None:
        return
    x, width = span
    is_point = i.form == "point_of_order"
    y, height, fill = (POINTS_Y, 14, "ink") if is_point else (SPEECHES_Y, 24, family(i.who.kind))
    yield Box(x, row.y + y, width, height, "point" if is_point else "speech", fill, f"{i.number} {i.who.name}")
    if is_point:
        yield Text(x + width + 4, row.y + y + 11, f"{i.number} {i.who.name}", "label", size=11)
    elif width > 5.6 * len(str(i.number)):
        yield Text(x + width / 2, row.y + y + 16, str(i.number), "number", "middle", 10)


def _list_open(row: _Row, since: int, until: int, words: Words) -> Iterator[Shape]:
    if span := row.span(since, until):
        x, width = span
        y = row.y + LISTS_Y
        yield Line(x, y, x + width, y, "list", 3)
        at_the_edge = x + width > RIGHT_X - 80
        position = (x, y + 13) if at_the_edge else (x + width + 5, y + 4)
        yield Text(*position, words.text("List open"), "label", size=10)


def _legend(families: set[str], y: float, words: Words) -> Iterator[Shape]:
    x = float(LEFT_X)
    for name, message in LEGEND.items():
        if name in families:
            text = words.translate(message)
            yield Box(x, y, 22, 14, "key", name)
            yield Text(x + 28, y + 12, text, size=11)
            x += 36 + 6.4 * len(text)
    yield Box(x, y + 2, 10, 10, "point", "ink")
    yield Text(x + 16, y + 12, words.text("Point of order"), size=11)


def _clock_times(since: int, until: int, timezone: str, words: Words) -> dict[str, object]:
    return {"from": words.time(since, timezone), "to": words.time(until, timezone)}
