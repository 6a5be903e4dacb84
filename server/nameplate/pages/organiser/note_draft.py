"""The draft of a meeting from a concept note, beside the lines of the note."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from functools import partial
from typing import Any

from nameplate.pages.context import Context
from nameplate.planning import concept_note, programme_data
from nameplate.planning.concept_note import SourceLine
from nameplate.store import concept_note_table

from .programme_draft import FILE, Draft, Line
from .programme_form import ITEM_FIELDS, MEETING_FIELDS, PARTS, SITTING_FIELDS

KEPT = re.compile(
    "|".join(
        (
            *MEETING_FIELDS,
            f"chair[.]({'|'.join(PARTS['chair'])})",
            f"sittings[.][0-9]+[.]({'|'.join(SITTING_FIELDS)})",
            f"sittings[.][0-9]+[.]items[.][0-9]+[.]({'|'.join(ITEM_FIELDS)})",
        )
    )
)
"""The paths of the fields that a meeting keeps and the form has. A note proposes others too."""


def from_note(text: str) -> Draft:
    """The draft that a concept note proposes. Raises `BadFile`."""
    proposed = concept_note.propose(text)
    return with_note(Draft(programme_data.load(concept_note.to_yaml(proposed), FILE), note=text))


def with_note(drafted: Draft) -> Draft:
    """A draft beside the lines of its note. A field that was changed is no guess any more.

    A field without a value is none either, nor one that a meeting does not keep, such as the country of the chair. Of
    what is confirmed, only guesses are kept.
    """
    if not drafted.note:
        return drafted
    proposed = concept_note.propose(drafted.note)
    data = programme_data.load(concept_note.to_yaml(proposed), FILE)
    guesses = {_field_path(path): each.guess.value for path, each in proposed.fields() if each.guess}
    guesses = {path: why for path, why in guesses.items() if KEPT.fullmatch(path)}
    proposal = {path: value_at(data, path) for path in guesses}
    unchanged = {
        path: guesses[path]
        for path, value in proposal.items()
        if value is not None and value == value_at(drafted.data, path)
    }
    lines = tuple(map(_pieces, proposed.lines))
    confirmed = drafted.confirmed & unchanged.keys()
    says_nothing = not proposed.says_something
    return replace(drafted, lines=lines, guesses=unchanged, confirmed=confirmed, note_says_nothing=says_nothing)


async def with_stored_note(context: Context, drafted: Draft) -> Draft:
    """The draft of a stored meeting beside the note from which it was made, if it still has one."""
    job = partial(concept_note_table.read, meeting=drafted.revises)
    note, confirmed = await context.lobby.log.database.run(job)
    return await asyncio.to_thread(with_note, replace(drafted, note=note, confirmed=confirmed))


def _pieces(line: SourceLine) -> Line:
    pieces, end = [], 0
    for span in line.unused:
        pieces += [(line.text[end : span.start], True), (line.text[span.start : span.end], False)]
        end = span.end
    return tuple((text, is_used) for text, is_used in (*pieces, (line.text[end:], True)) if text)


def value_at(data: Any, path: str) -> Any:
    """The value at a path. None if there is none."""
    for key in path.split("."):
        if isinstance(data, list):
            data = data[int(key)] if int(key) < len(data) else None
        else:
            data = data.get(key) if isinstance(data, dict) else None
    return data


def _field_path(path: str) -> str:
    """The path in the programme file of a field of a proposal."""
    for ending, shown in (
        (".speaker.name", ".speaker"),
        (".speaker.rank", ".speaker"),
        (".speaker.title", ".title"),
        (".speaker.of", ".of"),
        (".begin", ".start"),
        ("chair.rank", "chair.name"),
    ):
        if path.endswith(ending):
            return path.removesuffix(ending) + shown
    return path
