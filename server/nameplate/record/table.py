"""A table of the record as plain values. The HTML page and the Word document write the same tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Rows = tuple[tuple[str, ...], ...]

SHORT_TEXT_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts. Columns are numbered from 0.

    `widths` are shares of the width of a portrait page. `number_columns` are aligned right. `row_headings` are headings
    across all columns, by the index of the row below. With `bold_first_line`, the first line of the main column is bold
    in the Word document.
    """

    columns: tuple[str, ...]
    rows: Rows
    widths: tuple[int, ...]
    number_columns: frozenset[int] = frozenset()
    row_headings: Mapping[int, str] = field(default_factory=dict)
    bold_first_line: bool = False

    @property
    def main_column(self) -> int:
        """The widest column. It names the subject of the row."""
        return self.widths.index(max(self.widths))

    @property
    def short_columns(self) -> frozenset[int]:
        """The columns with only short texts, such as times and numbers. These texts are never broken into lines."""
        columns = enumerate(zip(*self.rows, strict=True))
        return frozenset(n for n, cells in columns if max(map(len, cells)) <= SHORT_TEXT_LENGTH)
