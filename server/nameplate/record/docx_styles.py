"""A blank Word document: portrait A4, styles for a report, page numbers in the footer, a running head."""

from __future__ import annotations

import re

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from nameplate.wording.language import Words

INK = RGBColor(0x1F, 0x2A, 0x36)
ACCENT = RGBColor(0x00, 0x55, 0x8C)
FONT = "Calibri"
TABLE_TEXT, TABLE_TEXT_ID = "Table Text", "TableText"
MARGIN_CM = 2.0
WIDTH_CM = 21 - 2 * MARGIN_CM
STYLES = {
    "Normal": (10, INK),
    "Title": (18, INK),
    "Subtitle": (12, ACCENT),
    "Heading 1": (15, ACCENT),
    "Heading 2": (12, INK),
    "Caption": (9, INK),
    "Header": (9, INK),
    "Footer": (9, INK),
}
"""Size in points and colour by style."""


def blank_document(words: Words) -> Document:
    """A document without content."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN_CM)
    for name, (size, colour) in STYLES.items():
        _style(document, name, size, colour)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    document.styles["Caption"].paragraph_format.space_after = Pt(10)
    document.styles["Subtitle"].font.italic = False
    table_text = document.styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    table_text.base_style = document.styles["Normal"]
    table_text.font.size, table_text.paragraph_format.space_after = Pt(8.5), Pt(1)
    page.different_first_page_header_footer = True  # the first page has the title, and needs no running head
    for footer in (page.footer, page.first_page_footer):
        _page_numbers(footer.paragraphs[0], words)
    return document


def set_running_head(document: Document, text: str) -> None:
    """Write a text at the top of every page after the first."""
    document.sections[0].header.paragraphs[0].text = text


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that Word updates, such as the page number. Word shows `shown` until it updates the field."""
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), code)
    run = paragraph.add_run(shown)
    simple.append(run._r)
    paragraph._p.append(simple)


def _style(document: Document, name: str, size: int, colour: RGBColor) -> None:
    font = document.styles[name].font
    font.name, font.size, font.color.rgb = FONT, Pt(size), colour
    fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)  # a theme's font wins over a name


def _page_numbers(footer: Paragraph, words: Words) -> None:
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    sentence = words.text("Page %(page)s of %(pages)s", page="{page}", pages="{pages}")
    for part in re.split(r"(\{pages?\})", sentence):
        if part in fields:
            add_field(footer, fields[part], "1")
        elif part:
            footer.add_run(part)
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
