"""The form in which an organiser edits a programme, and the programme as plain data that the form stands for.

The form shows the keys that most meetings need. All other keys go through it unchanged, as JSON in hidden fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from nameplate.planning.bad_file import BadFile
from nameplate.planning.programme_data import name_new_ones

MEETING_FIELDS = ("title", "body", "date", "room", "timezone", "preset", "colour", "statements")
PARTS: Mapping[str, tuple[str, ...]] = {"chair": ("name", "title"), "timer": ("amber", "red")}
"""Mappings at the top of the file, each with its fields in the form."""
SITTING_FIELDS = ("id", "date", "start", "end", "theme")
ITEM_FIELDS = (
    *("id", "kind", "minutes", "speaker", "title", "of", "on_behalf_of", "theme"),
    *("language", "text", "amber", "red"),
)
"""The order of the fields of an item in the form. Each item has all of them, and its first one begins the item."""
LINES = ("messages",)
"""Lists of texts: one line for each."""
REST = "rest"
FORM, CHANGED = "the form", "a hidden field was changed; open the form again"

Data = dict[str, Any]


def data_of(fields: Iterable[tuple[str, str]]) -> Data:
    """The programme that a form stands for. `fields` are in the order of the page. Empty fields are left out.

    Raises `BadFile` for a hidden field that was changed.
    """
    data: Data = {}
    sittings: list[Data] = []
    parts: dict[str, Data] = {name: {} for name in PARTS}
    for name, value in fields:
        part, _, key = name.rpartition(".")
        value = value.strip()
        if part == "sitting":
            if key == SITTING_FIELDS[0]:
                sittings.append({"items": []})
            if sittings:
                _set(sittings[-1], key, value)
        elif part == "item":
            if key == ITEM_FIELDS[0] and sittings:
                sittings[-1]["items"].append({})
            if sittings and sittings[-1]["items"]:
                _set(sittings[-1]["items"][-1], key, value)
        elif part in parts:
            _set(parts[part], key, value)
        elif not part and name in LINES:
            data[name] = [line.strip() for line in value.splitlines() if line.strip()]
        elif not part and (name in MEETING_FIELDS or name == REST):
            _set(data, name, value)
    data |= parts
    data["sittings"] = sittings
    name_new_ones(sittings)
    return {key: value for key, value in data.items() if value}


def rest_of(values: Mapping[str, Any], shown: Iterable[str]) -> str:
    """The keys of a mapping that the form does not show, as JSON. "" if there is none."""
    rest = {key: value for key, value in values.items() if key not in {*shown}}
    return json.dumps(rest, ensure_ascii=False) if rest else ""


def _set(values: Data, key: str, value: str) -> None:
    if key == REST:
        rest = _from_json(value)
        values |= {name: each for name, each in rest.items() if name not in values}
    elif value:
        values[key] = value


def _from_json(text: str) -> Data:
    """The keys in a hidden field. Raises `BadFile` when it was changed on the way, so that no key is lost silently."""
    try:
        rest = json.loads(text or "{}")
    except ValueError as error:
        raise BadFile(FORM, None, CHANGED) from error
    if not isinstance(rest, dict):
        raise BadFile(FORM, None, CHANGED)
    return rest
