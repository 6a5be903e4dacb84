"""SVG as text: a few shapes, escaped text, patterns that tell kinds of speakers apart without colour.

Everything is drawn with `currentColor` and attributes; classes let a style sheet add colour. No style attributes.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

WIDTH = 900
PATTERNS = {
    "podium": '<rect width="8" height="8" fill="currentColor" fill-opacity=".55"/>',
    "states": '<path d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6" stroke="currentColor" stroke-width="1.6"/>',
    "organizations": '<path d="M2 2h.01M6 6h.01" stroke="currentColor" stroke-width="2.8" stroke-linecap="round"/>',
    "society": '<path d="M0 4H8M4 0V8" stroke="currentColor" stroke-width="1.2"/>',
    "others": '<rect width="8" height="8" fill="currentColor" fill-opacity=".1"/>',
}
FAMILIES = {
    "chair": "podium",
    "opening_speaker": "podium",
    "keynote_speaker": "podium",
    "panellist": "podium",
    "mandate_holder": "podium",
    "member_state": "states",
    "observer_state": "states",
    "concerned_country": "states",
    "group": "states",
    "igo": "organizations",
    "un_entity": "organizations",
    "nhri": "society",
    "ngo": "society",
}


def drawing(name: str, title: str, description: str, height: float, parts: Iterable[str]) -> str:
    """A whole picture. `name` is unique in its page and begins the ids of the patterns."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {name.partition("-")[0]}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {WIDTH} {number(height)}" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="currentColor">'
        f'<title id="{name}-title">{clean(title)}</title><desc id="{name}-desc">{clean(description)}</desc>'
        f"<defs>{''.join(_pattern(name, family) for family in PATTERNS)}</defs>{''.join(parts)}</svg>"
    )


def text(x: float, y: float, words: str, kind: str = "label", anchor: str = "start", size: float = 13) -> str:
    """Words at a base line, with a rim of the page's own ground so that they can be read on a pattern."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" class="{kind}" text-anchor="{anchor}" font-size="{number(size)}" '
        f'stroke="Canvas" stroke-width="3" stroke-linejoin="round" paint-order="stroke">{clean(words)}</text>'
    )


def box(x: float, y: float, width: float, height: float, kind: str, fill: str, hint: str = "") -> str:
    """A framed rectangle; `hint` is what pointing at it says."""
    inside = f"<title>{clean(hint)}</title>" if hint else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(0, width))}" height="{number(height)}" '
        f'class="{kind}" fill="{fill}" stroke="currentColor" stroke-width="1">{inside}</rect>'
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str, width: float = 1, dash: str = "") -> str:
    """A line, dashed or not."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" class="{kind}" '
        f'stroke="currentColor" stroke-width="{number(width)}"{dashed}/>'
    )


def family(kind: str) -> str:
    """Which of the five patterns stands for a kind of speaker."""
    return FAMILIES.get(kind, "others")


def filled(name: str, kind: str) -> str:
    """The pattern of a kind of speaker, as a fill."""
    return f"url(#{name}-{family(kind)})"


def shortened(words: str, most: int) -> str:
    """Words cut to a number of characters; one that has no room at all is left out."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…" if most > 5 else ""


def clean(words: str) -> str:
    """Words as XML takes them: escaped, without characters that XML has not."""
    return escape("".join(c for c in words if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff"))


def number(value: float) -> str:
    """A number, short and the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def _pattern(name: str, family: str) -> str:
    return (
        f'<pattern id="{name}-{family}" class="{family}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f"{PATTERNS[family]}</pattern>"
    )
