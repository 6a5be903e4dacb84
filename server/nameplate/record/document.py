"""The record as a Word document, in the shape from which a report is written: real headings, tables, annexes."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from nameplate.meeting import Meeting
from nameplate.screens.words import Words

from .account import account
from .facts import Account, SittingAccount
from .remarks import draw_facts, heading, list_facts, list_name, sitting_heading, sitting_times
from .sections import Sections, Table

INK = RGBColor(0x1F, 0x2A, 0x36)
WIDTH_CM = 25.7


def word_document(meeting: Meeting, words: Words) -> bytes:
    """The document. The same record gives the same text."""
    told = account(meeting, words)
    sections = Sections(told, words)
    document = _blank(told, words)
    _head(document, told, words)
    for sitting in told.sittings:
        _sitting(document, told, sitting, sections, words)
    document.add_heading(words.text("Speaking time"), 1)
    _table(document, sections.totals())
    document.add_heading(words.text("Speaking time when the meeting began"), 2)
    _table(document, sections.limits())
    _titled(document, words.text("Changes of speaking time"), sections.acts(told.limit_changes), 2)
    _lists(document, told, sections, words)
    _annexes(document, told, sections, words)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _blank(told: Account, words: Words) -> Document:
    document = docx.Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 15), ("Heading 2", 12)):
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(size), INK
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    document.core_properties.title = _clean(told.title)
    document.core_properties.author = "Nameplate"
    document.core_properties.language = words.language
    document.core_properties.created = datetime.fromtimestamp(told.at / 1000, UTC)
    return document


def _head(document: Document, told: Account, words: Words) -> None:
    document.add_heading(_clean(told.title), 0)
    document.add_paragraph(words.text("Record of the deliberations"), "Subtitle")
    facts = document.add_table(0, 2)
    for name, value in heading(told, words):
        cells = facts.add_row().cells
        _fill(cells[0], name, bold=True)
        _fill(cells[1], value)
    _widths(facts, (15, 85))


def _sitting(document: Document, told: Account, sitting: SittingAccount, sections: Sections, words: Words) -> None:
    document.add_heading(_clean(sitting_heading(told, sitting, words)), 1)
    document.add_paragraph(_clean(sitting_times(told, sitting, words)))
    _titled(document, words.text("Programme"), sections.programme(sitting), 2)
    _titled(document, words.text("List of speakers, in order of speaking"), sections.speakers(sitting), 2)
    _titled(document, words.text("Who took the floor, by kind of speaker"), sections.named(sitting), 2)
    _titled(document, words.text("Points of order"), sections.points(sitting), 2)
    _titled(document, words.text("Rights of reply"), sections.replies(sitting), 2)


def _lists(document: Document, told: Account, sections: Sections, words: Words) -> None:
    document.add_heading(words.text("How the list was ordered"), 1)
    for speakers in told.lists:
        if speakers.opened_at or speakers.acts:
            document.add_heading(_clean(list_name(told, speakers, words)), 2)
            document.add_paragraph(_clean(list_facts(told, speakers, words)))
            for draw in speakers.draws:
                document.add_paragraph(_clean(draw_facts(told, draw, words)))
            _table(document, sections.acts(speakers.acts))


def _annexes(document: Document, told: Account, sections: Sections, words: Words) -> None:
    document.add_heading(words.text("Annex: not reached, absent, withdrawn, submitted in writing"), 1)
    if not told.unheard:
        document.add_paragraph(words.text("Everybody who asked for the floor was heard."))
    _table(document, sections.unheard(told.unheard))
    _titled(document, words.text("Annex: changes of the programme"), sections.acts(told.programme_changes), 1)
    _titled(document, words.text("Annex: corrections"), sections.corrections(), 1)


def _titled(document: Document, title: str, table: Table, level: int) -> None:
    if table.rows:
        document.add_heading(title, level)
        _table(document, table)


def _table(document: Document, table: Table) -> None:
    """A grid whose head is repeated on every page and whose rows are not broken."""
    if not table.rows:
        return
    grid = document.add_table(1, len(table.columns), "Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for place, (cell, name) in enumerate(zip(grid.rows[0].cells, table.columns, strict=True)):
        _fill(cell, name, place in table.figures, bold=True, shade="E6ECF2")
    _property(grid.rows[0], "w:tblHeader")
    for number, values in enumerate(table.rows):
        if number in table.groups:
            _group(grid.add_row(), table.groups[number])
        row = grid.add_row()
        _property(row, "w:cantSplit")
        for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            _fill(cell, value, place in table.figures)
    _widths(grid, table.widths)
    document.add_paragraph()


def _group(row: _Row, words: str) -> None:
    """A heading across all columns, on the page of the row that follows it."""
    _fill(row.cells[0].merge(row.cells[-1]), words, bold=True)
    row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True


def _fill(cell: _Cell, words: str, figures: bool = False, bold: bool = False, shade: str = "") -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    if figures:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(_clean(words))
    run.bold, run.font.size = bold, Pt(9)
    if shade:
        filled = OxmlElement("w:shd")
        filled.set(qn("w:val"), "clear")
        filled.set(qn("w:fill"), shade)
        cell._tc.get_or_add_tcPr().append(filled)


def _widths(grid: WordTable, shares: tuple[int, ...]) -> None:
    grid.autofit = False
    wide = [Cm(WIDTH_CM * share / sum(shares)) for share in shares]
    for column, width in zip(grid.columns, wide, strict=True):
        column.width = width
    for row in grid.rows:
        cells = row._tr.tc_lst  # as they stand in the file: a heading across all columns is one cell, and wide enough
        for cell, width in zip(cells, wide if len(cells) == len(wide) else (), strict=False):
            cell.width = width


def _property(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _clean(words: str) -> str:
    """Words without the characters that XML has not."""
    return "".join(
        c for c in words if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
