"""A chart as plain values: boxes, lines and texts. `svg.py` writes it for the page, `docx_shapes.py` for Word.

Lengths are in chart units; every chart is `WIDTH` units wide.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 720
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
"""The family of each category of speakers. A family has one pattern in all charts."""


@dataclass(frozen=True, slots=True)
class Box:
    """A framed rectangle.

    `css_class` is a class of the style sheet. `fill` is `none`, `ground` (the colour of the page), `ink`, `faint`, or
    the name of a family. A family fills the box with its pattern. `hint` is the tooltip.
    """

    x: float
    y: float
    width: float
    height: float
    css_class: str
    fill: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal or vertical line, dashed or not."""

    x1: float
    y1: float
    x2: float
    y2: float
    css_class: str
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. `y` is the base line. `anchor` says whether `x` is the start, the middle or the end."""

    x: float
    y: float
    content: str
    css_class: str = "label"
    anchor: str = "start"
    size: float = 13


Shape = Box | Line | Text


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart. `name` is unique in its page. `description` is the text for people who cannot see the chart."""

    name: str
    title: str
    description: str
    height: float
    shapes: tuple[Shape, ...]


def family(category: str) -> str:
    """The family of a category of speakers: podium, states, organizations, society, or others."""
    return FAMILIES.get(category, "others")


def shortened(text: str, max_length: int) -> str:
    """The text, cut to `max_length` characters. If this leaves five characters or fewer, the result is empty."""
    if len(text) <= max_length:
        return text
    return f"{text[: max_length - 1].rstrip()}…" if max_length > 5 else ""
