"""A chart as plain values: boxes, lines and words. `svg.py` writes it for the page, `word_shapes.py` for Word.

Lengths are in units; the picture is `WIDTH` units wide.
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


@dataclass(frozen=True, slots=True)
class Box:
    """A framed rectangle.

    `kind` is a class of the style sheet. `fill` is `none`, `ground` (the page), `ink`, `faint` ink, or the pattern of a
    family of speakers. `hint` is shown where the pointer rests on the box.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str
    fill: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal or vertical line, dashed or not."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words. `y` is the base line; `anchor` says whether `x` is their start, middle or end."""

    x: float
    y: float
    content: str
    kind: str = "label"
    anchor: str = "start"
    size: float = 13


Shape = Box | Line | Text


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole picture. `name` is unique in its page; `description` is for people who do not see the picture."""

    name: str
    title: str
    description: str
    height: float
    shapes: tuple[Shape, ...]


def family(kind: str) -> str:
    """Which of the five patterns stands for a kind of speaker."""
    return FAMILIES.get(kind, "others")


def shortened(text: str, most: int) -> str:
    """Words cut to a number of characters; one that has no room at all is left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…" if most > 5 else ""
