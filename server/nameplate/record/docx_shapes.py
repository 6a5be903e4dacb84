"""Draws a chart as a group of native Word shapes: sharp at any size, editable, in the fonts of the document.

The XML elements are the elements of Word 2010 (`wpg`, `wps`). Other programs show the description instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from nameplate.wording.record_labels import printable

from .chart import WIDTH, Box, Chart, Line, Shape, Text
from .docx_styles import WIDTH_CM

EMU = int(WIDTH_CM * 360_000 / WIDTH)
"""English Metric Units (360,000 to the centimetre) in one chart unit."""

INK, MUTED, PALE, TINT, GROUND = "1F2A36", "4A5A69", "A9B4BF", "EEF3F7", "FFFFFF"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _pattern(preset: str, colour: str, tint: str) -> str:
    colours = f'<a:fgClr><a:srgbClr val="{colour}"/></a:fgClr><a:bgClr><a:srgbClr val="{tint}"/></a:bgClr>'
    return f'<a:pattFill prst="{preset}">{colours}</a:pattFill>'


FILLS = {
    "none": "<a:noFill/>",
    "ground": _solid(TINT),
    "ink": _solid(INK),
    "faint": _solid("C3C7CB"),
    "podium": _solid("73A3C2"),
    "states": _pattern("wdUpDiag", "1F6B4A", "CFE5D9"),
    "organizations": _pattern("narHorz", "7A4B00", "FBE8C8"),
    "society": _pattern("lgGrid", "7B2D6B", "F1DDEC"),
    "others": _solid("E9EAEB"),
}
NO_OUTLINE = "<a:ln><a:noFill/></a:ln>"
ALIGNMENTS = {"start": "left", "middle": "center", "end": "right"}


def chart_group(chart: Chart, number: int) -> BaseOxmlElement:
    """The content of a run. `number` is the number of the chart in the document, from 1. Shape ids depend on it."""
    first = number * 10_000
    width, height = WIDTH * EMU, round(chart.height * EMU)
    title, description = escape(printable(chart.title)), escape(printable(chart.description))
    return parse_xml(
        f'<mc:AlternateContent {NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{first}" name="{title}" descr="{title}. {description}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f'<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm></wpg:grpSpPr>'
        f"{_shapes_with_ids(chart, first + 1)}</wpg:wgp></a:graphicData></a:graphic></wp:inline>"
        f"</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:t>{description}</w:t></mc:Fallback></mc:AlternateContent>"
    )


def _shapes_with_ids(chart: Chart, first: int) -> str:
    """The shapes, numbered from `first`, in front of an empty shape as large as the chart."""
    background = _shape(0, 0, WIDTH, chart.height, FILLS["none"], NO_OUTLINE)
    shapes = [background, *(each for shape in chart.shapes for each in _shapes(shape))]
    return "".join(
        f'<wps:wsp><wps:cNvPr id="{number}" name="{number}"/>{shape}</wps:wsp>'
        for number, shape in enumerate(shapes, first)
    )


def _shapes(shape: Shape) -> Iterator[str]:
    match shape:
        case Box():
            yield _shape(shape.x, shape.y, shape.width, shape.height, FILLS[shape.fill], _outline(1))
        case Line():
            yield _line(shape)
        case Text():
            if shape.content:
                yield from _text(shape)


def _line(line: Line) -> str:
    width, height = line.x2 - line.x1, line.y2 - line.y1
    colour = PALE if line.css_class == "tick" else INK
    outline = _outline(line.width, colour, line.dashed)
    return _shape(line.x1, line.y1, width, height, FILLS["none"], outline, geometry="line")


def _text(text: Text) -> Iterator[str]:
    """A text box without a frame, wide enough for any font. A number on a pattern gets a white plate behind it."""
    middle, height = text.y - 0.35 * text.size, 1.5 * text.size
    if text.css_class == "number" and text.anchor == "middle":
        plate = len(text.content) * text.size * 0.55 + 2
        yield _shape(text.x - plate / 2, middle - 6, plate, 12, _solid(GROUND), NO_OUTLINE)
    left, right = _edges(text)
    yield _shape(left, max(0, middle - height / 2), right - left, height, FILLS["none"], NO_OUTLINE, _text_box(text))


def _edges(text: Text) -> tuple[float, float]:
    """Left and right edge of a text box, within the chart. Some programs shrink a group with a shape outside of it."""
    width = len(text.content) * text.size * 0.8 + 12
    match text.anchor:
        case "start":
            return text.x, min(WIDTH, text.x + width)
        case "end":
            return max(0, text.x - width), text.x
    half = min(width / 2, text.x, WIDTH - text.x)
    return text.x - half, text.x + half


def _text_box(text: Text) -> str:
    colour = MUTED if text.css_class == "hour" else INK
    half_points = round(text.size * EMU / 6350)
    return (
        f'<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="{ALIGNMENTS[text.anchor]}"/></w:pPr><w:r><w:rPr><w:color w:val="{colour}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(printable(text.content))}</w:t></w:r></w:p></w:txbxContent></wps:txbx>'
    )


def _shape(
    x: float, y: float, width: float, height: float, fill: str, outline: str, content: str = "", geometry: str = "rect"
) -> str:
    """The XML of a shape without its id and name."""
    text_box = '<wps:cNvSpPr txBox="1"/>' if content else "<wps:cNvSpPr/>"
    return (
        f'{text_box}<wps:spPr><a:xfrm><a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/>'
        f'<a:ext cx="{round(max(0, width) * EMU)}" cy="{round(max(0, height) * EMU)}"/></a:xfrm>'
        f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{fill}{outline}</wps:spPr>{content}'
        f'<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr>'
    )


def _outline(width: float, colour: str = INK, dashed: bool = False) -> str:
    dashes = '<a:prstDash val="sysDash"/>' if dashed else ""
    return f'<a:ln w="{round(width * EMU * 0.7)}">{_solid(colour)}{dashes}</a:ln>'
