"""Tables in the Word document. Each page repeats the head of a table. No row is split across two pages."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from nameplate.wording.record_labels import printable

from .docx_styles import TABLE_TEXT_ID, WIDTH_CM
from .table import Table

HEAD_COLOUR, RULE_COLOUR = "E6ECF2", "BCC6D0"
EDGES = {
    "top": "single",
    "left": "nil",
    "bottom": "single",
    "right": "nil",
    "insideH": "single",
    "insideV": "nil",
}
GAP_BELOW = Pt(4)
MOST_ROWS_KEPT_TOGETHER = 8
"""A table of at most this many rows stays on one page."""


def add_table(document: Document, table: Table) -> None:
    """Add a table with its head. Do nothing when it has no rows."""
    if not table.rows:
        return
    grid = document.add_table(1, len(table.columns), "Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column_number, (cell, name) in enumerate(zip(grid.rows[0].cells, table.columns, strict=True)):
        _write_cell(cell, name, column_number in table.number_columns, bold=True, shade=HEAD_COLOUR)
    _add_row_property(grid.rows[0], "w:cantSplit")
    _add_row_property(grid.rows[0], "w:tblHeader")
    for number, values in enumerate(table.rows):
        if number in table.row_headings:
            _row_heading(grid.add_row(), table.row_headings[number])
        row = grid.add_row()
        _add_row_property(row, "w:cantSplit")
        for column_number, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            _write_cell(
                cell,
                value,
                column_number in table.number_columns,
                bold_first_line=table.bold_first_line and column_number == table.main_column,
            )
    _set_rules(grid)
    _set_widths(grid, table.widths)
    if len(table.rows) <= MOST_ROWS_KEPT_TOGETHER:
        _keep_together(grid)
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), GAP_BELOW


def add_facts(document: Document, facts: tuple[tuple[str, str], ...]) -> None:
    """Add a table of names and values without a frame."""
    grid = document.add_table(0, 2)
    for name, value in facts:
        cells = grid.add_row().cells
        _write_cell(cells[0], name, bold=True)
        _write_cell(cells[1], value)
    _set_widths(grid, (15, 85))


def _keep_together(grid: WordTable) -> None:
    for row in grid.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _row_heading(row: _Row, text: str) -> None:
    """A heading across all columns, kept on the page of the next row."""
    _write_cell(row.cells[0].merge(row.cells[-1]), text, bold=True)
    paragraph = row.cells[0].paragraphs[0].paragraph_format
    paragraph.keep_with_next, paragraph.space_before = True, Pt(6)
    _add_row_property(row, "w:cantSplit")


def _write_cell(
    cell: _Cell, text: str, number: bool = False, bold: bool = False, bold_first_line: bool = False, shade: str = ""
) -> None:
    """Write text into a cell, aligned right when it is a `number`."""
    paragraph = cell.paragraphs[0]
    paragraph._p.style = TABLE_TEXT_ID  # by id, because looking up names takes most of the time for a long table
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    first, newline, rest = printable(text).partition("\n") if bold_first_line else ("", "", printable(text))
    for part, is_bold in ((first, True), (newline + rest, bold)):
        if part:
            paragraph.add_run(part).bold = is_bold or None
    if shade:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), shade)
        cell._tc.get_or_add_tcPr().append(shading)


def _set_rules(grid: WordTable) -> None:
    """Set thin grey rules between the rows, and narrow cell margins."""
    edges = "".join(
        f'<w:{edge} w:val="{style}" w:sz="4" w:space="0" w:color="{RULE_COLOUR}"/>' for edge, style in EDGES.items()
    )
    sides = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
    properties = grid._tbl.tblPr
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>")
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")


def _set_widths(grid: WordTable, shares: tuple[int, ...]) -> None:
    grid.autofit = False
    widths = [Cm(WIDTH_CM * share / sum(shares)) for share in shares]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows:
        cells = row._tr.tc_lst  # in the XML, a heading across all columns is one cell; it needs no width
        for cell, width in zip(cells, widths if len(cells) == len(widths) else (), strict=False):
            cell.width = width


def _add_row_property(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
