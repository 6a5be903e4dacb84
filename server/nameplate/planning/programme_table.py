"""The sittings of a programme as a table: one row for each item, in a CSV or an Excel file.

The first row names the columns. A row begins a sitting if it says something about a sitting that the row before does
not say. What is wrong in a cell is told with its row and its column, in the words of the programme file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.meeting.programme.items import ITEM_KINDS

from .bad_file import BadFile, FieldPath, SeveralFaults
from .programme_data import Data, Value, dump, name_new_ones
from .programme_file import read_programme_text
from .sheet import as_csv, as_excel, read_rows

SITTING_COLUMNS = {
    "sitting": "id",
    "date": "date",
    "begin": "start",
    "end": "end",
    "sitting_theme": "theme",
    "inscribe_from": "inscribe_from",
    "inscribe_until": "inscribe_until",
}
"""The columns of a sitting, with the keys of the programme file."""
ITEM_COLUMNS = (
    *("kind", "minutes", "speaker", "title", "of", "on_behalf_of", "theme", "language", "text", "amber", "red"),
    *("id", "speakers", "list"),
)
"""The columns of an item. They are keys of the programme file."""
COLUMNS = (*SITTING_COLUMNS, *ITEM_COLUMNS)
OTHER_NAMES = {
    "country_or_organization": "of",
    "country": "of",
    "organization": "of",
    "name": "speaker",
    "start": "begin",
    "theme_of_the_sitting": "sitting_theme",
    "duration": "minutes",
    "type": "kind",
}
"""Other words for the columns that people use."""
MOST_FAULTS = 20
FILLED = {"start": "00:00", "end": "12:00", "date": "2099-01-01", "kind": "break"}
"""Stand in for a wrong value that must be there, so that the other cells can be checked too.

The date is later than any window for advance inscription.
"""
TEMPLATE: Sequence[Data] = (
    {
        "id": "morning",
        "date": "2027-03-03",
        "start": "10:00",
        "end": "13:00",
        "items": [
            {"id": "opening", "kind": "opening_remarks", "speaker": "Ms. Ada Example", "title": "Director",
             "of": "An organization", "minutes": "5"},
            {"id": "talk", "kind": "presentation", "speaker": "Mr. Ben Example", "title": "Professor",
             "theme": "The theme of the talk", "minutes": "10"},
            {"id": "discussion", "kind": "floor_block", "title": "Interactive discussion", "minutes": "90"},
            {"id": "replies", "kind": "replies", "speakers": ["talk"], "minutes": "20"},
        ],
    },
    {
        "id": "afternoon",
        "date": "2027-03-03",
        "start": "15:00",
        "end": "18:00",
        "items": [{"id": "debate", "kind": "general_debate", "minutes": "120"}],
    },
)  # fmt: skip


def read_programme_table(content: bytes, file: str, labels: Mapping[str, str]) -> list[Data]:
    """The sittings in a table, with an id for each sitting and item. `labels` are the kinds of items for people.

    Raises `SeveralFaults` for wrong cells, and `BadFile`.
    """
    rows = read_rows(content, file)
    first = next((number for number, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if first is None:
        raise BadFile(file, None, "has no rows")
    columns = _columns(file, first + 1, rows[first])
    table = _Table(file, {key: (place, rows[first][place].strip()) for key, place in columns.items()}, labels)
    for number, row in enumerate(rows[first + 1 :], first + 2):
        table.add(number, {key: _cell(row, place) for key, place in columns.items()})
    if not table.sittings:
        raise BadFile(file, None, "has no items")
    name_new_ones(table.sittings)
    table.name_repliers()
    table.check()
    return table.sittings


def programme_rows(sittings: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """The table of these sittings, with its first row."""
    rows = [[*COLUMNS]]
    for sitting in sittings:
        opening = [str(sitting.get(key, "")) for key in SITTING_COLUMNS.values()]
        for item in sitting["items"]:
            rows.append([*opening, *("; ".join(_texts(item.get(column))) for column in ITEM_COLUMNS)])
            opening = [""] * len(SITTING_COLUMNS)
    return rows


def programme_csv(sittings: Iterable[Mapping[str, Any]]) -> str:
    """These sittings as CSV."""
    return as_csv(programme_rows(sittings))


def programme_excel(sittings: Iterable[Mapping[str, Any]]) -> bytes:
    """These sittings as an Excel file."""
    return as_excel(programme_rows(sittings), "Programme")


def _texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _cell(row: Sequence[str], place: int) -> str:
    return " ".join(row[place].split()) if place < len(row) else ""


def _columns(file: str, line: int, names: Sequence[str]) -> dict[str, int]:
    """The place of each column. Raises `BadFile`."""
    columns: dict[str, int] = {}
    for place, written in enumerate(names):
        name = _key(written)
        if not name:
            continue
        name = OTHER_NAMES.get(name, name)
        if name not in COLUMNS:
            shown, known = "".join(filter(str.isprintable, written.strip()))[:80], ", ".join(COLUMNS)
            raise BadFile(file, line, f"the column “{shown}” is not known; expected some of: {known}")
        if name in columns:
            raise BadFile(file, line, f"the column “{name}” stands here twice")
        columns[name] = place
    if missing := [name for name in ("begin", "end", "kind") if name not in columns]:
        raise BadFile(file, line, f"the first row must name the columns; missing: {', '.join(missing)}")
    return columns


def _key(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().casefold()).strip("_")


class _Table:
    """The sittings that were read so far, and the row of each sitting and item."""

    def __init__(self, file: str, columns: Mapping[str, tuple[int, str]], labels: Mapping[str, str]) -> None:
        self.file = file
        self.columns = columns
        self.sittings: list[Data] = []
        self.row_of: dict[FieldPath, int] = {}
        self._kind_names = ", ".join(f"{labels[kind]} ({kind})" if kind in labels else kind for kind in ITEM_KINDS)
        self._kinds = {_key(label): kind for kind, label in labels.items()} | {kind: kind for kind in ITEM_KINDS}
        self._said: dict[str, str] = {}

    def add(self, number: int, cells: Mapping[str, str]) -> None:
        """Add a row. An empty one is left out."""
        if not any(cells.values()):
            return
        said = {key: cells[column] for column, key in SITTING_COLUMNS.items() if cells.get(column)}
        if not self.sittings or any(self._said.get(key) != value for key, value in said.items()):
            self._said = said
            self.row_of["sittings", len(self.sittings)] = number
            self.sittings.append({**said, "items": []})
        item: Data = {column: cells[column] for column in ITEM_COLUMNS if cells.get(column)}
        if kind := self._kinds.get(_key(cells.get("kind", ""))):
            item["kind"] = kind
        items: Any = self.sittings[-1]["items"]
        if item:
            self.row_of["sittings", len(self.sittings) - 1, "items", len(items)] = number
            items.append(item)

    def name_repliers(self) -> None:
        """Replace the names in the column `speakers` by the ids of the items of these speakers."""
        items: list[Any] = [item for sitting in self.sittings for item in _list(sitting["items"])]
        ids = {item["id"] for item in items}
        by_name = {item["speaker"]: item["id"] for item in reversed(items) if "speaker" in item}
        for item in items:
            if "speakers" in item:
                names = [name.strip() for name in item["speakers"].split(";") if name.strip()]
                item["speakers"] = [name if name in ids else by_name.get(name, name) for name in names]

    def check(self) -> None:
        """Raise `SeveralFaults` for wrong cells."""
        data: Any = {"title": "-", "date": FILLED["date"], "chair": CHAIR_SEAT, "sittings": _copy(self.sittings)}
        faults: list[str] = []
        seen: set[FieldPath] = set()
        while len(faults) < MOST_FAULTS:
            try:
                read_programme_text(dump(data).text, self.file, "CODE2345", ())
                break
            except BadFile as error:
                path = error.path[: 5 if "items" in error.path[:3] else 3]
                told = error.expected.replace(", ".join(ITEM_KINDS), self._kind_names)
                faults.append(f"{self._place(path)}{told}")
                if path in seen or not _repair(data, path, error.expected):
                    break
                seen.add(path)
        if faults:
            raise SeveralFaults(self.file, None, faults)

    def _place(self, path: FieldPath) -> str:
        """The row and the column of a value, for people."""
        *part, key = path or ("",)
        if path in self.row_of:
            part, key = [*path], ""
        row = self.row_of.get(tuple(part))
        if row is None:
            return ""
        names = {**{key: column for column, key in SITTING_COLUMNS.items()}} if len(part) < 4 else {}
        place, heading = self.columns.get(names.get(str(key), str(key)), (None, ""))
        column = f", column {_letter(place)} “{heading}”" if place is not None else ""
        return f"row {row}{column}: "


def _repair(data: Any, path: FieldPath, told: str) -> bool:
    """Put a valid value at the path of a fault. False if that is not possible."""
    *parents, key = path or ("",)
    part = data
    for each in parents:
        part = part[each]
    if isinstance(part, list):  # the fault is that a key is missing
        missing = re.match("“(\\w+)” is missing", told)
        if not missing or missing[1] not in FILLED:
            return False
        part[int(key)][missing[1]] = FILLED[missing[1]]
        return True
    if not isinstance(part, dict) or key not in part:
        return False
    if key in ("start", "end"):
        part |= {each: FILLED[each] for each in ("start", "end")}
    elif key in FILLED:
        part[key] = FILLED[key]
    elif key == "id":
        part[key] = "-".join(map(str, ("fault", *path)))
    elif key == "items":
        part[key] = [{"id": "-".join(map(str, ("fault", *path))), "kind": FILLED["kind"]}]
    else:
        del part[key]
        if key == "speaker":  # these are only valid with it
            part.pop("language", None)
            part.pop("text", None)
    return True


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _copy(sittings: Sequence[Data]) -> list[Any]:
    return [{**sitting, "items": [dict(item) for item in sitting["items"]]} for sitting in sittings]  # type: ignore[arg-type]


def _letter(place: int) -> str:
    """The name of a column in a spreadsheet: A, B, and so on."""
    letters = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        letters = chr(ord("A") + rest) + letters
        place -= 1
    return letters
