"""The concept notes of the tests, and what a proposal says as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from nameplate.paths import EXAMPLES
from nameplate.planning.concept_note import Field, Proposal, propose

NOTES = Path(__file__).parent / "concept_notes"
SEEDS = ("seminar-2013", "hrc28-panel-2015")
"""The two public notes. They are in `examples/`, beside their programmes, which a person made."""
OTHERS = sorted(path.stem for path in NOTES.glob("*.yaml"))
"""Notes written for the tests. What each of them says is beside it, as a person reads it."""


def note_file(name: str) -> Path:
    """The file with the text of a note."""
    return EXAMPLES / f"{name}-concept-note.txt" if name in SEEDS else NOTES / f"{name}.txt"


def note(name: str) -> str:
    """The text of a note."""
    return note_file(name).read_text(encoding="utf-8")


def proposed(name: str) -> Proposal:
    """The proposal from a note."""
    return propose(note(name))


def expected(name: str) -> dict[str, str]:
    """What a person reads in a note: the path of each field, and its value."""
    return dict(_flat("", YAML(typ="safe", pure=True).load((NOTES / f"{name}.yaml").read_text(encoding="utf-8"))))


def written(proposal: Proposal, field: Field) -> str:
    """The pieces of the note that a field comes from."""
    return " ".join(proposal.lines[span.line].text[span.start : span.end] for span in field.spans)


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, element in value.items():
            yield from _flat(f"{path}.{key}" if path else str(key), element)
    elif isinstance(value, list):
        for number, element in enumerate(value):
            yield from _flat(f"{path}.{number}", element)
    else:
        yield path, str(value)
