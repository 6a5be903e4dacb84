"""Random programme files that the format allows, for tests that run meetings from them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.items import FLOOR_ITEM_KINDS, ITEM_KINDS
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.meeting.speeches.speaking_times import PRESETS
from nameplate.meeting.statements import STATEMENT_RULES
from nameplate.planning.meeting_rules import STARTS, YES_OR_NO
from nameplate.planning.programme_file import TEXTS

DELEGATIONS = (
    Seat("FR", "member_state"),
    Seat("KE", "observer_state"),
    Seat("BR", "member_state"),
    Seat("EU", "igo", "European Union"),
    Seat("ngo-1", "ngo", "An organization"),
)
PEOPLE = ("chair", "Ms. Okafor", "Mr. Lind", "Ms. Rao")
TIMES = (("09:00", "09:20"), ("10:00", "13:00"), ("15:00", "18:00"), ("22:30", "00:30"))


@st.composite
def programmes(draw: st.DrawFn) -> str:
    """A programme as JSON, which is also YAML."""
    sittings = draw(st.lists(st.tuples(st.sampled_from(TIMES), st.integers(1, 5)), min_size=1, max_size=3))
    speakers: list[str] = []
    top: dict[str, Any] = {
        "title": "A meeting",
        "date": "2015-03-03",
        "chair": {"name": "A. Chair", "title": "President"},
        "preset": draw(st.sampled_from([*PRESETS])),
        "sittings": [
            _sitting(draw, f"s{number}", start, end, items, speakers)
            for number, ((start, end), items) in enumerate(sittings)
        ],
        "list": _list(draw),
        "statements": draw(st.sampled_from(STATEMENT_RULES)),
        "timer": {"start": draw(st.sampled_from(STARTS))},
        "joining": {"self_service": draw(st.sampled_from(YES_OR_NO))},
    }
    if draw(st.booleans()):
        top["right_of_reply"] = {"max": draw(st.integers(0, 3)), "seconds": [120, 60], "kinds": _categories(draw)}
    if draw(st.booleans()):
        top["points_of_order"] = {"kinds": _categories(draw)}
    if draw(st.booleans()):
        top["speaking_time"] = {"member_state": draw(st.sampled_from((30, 90, 300)))}
    return json.dumps(top)


def _sitting(draw: st.DrawFn, name: str, start: str, end: str, items: int, speakers: list[str]) -> dict[str, Any]:
    """A sitting. If it has a list, delegations can perhaps inscribe in advance."""
    sitting: dict[str, Any] = {"id": name, "start": start, "end": end}
    sitting["items"] = [_item(draw, f"{name}-{n}", speakers) for n in range(items)]
    if any(item["kind"] in FLOOR_ITEM_KINDS for item in sitting["items"]) and draw(st.booleans()):
        sitting["inscribe_from"] = draw(st.sampled_from(("2010-03-28 02:30", "2010-01-05T16:00")))
        sitting["inscribe_until"] = draw(st.sampled_from(("2010-10-31 02:30", "2010-06-01T08:00")))
    return sitting


def _item(draw: st.DrawFn, name: str, speakers: list[str]) -> dict[str, Any]:
    """An item of any kind with any keys. Its id is added to `speakers` if it has a speaker."""
    item: dict[str, Any] = {"id": name, "kind": draw(st.sampled_from(ITEM_KINDS))}
    if draw(st.booleans()):
        item["minutes"] = draw(st.integers(1, 60))
    if draw(st.booleans()) and speakers:
        item["speakers"] = draw(st.lists(st.sampled_from(speakers), max_size=3, unique=True))
    if draw(st.booleans()):
        item["speaker"] = draw(st.sampled_from(PEOPLE))
        speakers.append(name)
        if draw(st.booleans()):
            item["language"] = draw(st.sampled_from(("fr", "Arabic", "swa")))
        if draw(st.booleans()):
            item["text"] = draw(st.sampled_from(TEXTS))
    if draw(st.integers(0, 3)) == 0:
        item["list"] = "shared"
    for key in ("title", "theme", "of", "on_behalf_of"):
        if draw(st.integers(0, 3)) == 0:
            item[key] = f"The {key} of {name}"
    return item


def _list(draw: st.DrawFn) -> dict[str, Any]:
    rules: dict[str, Any] = {
        "order": draw(st.sampled_from([*ORDERS])),
        "places_each": draw(st.integers(1, 3)),
        "kept": {"observer_state": draw(st.integers(0, 1)), "ngo": 1},
        "block": draw(st.sampled_from((3, 15))),
        "closing_gives_way": draw(st.sampled_from(YES_OR_NO)),
    }
    if draw(st.booleans()):
        rules["closes_after_minutes"] = draw(st.integers(1, 15))
    if draw(st.booleans()):
        rules["budgets"] = {"member_state": draw(st.integers(1, 20)), "observer_state+ngo": 5}
    return rules


def _categories(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=4, unique=True))
