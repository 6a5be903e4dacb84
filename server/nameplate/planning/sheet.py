"""The rows of a table, read from a CSV or an Excel file, and written as one. Formulas are never evaluated.

Of an Excel file only the first sheet is read. Its parts are first read as a stream with bounds, so that a small file
cannot fill the memory.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from xml.parsers import expat

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from nameplate.formulas import guarded, unguarded

from .bad_file import BadFile, checked, decoded
from .concept_note.docx_text import PartHandler, RefusedPart, parse_part

MOST_BYTES, MOST_PARTS, MOST_XML_BYTES = 1_000_000, 500, 10_000_000
MOST_ROWS, MOST_COLUMNS = 12_000, 60
EXCEL_FILE = "Excel file"
NO_EXCEL_FILE = f"is not an {EXCEL_FILE} that can be read; save it as .xlsx or .csv"
SEPARATORS = ";\t,"
Row: TypeAlias = tuple[str, ...]


def read_rows(content: bytes, file: str) -> list[Row]:
    """The rows of a file, from its first line on, as text. The name of an Excel file ends with `.xlsx`.

    Raises `BadFile`.
    """
    return _excel_rows(content, file) if file.lower().endswith(".xlsx") else _csv_rows(decoded(content, file), file)


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV, so that no spreadsheet finds a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def as_excel(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """Rows as an Excel file with one sheet. Whole numbers are numbers, all else is text."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            if text:
                is_number = text.isascii() and text.isdecimal() and text == str(int(text[:9]))
                cell = sheet.cell(number, place, int(text) if is_number else guarded(text))
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                if number == 1:
                    cell.font = Font(bold=True)
    for place in range(1, len(rows[0]) + 1):
        longest = max((len(row[place - 1]) for row in rows if len(row) >= place), default=0)
        sheet.column_dimensions[get_column_letter(place)].width = min(max(longest + 2, 8), 48)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _csv_rows(text: str, file: str) -> list[Row]:
    text = checked(text, file, MOST_BYTES)
    first = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            rows.append(_limited(file, len(rows) + 1, [unguarded(cell) for cell in row]))
    except csv.Error as error:
        raise BadFile(file, reader.line_num + 1, f"is not valid CSV here ({error})") from error
    return rows


def _excel_rows(content: bytes, file: str) -> list[Row]:
    if len(content) > MOST_BYTES:
        raise BadFile(file, None, f"is too large; at most {MOST_BYTES // 1000} KB are read")
    try:
        _check_parts(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        rows: list[Row] = []
        for number, cells in enumerate(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), 1):
            texts = [_text(value) for value in cells]
            if any(texts):
                rows += [()] * (min(number, MOST_ROWS + 1) - 1 - len(rows))
                rows.append(_limited(file, number, [unguarded(text) for text in texts]))
            elif number > 100 * MOST_ROWS:
                break
        return rows
    except RefusedPart as error:
        raise BadFile(file, None, str(error)) from error
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, SyntaxError, EOFError, OSError) as error:
        raise BadFile(file, None, NO_EXCEL_FILE) from error
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise BadFile(file, None, NO_EXCEL_FILE) from error  # openpyxl does not check what it reads


def _check_parts(content: bytes) -> None:
    """Raise `RefusedPart` for parts that are too large when they are unpacked, or have a document type."""
    left = MOST_XML_BYTES
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > MOST_PARTS:
            raise RefusedPart(f"has too many parts for an {EXCEL_FILE}")
        names = [each.filename for each in archive.infolist()]
        if len({*names}) < len(names):
            raise RefusedPart(NO_EXCEL_FILE)
        for name in names:
            if name.lower().endswith((".xml", ".rels")):
                left -= parse_part(archive, name, left, PartHandler(), EXCEL_FILE)
            elif name.lower().endswith((".bin", ".vml")) and "/" not in name.removeprefix("xl/"):
                raise RefusedPart(f"is an {EXCEL_FILE} with macros or in another form; save it as .xlsx")


def _limited(file: str, number: int, row: list[str]) -> Row:
    while row and not row[-1].strip():
        row.pop()
    if number > MOST_ROWS and row:
        raise BadFile(file, number, f"has more than {MOST_ROWS} rows")
    if len(row) > MOST_COLUMNS:
        raise BadFile(file, number, f"has more than {MOST_COLUMNS} columns")
    return tuple(row)


def _text(value: object) -> str:
    """The value of a cell as a person would write it in the programme file."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return str(int(value.total_seconds() // 60))
        case _:
            return str(value)
