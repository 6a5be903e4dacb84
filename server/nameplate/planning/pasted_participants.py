"""Reads a pasted list of participants: one on each line, as people write such lists.

A State is known by its name or its ISO code. Anybody else needs a category after a comma, a semicolon or a tab:
`Amnesty International, ngo`. Numbers and bullets before a name are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from nameplate.meeting.model.categories import CATEGORIES, STATE_CATEGORIES

from .bad_file import BadFile, checked, decoded
from .delegations_file import COLUMNS, LARGEST_BYTES, Named
from .sheet import as_csv, read_rows

BULLET = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,4}[.)])\s*")
SEPARATORS = ",;\t"
LONGEST_CODE = 24
DEFAULT_CATEGORY = "member_state"


def participants_of(content: bytes, file: str) -> str:
    """The participants in a CSV, text or Excel file, as a table or as a list of names. Raises `BadFile`."""
    if file.lower().endswith(".txt"):
        return decoded(content, file)
    rows = read_rows(content, file)
    table = as_csv(rows)
    if is_table(table):
        return table
    return "\n".join(", ".join(filter(None, (cell.strip() for cell in row))) for row in rows)


def is_table(text: str) -> bool:
    """Whether a text is a table with the columns of a participants file."""
    first = text.removeprefix("\ufeff").lstrip().partition("\n")[0].casefold()
    return {"code", "category"} <= {name.strip(' "') for name in re.split("[,;\t]", first)}


def as_table(text: str, file: str, states: Mapping[str, Named], labels: Mapping[str, str]) -> str:
    """A pasted list as the text of a participants file. Errors name it `file`. Raises `BadFile`.

    `labels` are the names of the categories for people, by category. Both may stand in the list.
    """
    known = {_key(state.name): code for code, state in states.items()} | {code.casefold(): code for code in states}
    categories = {_key(label): category for category, label in labels.items()}
    categories |= {_key(each): each for each in CATEGORIES}
    rows: dict[str, tuple[str, str, str]] = {}
    for number, line in enumerate(checked(text, file, LARGEST_BYTES).splitlines(), 1):
        name, category = _parts(BULLET.sub("", line).strip(), categories)
        if not name:
            continue
        code = known.get(_key(name), "")
        if not code and not category:
            told = f"“{name[:80]}” is no State; write its category after a comma, like “{name[:80]}, ngo”"
            raise BadFile(file, number, told)
        is_state = bool(code) and category in (None, *STATE_CATEGORIES)
        row = (code, category or DEFAULT_CATEGORY, "") if is_state else (_code_of(name, rows), category or "", name)
        if row[0] in rows:
            raise BadFile(file, number, f"“{name[:80]}” stands here twice")
        rows[row[0]] = row
    return as_csv([COLUMNS[:3], *rows.values()])


def _parts(line: str, categories: Mapping[str, str]) -> tuple[str, str | None]:
    """A name, and the category that stands after the last separator."""
    end = max(line.rfind(separator) for separator in SEPARATORS)
    category = categories.get(_key(line[end + 1 :])) if end >= 0 else None
    return (line[:end].strip(), category) if category else (line, None)


def _code_of(name: str, taken: Mapping[str, object]) -> str:
    """A code for somebody who is no State: the letters of the name, and a number when it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    base = re.sub("[^A-Za-z0-9]+", "-", plain).strip("-")[: LONGEST_CODE - 4].strip("-") or "guest"
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 1000))) if code not in taken)


def _key(text: str) -> str:
    return " ".join(re.split(r"[\s_-]+", text.replace("’", "'").casefold().strip()))
