"""The rules in the form of a programme: what each is, where it comes from, and what a preset would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nameplate.meeting.model.categories import CATEGORIES, STATE_CATEGORIES
from nameplate.planning.rule_presets import RULE_PRESETS, speaking_times, with_preset
from nameplate.wording.durations import duration
from nameplate.wording.labels import ORDER_LABELS, SOURCE_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

RULES: Mapping[str, Message] = {
    "list.order": N_("Order of the list"),
    "list.closes_after_minutes": N_("The list closes after (minutes)"),
    "list.budgets": N_("Shared times"),
    "list.kept": N_("Places kept"),
    "right_of_reply.max": N_("Rights of reply in a sitting, for each delegation"),
    "right_of_reply.seconds": N_("Time of the first and the second reply"),
    "right_of_reply.kinds": N_("Who may reply"),
    "points_of_order.kinds": N_("Who may raise points of order"),
    "timer.amber": N_("The clock turns amber"),
    "timer.red": N_("The clock turns red"),
}
"""The rules that a preset may change, besides the speaking times, with their labels."""
DEFAULTS: Mapping[str, Any] = {
    "list.order": "receipt",
    "right_of_reply.max": "2",
    "right_of_reply.seconds": ["180", "120"],
    "right_of_reply.kinds": [*STATE_CATEGORIES],
    "points_of_order.kinds": [*STATE_CATEGORIES],
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a preset would change: a rule, its value now and then, and the source of the new one."""

    rule: str
    now: str
    then: str
    source: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A preset beside the rules of a programme."""

    preset: str
    changes: tuple[Change, ...]


class RulesForm:
    """The rules of one programme for the reader of the form."""

    def __init__(self, data: Mapping[str, Any], words: Words) -> None:
        self.data = data
        self.words = words
        self.times = {each: shown_time(seconds) for each, seconds in speaking_times(data).items()}
        named = data.get("preset", "seminar_2013")
        self.preset = named if isinstance(named, str) and named in RULE_PRESETS else ""

    def value(self, path: str) -> Any:
        """The value of a rule as the file has it, or its default."""
        return _value(self.data, path)

    def source(self, path: str) -> str:
        """The source of a rule, if its value is still that of the preset."""
        if not self.preset:
            return ""
        preset = with_preset(self.data, self.preset)
        if path.startswith("speaking_time."):
            category = path.partition(".")[2]
            is_same = shown_time(speaking_times(preset)[category]) == self.times[category]
        else:
            is_same = self._shown(preset, path) == self._shown(self.data, path)
        return self.words.label(SOURCE_LABELS, RULE_PRESETS[self.preset].source(path)) if is_same else ""

    def time_sources(self) -> list[tuple[str, str]]:
        """The sources of the speaking times, each with the categories whose times come from it."""
        own = self.words.text("your own")
        named: dict[str, list[str]] = {}
        for category in CATEGORIES:
            source = self.source(f"speaking_time.{category}") or own
            named.setdefault(source, []).append(self.words.category(category))
        return [(source, ", ".join(labels)) for source, labels in named.items()]

    def compared(self, name: str) -> Comparison:
        """What a preset would change. Categories whose times change alike are one change."""
        after = with_preset(self.data, name)
        preset, words = RULE_PRESETS[name], self.words
        alike: dict[tuple[str, str, str], list[str]] = {}
        for category, seconds in speaking_times(after).items():
            key = (self.times[category], shown_time(seconds), preset.source(f"speaking_time.{category}"))
            alike.setdefault(key, []).append(words.category(category))
        rows = [
            (words.text("Speaking time: %(categories)s", categories=", ".join(labels)), now, then, source)
            for (now, then, source), labels in alike.items()
        ]
        rows += [
            (words.translate(label), self._shown(self.data, path), self._shown(after, path), preset.source(path))
            for path, label in RULES.items()
        ]
        changes = (
            Change(rule, now, then, words.label(SOURCE_LABELS, source))
            for rule, now, then, source in rows
            if now != then
        )
        return Comparison(name, tuple(changes))

    def _shown(self, data: Mapping[str, Any], path: str) -> str:
        """A rule as a text for people."""
        value = _value(data, path)
        if path == "list.order":
            return self.words.label(ORDER_LABELS, str(value))
        if path.endswith(".kinds") and isinstance(value, list):
            return ", ".join(self.words.category(str(each)) for each in value) or "–"
        if path.endswith(".seconds") and isinstance(value, list):
            return ", ".join(shown_time(str(each)) for each in value)
        if isinstance(value, dict):
            named = {" + ".join(map(self.words.category, key.split("+"))): each for key, each in value.items()}
            return ", ".join(f"{names}: {each}" for names, each in named.items())
        return str(value or "–")


def shown_time(written: str) -> str:
    """A time in seconds as minutes and seconds. All else stays as it is."""
    return duration(int(written) * 1000) if written.isascii() and written.isdecimal() and len(written) < 6 else written


def _value(data: Mapping[str, Any], path: str) -> Any:
    part, _, key = path.partition(".")
    values = data.get(part)
    found = values.get(key) if isinstance(values, dict) else None
    return DEFAULTS.get(path, "") if found is None else found
