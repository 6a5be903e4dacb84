"""Reads the participants from a CSV file with the columns `code,category,name,language,remote`.

A State needs no name, and may have one in place of its code. The name that is shown comes from its ISO code, in the
language of the meeting. A draw by alphabet uses these names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nameplate.formulas import unguarded
from nameplate.meeting.model.bounds import CONTROL_CHARACTERS
from nameplate.meeting.model.categories import CATEGORIES, STATE_CATEGORIES
from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.meeting.model.values import Seat

from .bad_file import BadFile, checked, read_text
from .sheet import as_csv
from .speech_languages import EXPECTED, language_code
from .state_names import Named, names_of

LARGEST_BYTES = 1_000_000
"""Some ten thousand participants."""
COLUMNS = ("code", "category", "name", "language", "remote")
REMOTE: Mapping[str, bool] = {"": False, "no": False, "yes": True}


class NobodyListed(BadFile):
    """A list of participants has no participant."""


def read_delegations(path: Path, states: Mapping[str, Named]) -> tuple[Seat, ...]:
    """The seats of a file. `states` has the known States by ISO code. Raises `BadFile`."""
    return read_delegations_text(read_text(path, LARGEST_BYTES), str(path), states)


def read_delegations_text(
    text: str, file: str, states: Mapping[str, Named], labels: Mapping[str, str] | None = None
) -> tuple[Seat, ...]:
    """The same for a text that need not come from a file. Errors name it `file`. Raises `BadFile`.

    `labels` are the names of the categories for people, by category. With them, the text may have these names too.
    """
    rows = csv.DictReader(io.StringIO(checked(text, file, LARGEST_BYTES)), strict=True)
    seats: dict[str, Seat] = {}
    try:
        _set_column_names(file, rows)
        for row in rows:
            seat = _seat(file, rows.line_num, row, states, labels or {})
            if seat and seat.id in seats:
                raise BadFile(file, rows.line_num, f"the code “{seat.id}” is used twice")
            if seat:
                seats[seat.id] = seat
    except csv.Error as error:
        raise BadFile(file, rows.line_num + 1, f"is not valid CSV here ({error})") from error
    if not seats:
        raise NobodyListed(file, None, "lists nobody")
    return tuple(seats.values())


def with_category_keys(text: str, labels: Mapping[str, str]) -> str:
    """The text of a table of participants in which the names of categories for people are replaced by their keys.

    A text that is no valid table stays as it is.
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
    except csv.Error:
        return text
    names = [name.strip() for name in rows[0]] if rows else []
    if COLUMNS[1] not in names:
        return text
    column, known, has_changed = names.index(COLUMNS[1]), categories_by_name(labels), False
    for row in rows[1:]:
        if len(row) > column and (meant := known.get(name_key(row[column]), row[column])) != row[column]:
            row[column], has_changed = meant, True
    return as_csv([map(unguarded, row) for row in rows]) if has_changed else text


def categories_by_name(labels: Mapping[str, str]) -> dict[str, str]:
    """The categories by `name_key` of their names for people, and of their keys."""
    return {name_key(label): category for category, label in labels.items()} | {name_key(c): c for c in CATEGORIES}


def name_key(text: str) -> str:
    """What names have in common that are written with other capitals, spaces or hyphens."""
    return " ".join(re.split(r"[\s_-]+", text.replace("’", "'").casefold().strip()))


def all_states(states: Mapping[str, Named]) -> tuple[Seat, ...]:
    """A seat for every State, for a meeting without a delegations file."""
    return tuple(Seat(code, "member_state", sort=state.name) for code, state in states.items())


def _set_column_names(file: str, rows: csv.DictReader[str]) -> None:
    given = tuple(name.strip() for name in rows.fieldnames or ())
    if missing := [name for name in COLUMNS[:2] if name not in given]:
        raise BadFile(
            file, 1, f"the first line must name the columns {','.join(COLUMNS[:3])}; missing: {', '.join(missing)}"
        )
    rows.fieldnames = given


def _seat(
    file: str, line: int, row: dict[str | Any, str | Any], states: Mapping[str, Named], labels: Mapping[str, str]
) -> Seat | None:
    if None in row:  # the csv module stores surplus values under the key None
        raise BadFile(file, line, f"more than {len(row) - 1} values; put a name with a comma between quotation marks")
    code, category, name, written, remote = (" ".join(unguarded(row.get(column) or "").split()) for column in COLUMNS)
    if not (code or category or name or written or remote):
        return None
    if labels:
        category = categories_by_name(labels).get(name_key(category), category)
    if CONTROL_CHARACTERS.search(name):
        raise BadFile(file, line, "“name” has a control character")
    if category in STATE_CATEGORIES and code not in states and not (code and name):
        meant = names_of(states).find(code or name)
        code, name = (*meant, "") if len(meant) == 1 else (code, name)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,23}", code):
        raise BadFile(file, line, f"“code” must be letters, digits and hyphens, up to 24, not {code!r}")
    if code == CHAIR_SEAT:
        raise BadFile(file, line, f"the code “{CHAIR_SEAT}” is the chair's own")
    if category not in CATEGORIES:
        known = ", ".join(labels.get(each, each) for each in CATEGORIES)
        raise BadFile(file, line, f"“category” must be one of: {known}; not {category!r}")
    if not name and (code not in states or category not in STATE_CATEGORIES):
        raise BadFile(
            file, line, f"“name” is missing (only a State with its ISO code, like FR, needs none; given: {code!r})"
        )
    if len(name) > 200:
        raise BadFile(file, line, "“name” must have at most 200 characters")
    language = language_code(written) if written else ""
    if language is None:
        raise BadFile(file, line, f"“language” must be {EXPECTED} not {written[:80]!r}")
    if remote not in REMOTE:
        raise BadFile(file, line, f"“remote” must be yes, no or empty, not {remote[:80]!r}")
    sort = "" if name else states[code].name
    return Seat(code, category, name, sort=sort, language=language, remote=REMOTE[remote])
