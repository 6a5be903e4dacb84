"""The form in which an organiser edits a programme, and the programme as plain data that the form stands for.

The form shows the keys that meetings need. All other keys go through it unchanged, as JSON in hidden fields.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from nameplate.meeting.model.categories import CATEGORIES, STATE_CATEGORIES
from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.meeting.ready_messages import MESSAGE_ADDRESSEES
from nameplate.meeting.speeches.speaking_times import PRESETS
from nameplate.planning.bad_file import BadFile
from nameplate.planning.programme_data import name_new_ones

from .message_lines import ADDRESSED, line_of

MEETING_FIELDS = ("title", "body", "date", "room", "timezone", "preset", "colour", "logo", "statements")
PARTS: Mapping[str, tuple[str, ...]] = {
    "chair": ("name", "title"),
    "timer": ("amber", "red", "start"),
    "list": (
        *("order", "closes_after_minutes", "closes_after_start", "places_each", "block", "budgets"),
        *("handover_seconds", "point_of_order_seconds", "closing_gives_way"),
    ),
    "right_of_reply": ("max", "seconds"),
    "points_of_order": (),
    "joining": ("self_service",),
}
"""Mappings at the top of the file, each with its fields in the form."""
SITTING_FIELDS = ("id", "date", "start", "end", "theme", "inscribe_from", "inscribe_until")
ITEM_FIELDS = (
    *("id", "kind", "minutes", "speaker", "title", "of", "on_behalf_of", "theme", "speakers"),
    *("language", "text", "amber", "red"),
)
"""The order of the fields of an item in the form. Each item has all of them, and its first one begins the item."""
MESSAGES = "messages"
"""A list of texts: one line for each."""
TIMES, KEPT = "speaking_time", "kept"
BY_CATEGORY = (TIMES, KEPT)
"""Fields that each category has, such as `kept.ngo`."""
KINDS: Mapping[str, str] = {"reply_kinds": "right_of_reply", "point_kinds": "points_of_order"}
"""Fields that hold a category for each box that is ticked, with the part of the file whose `kinds` they are."""
REST, SHOWN = "rest", "rules_shown"
"""A form without the field `rules_shown` has no boxes for categories at all."""
FORM, CHANGED = "the form", "a hidden field was changed; open the form again"

Data = dict[str, Any]


def data_of(fields: Iterable[tuple[str, str]]) -> Data:
    """The programme that a form stands for. `fields` are in the order of the page. Empty fields are left out.

    Raises `BadFile` for a hidden field that was changed.
    """
    data: Data = {}
    sittings: list[Data] = []
    parts: dict[str, Data] = {name: {} for name in (*PARTS, TIMES)}
    by_category: dict[str, Data] = {name: {} for name in BY_CATEGORY}
    ticked: dict[str, list[str]] = {name: [] for name in KINDS}
    shows_rules = False
    for name, given in fields:
        part, _, key = name.rpartition(".")
        value = given.strip()
        if part == "sitting":
            if key == SITTING_FIELDS[0]:
                sittings.append({"items": []})
            if sittings:
                _set(sittings[-1], key, value)
        elif part == "item":
            if key == ITEM_FIELDS[0] and sittings:
                sittings[-1]["items"].append({})
            if sittings and sittings[-1]["items"]:
                _set(sittings[-1]["items"][-1], key, _person(given) if key == "speaker" else value)
        elif part in BY_CATEGORY and key in CATEGORIES:
            by_category[part][key] = value
        elif part in parts:
            _set(parts[part], key, value)
        elif name in KINDS:
            ticked[name].append(value)
        elif name == MESSAGES:
            if value:
                data[MESSAGES] = [_message(line.strip()) for line in value.splitlines() if line.strip()]
        elif name in MEETING_FIELDS or name == REST:
            _set(data, name, value)
        shows_rules = shows_rules or name == SHOWN
    if shows_rules:
        for name, part in KINDS.items():
            _set_kinds(parts[part], ticked[name])
    _set_by_category(parts["list"], KEPT, by_category[KEPT])
    times = {TIMES: parts.pop(TIMES)}
    _set_by_category(times, TIMES, _own_times(by_category[TIMES], data.get("preset")))
    data |= {name: part for name, part in {**times, **parts}.items() if part}
    data["sittings"] = sittings
    name_new_ones(sittings)
    return {key: value for key, value in data.items() if value}


def rest_of(values: Any, shown: Iterable[str]) -> str:
    """The keys of a mapping that the form does not show, as JSON. "" if there is none."""
    rest = {key: value for key, value in values.items() if key not in {*shown}} if isinstance(values, dict) else {}
    return json.dumps(rest, ensure_ascii=False) if rest else ""


def lines_of_messages(messages: Any) -> str:
    """The ready-made messages, one on each line. Before a message to others than the speaker stands to whom."""
    return "\n".join(_line(each) for each in messages) if isinstance(messages, list) else ""


def _line(message: Any) -> str:
    if isinstance(message, dict):
        return f"{message.get('to', '')}: {' '.join(str(message.get('text', '')).split())}"
    return line_of(MESSAGE_ADDRESSEES[0], " ".join(str(message).split()))


def _message(line: str) -> str | Data:
    return {"to": found[1], "text": found[2]} if (found := ADDRESSED.fullmatch(line)) else line


def _person(given: str) -> str:
    """A speaker. A person who is only called "chair" has a space before the name, in the form as in the file."""
    name = given.strip()
    return f" {name}" if name == CHAIR_SEAT and given.startswith(" ") else name


def _set(values: Data, key: str, value: str) -> None:
    if key == REST:
        rest = _from_json(value)
        values |= {name: each for name, each in rest.items() if name not in values}
    elif not value:
        return
    elif key == "seconds":
        values[key] = [each.strip() for each in re.split("[,;]", value) if each.strip()]
    elif key == "speakers":
        values[key] = [each.strip() for each in value.split(";") if each.strip()]
    elif key == "budgets":
        values[key] = _budgets(value)
    else:
        values[key] = value


def _budgets(text: str) -> Data:
    """Shared times, one on each line: `nhri+ngo: 30`. A line that stands there twice becomes a name that is wrong."""
    found: Data = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        names, _, minutes = line.rpartition(":") if ":" in line else (line, "", "")
        names = "+".join(each.strip() for each in names.split("+"))
        found[f"{names}+{names}" if names in found else names] = minutes.strip()
    return found


def _own_times(times: Data, preset: Any) -> Data:
    """The speaking times that differ from those of the preset."""
    usual = PRESETS.get(preset or "seminar_2013", {})
    return {each: "" if _seconds(value) == usual.get(each, 0) else value for each, value in times.items()}


def _seconds(value: str) -> int:
    minutes, colon, seconds = value.rpartition(":")
    is_time = value.isascii() and seconds.isdecimal() and (minutes.isdecimal() if colon else True) and len(value) < 7
    return (int(minutes or 0) * 60 + int(seconds)) if is_time else -1


def _set_by_category(values: Data, key: str, given: Data) -> None:
    """Set the values that categories have in the form, in the order in which the file had them."""
    before = values.get(key, {})
    if not given or not isinstance(before, dict):
        return
    names = dict.fromkeys((*before, *CATEGORIES))
    new = {name: given.get(name, before.get(name, "")) for name in names}
    values[key] = {name: value for name, value in new.items() if value}
    if not values[key]:
        del values[key]


def _set_kinds(values: Data, ticked: list[str]) -> None:
    """Set the categories that are ticked, in the order in which the file had them. The default is left out."""
    before = values.get("kinds")
    if before is None:
        if {*ticked} != {*STATE_CATEGORIES}:
            values["kinds"] = [each for each in CATEGORIES if each in ticked]
    elif isinstance(before, list):
        kept = [each for each in before if each in ticked or each not in CATEGORIES]
        values["kinds"] = [*kept, *(each for each in CATEGORIES if each in ticked and each not in before)]


def _from_json(text: str) -> Data:
    """The keys in a hidden field. Raises `BadFile` when it was changed on the way, so that no key is lost silently."""
    try:
        rest = json.loads(text or "{}")
    except ValueError as error:
        raise BadFile(FORM, None, CHANGED) from error
    if not isinstance(rest, dict):
        raise BadFile(FORM, None, CHANGED)
    return rest
