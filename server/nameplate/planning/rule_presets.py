"""Presets: the rules of a kind of meeting, with their sources, as parts of a programme file.

A preset has the name of a set of speaking times. `with_preset` writes its rules into a programme, where each of them
can be changed. None of these figures is a rule of the United Nations, unless its source is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.speeches.speaking_times import PRESETS

from .programme_data import Data

SETTING = "setting"
"""The source of a figure that no document gives."""
RULES: Mapping[str, tuple[str, ...]] = {
    "list": ("order", "kept", "block", "closes_after_minutes", "closes_after_start", "budgets"),
    "right_of_reply": ("max", "seconds", "kinds"),
    "points_of_order": ("kinds",),
    "timer": ("amber", "red"),
}
"""What a preset says besides the speaking times. What it leaves out has the default of the file."""


@dataclass(frozen=True, slots=True)
class RulePreset:
    """The rules of a kind of meeting.

    `rules` are parts of a programme file. `sources` has, by the path of a value (`list.order`) or of its part, the name
    of the document that gives it. `items` are the kinds, minutes and titles of the items of a new sitting.
    """

    sources: Mapping[str, str]
    rules: Mapping[str, Data] = field(default_factory=lambda: MappingProxyType({}))
    start: str = "10:00"
    end: str = "13:00"
    items: tuple[tuple[str, int, str], ...] = ()

    def source(self, path: str) -> str:
        """The name of the source of the value at a path."""
        return next((self.sources[each] for each in (path, path.partition(".")[0]) if each in self.sources), SETTING)


SLOTS = (
    ("floor_block", 45, "Interactive discussion, slot 1"),
    ("replies", 15, ""),
    ("floor_block", 45, "Interactive discussion, slot 2"),
    ("replies", 15, "Replies and concluding remarks"),
)
"""The two slots of 60 minutes of a panel of the Human Rights Council, 2014 to 2017."""
PANEL = (
    ("chair_opening", 3, ""),
    ("opening_remarks", 7, ""),
    *(("presentation", 10, ""),) * 5,
    *SLOTS,
)

RULE_PRESETS: Mapping[str, RulePreset] = {
    "seminar_2013": RulePreset(
        {"speaking_time.panellist": "note_2013"},
        items=(
            ("chair_opening", 5, ""),
            ("opening_remarks", 10, ""),
            *(("presentation", 10, ""),) * 4,
            ("floor_block", 95, "Interactive dialogue"),
            ("replies", 20, ""),
            ("wrap_up", 10, ""),
        ),
    ),
    "hrc_panel_2012": RulePreset(
        {
            "speaking_time": "panel_2012",
            "speaking_time.panellist": "panel_2009",
            "list.closes_after_minutes": "list_2012",
        },
        {"list": {"closes_after_minutes": "10"}},
        items=PANEL,
    ),
    "hrc_panel_2017": RulePreset(
        {
            "speaking_time": "panel_2017",
            "speaking_time.panellist": "panel_2009",
            "list.closes_after_minutes": "od_2017",
        },
        {"list": {"closes_after_minutes": "15"}},
        items=PANEL,
    ),
    "hrc_id_clustered_2012": RulePreset(
        {
            "speaking_time": "dialogue_2012",
            "speaking_time.panellist": SETTING,
            "list.budgets": "dialogue_2012",
            "list.closes_after_minutes": "list_2012",
        },
        {"list": {"closes_after_minutes": "10", "budgets": {"nhri+ngo": "30"}}},
        items=(
            *(("presentation", 10, ""),) * 2,
            ("interactive_dialogue", 140, "Clustered interactive dialogue"),
            ("replies", 20, "Concluding remarks"),
        ),
    ),
    "hrc_gd_2017": RulePreset(
        {"speaking_time": "od_2017", "speaking_time.panellist": SETTING, "list.closes_after_minutes": "od_2017"},
        {"list": {"closes_after_minutes": "15"}},
        items=(("general_debate", 180, ""),),
    ),
    "upr_lots_2012": RulePreset(
        {"speaking_time": "upr_2012", "speaking_time.panellist": SETTING},
        end="11:00",
        items=(
            ("opening_remarks", 20, ""),
            ("general_debate", 20, "States and UN entities"),
            ("general_debate", 20, "Other stakeholders"),
        ),
    ),
    "general_assembly": RulePreset(
        {
            "speaking_time": "debate_2006",
            "list.order": "rule_68",
            "list.closes_after_minutes": "rule_73",
            "right_of_reply": "annex_v",
            "points_of_order": "rule_71",
        },
        {"right_of_reply": {"max": "2", "seconds": ["10:00", "5:00"]}},
        items=(("general_debate", 180, "General debate"),),
    ),
}


def with_preset(data: Mapping[str, Any], name: str) -> Data:
    """A programme with the rules of a preset in the place of its own."""
    preset = RULE_PRESETS[name]
    new: Data = {key: value for key, value in data.items() if key != "speaking_time"} | {"preset": name}
    for part, keys in RULES.items():
        own = data.get(part)
        kept = {key: value for key, value in own.items() if key not in keys} if isinstance(own, dict) else {}
        new[part] = {**kept, **preset.rules.get(part, {})}
    return {key: value for key, value in new.items() if value}


def speaking_times(data: Mapping[str, Any]) -> dict[str, str]:
    """Seconds by category, as a programme writes them. A preset that does not exist counts as the default."""
    preset = data.get("preset")
    usual = PRESETS[preset] if isinstance(preset, str) and preset in PRESETS else PRESETS["seminar_2013"]
    own = data.get("speaking_time")
    given = own if isinstance(own, dict) else {}
    return {each: str(given.get(each, usual[each])) for each in CATEGORIES}
