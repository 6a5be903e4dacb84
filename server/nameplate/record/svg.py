"""A chart as SVG. Patterns distinguish the families of speakers without colour.

Shapes use `currentColor` and attributes, so that a strict content security policy allows them. Classes let a style
sheet add colour.
"""

from __future__ import annotations

from html import escape

from nameplate.wording.record_labels import printable

from .chart import WIDTH, Box, Chart, Line, Shape, Text

PATTERNS = {
    "podium": '<rect width="8" height="8" fill="currentColor" fill-opacity=".55"/>',
    "states": '<path d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6" stroke="currentColor" stroke-width="1.6"/>',
    "organizations": '<path d="M2 2h.01M6 6h.01" stroke="currentColor" stroke-width="2.8" stroke-linecap="round"/>',
    "society": '<path d="M0 4H8M4 0V8" stroke="currentColor" stroke-width="1.2"/>',
    "others": '<rect width="8" height="8" fill="currentColor" fill-opacity=".1"/>',
}
FILLS = {
    "none": 'fill="none"',
    "ground": 'fill="Canvas"',
    "ink": 'fill="currentColor"',
    "faint": 'fill="currentColor" fill-opacity=".3"',
}


def svg(chart: Chart) -> str:
    """The chart as an SVG element. The ids of the patterns begin with the name of the chart, so they are unique."""
    name = chart.name
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {name.partition("-")[0]}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {WIDTH} {_number(chart.height)}" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="currentColor">'
        f'<title id="{name}-title">{_escaped(chart.title)}</title>'
        f'<desc id="{name}-desc">{_escaped(chart.description)}</desc>'
        f"<defs>{''.join(_pattern(name, family) for family in PATTERNS)}</defs>"
        f"{''.join(_shape_svg(name, shape) for shape in chart.shapes)}</svg>"
    )


def _shape_svg(name: str, shape: Shape) -> str:
    match shape:
        case Box():
            return _box(name, shape)
        case Line():
            return _line(shape)
        case Text():
            return _text(shape)


def _text(text: Text) -> str:
    """Text with an outline in the colour of the page, so that it can be read on a pattern."""
    return (
        f'<text x="{_number(text.x)}" y="{_number(text.y)}" class="{text.css_class}" text-anchor="{text.anchor}" '
        f'font-size="{_number(text.size)}" stroke="Canvas" stroke-width="3" stroke-linejoin="round" '
        f'paint-order="stroke">{_escaped(text.content)}</text>'
    )


def _box(name: str, box: Box) -> str:
    inside = f"<title>{_escaped(box.hint)}</title>" if box.hint else ""
    fill = FILLS.get(box.fill) or f'fill="url(#{name}-{box.fill})"'
    return (
        f'<rect x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(max(0, box.width))}" '
        f'height="{_number(box.height)}" class="{box.css_class}" {fill} stroke="currentColor" '
        f'stroke-width="1">{inside}</rect>'
    )


def _line(line: Line) -> str:
    dashes = ' stroke-dasharray="2 3"' if line.dashed else ""
    return (
        f'<line x1="{_number(line.x1)}" y1="{_number(line.y1)}" x2="{_number(line.x2)}" y2="{_number(line.y2)}" '
        f'class="{line.css_class}" stroke="currentColor" stroke-width="{_number(line.width)}"{dashes}/>'
    )


def _escaped(text: str) -> str:
    return escape(printable(text))


def _number(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _pattern(name: str, family: str) -> str:
    return (
        f'<pattern id="{name}-{family}" class="{family}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f"{PATTERNS[family]}</pattern>"
    )
