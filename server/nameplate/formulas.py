"""Cells of a CSV file that a spreadsheet would carry out as a formula."""

from __future__ import annotations

import re

DANGEROUS = r"[\s\"']*[=+\-@\t\r\n＝＋－＠]"  # noqa: RUF001 - some programs accept the wide forms too
BEGIN = re.compile(rf"(^|[,;|\t\r\n])(?={DANGEROUS})")
"""The place before the begin of a formula: in a cell, or in a part of it after another separator, also after spaces."""
GUARD = re.compile(rf"(^|[,;|\t\r\n])'(?={DANGEROUS})")


def guarded(cell: str) -> str:
    """A cell with an apostrophe before each formula, so that a spreadsheet shows it as text."""
    return BEGIN.sub(r"\1'", cell)


def unguarded(cell: str) -> str:
    """A cell without the apostrophes of `guarded`."""
    return GUARD.sub(r"\1", cell)
