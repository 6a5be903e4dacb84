"""Writes a proposal as a programme file. Guesses are comments in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..rule_presets import RULE_PRESETS
from .proposal import Field, Item, Person, Proposal, Sitting

BEGIN = """\
# Proposed from a concept note, by rules. Check each line that is marked as a guess.
"""


def to_yaml(proposal: Proposal) -> str:
    """The programme file of a proposal. A key that the note says nothing about is left out, also if it is required."""
    return BEGIN + "".join(f"{line}\n" for line in _lines(proposal))


def _lines(proposal: Proposal) -> Iterator[str]:
    yield from _missing("title", proposal.title) or _joined("title", proposal.title, ": ", proposal.subtitle)
    yield from _joined("body", proposal.body, ", ", proposal.session)
    yield from _text("organizer", proposal.organizer)
    yield from _missing("date", proposal.date) or _text("date", proposal.date)
    yield from _text("room", proposal.room)
    yield from _text("timezone", proposal.timezone)
    yield from _text("source", proposal.source)
    yield from _rules(proposal.preset)
    for key, person in (("chair", proposal.chair), ("moderator", proposal.moderator)):
        if person:
            yield f"{key}:"
            yield from _person("name", person, "  ")
    yield "sittings:" if proposal.sittings else "sittings: []"
    for number, sitting in enumerate(proposal.sittings, start=1):
        yield from _sitting(f"sitting-{number}", sitting, proposal.chair)


def _rules(preset: Field | None) -> Iterator[str]:
    """The name of a preset, and its rules besides the speaking times."""
    if preset:
        yield f"preset: {preset.value}{_guess(preset, '  # ')}"
        for part, rules in RULE_PRESETS[preset.value].rules.items():
            yield f"{part}: {json.dumps(rules)}"


def _sitting(name: str, sitting: Sitting, chair: Person | None) -> Iterator[str]:
    yield f"  - id: {name}"
    yield from _text("date", sitting.date, "    ")
    yield from _missing("start", sitting.begin, "    ") or _text("start", sitting.begin, "    ")
    yield from _missing("end", sitting.end, "    ") or _text("end", sitting.end, "    ")
    yield from _text("title", sitting.title, "    ")
    yield from _text("theme", sitting.theme, "    ")
    yield "    items:" if sitting.items else "    items: []"
    speakers: list[str] = []
    for number, item in enumerate(sitting.items, start=1):
        item_name = f"{name}-{number}"
        yield from _item(item_name, item, chair, speakers)
        if item.speaker and item.kind.value == "presentation":
            speakers.append(item_name)


def _item(name: str, item: Item, chair: Person | None, speakers: list[str]) -> Iterator[str]:
    """The lines of an item. `speakers` are the earlier presentations of its sitting."""
    indent = "        "
    yield f"      - id: {name}"
    if item.begin:
        yield f"{indent}# The note says {item.begin.value} here{_guess(item.begin, ': ')}"
    yield from _text("kind", item.kind, indent)
    if item.by_chair and chair:
        yield from _text("speaker", item.by_chair, indent)
    elif item.speaker:
        yield from _person("speaker", item.speaker, indent)
    else:
        yield from _text("title", item.title, indent)
        if item.by_chair:
            yield f"{indent}# The chair speaks here, whom the note does not name"
        if item.kind.value == "replies" and speakers:
            yield f"{indent}speakers: [{', '.join(speakers)}]"
    yield from _text("theme", item.theme, indent)
    yield from _text("on_behalf_of", item.on_behalf_of, indent)
    yield from _text("minutes", item.minutes, indent)
    if item.medium:
        yield f"{indent}# {item.medium.value}{_guess(item.medium, ': ')}"


def _person(key: str, person: Person, indent: str) -> Iterator[str]:
    yield f"{indent}{key}: {_scalar(person.full_name)}{_guess(person.name, '  # ')}"
    yield from _text("title", person.title, indent)
    yield from _text("of", person.of, indent)


def _text(key: str, field: Field | None, indent: str = "") -> Iterator[str]:
    if field:
        plain = key in ("date", "kind", "minutes") or (key == "speaker" and field.value == "chair")
        yield f"{indent}{key}: {field.value if plain else _scalar(field.value)}{_guess(field, '  # ')}"


def _joined(key: str, first: Field | None, between: str, second: Field | None) -> Iterator[str]:
    fields = [field for field in (first, second) if field]
    if fields:
        value = between.join(field.value for field in fields)
        guesses = [field.guess.value for field in fields if field.guess]
        yield f"{key}: {_scalar(value)}" + (f"  # guess: {' '.join(guesses)}" if guesses else "")


def _missing(key: str, field: Field | None, indent: str = "") -> list[str]:
    """A comment instead of a required key that the note says nothing about."""
    return [] if field else [f"{indent}# {key}: the note does not say it"]


def _guess(field: Field, before: str) -> str:
    return f"{before}guess: {field.guess.value}" if field.guess else ""


def _scalar(text: str) -> str:
    """A text between quotation marks. JSON's form is also YAML's."""
    return json.dumps(text, ensure_ascii=False)
