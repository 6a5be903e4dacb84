"""What a new meeting is made from: an example, a preset, a concept note, a file, a copy, or nothing."""

from __future__ import annotations

import asyncio

from starlette.datastructures import FormData

from nameplate.pages.context import Context
from nameplate.pages.problems import Problem
from nameplate.paths import EXAMPLES
from nameplate.planning import concept_note, programme_data
from nameplate.planning.bad_file import decoded
from nameplate.planning.export import exported, exported_delegations
from nameplate.planning.programme_data import Data
from nameplate.planning.programme_table import read_programme_table
from nameplate.planning.rule_presets import RULE_PRESETS, with_preset
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .meetings import text_of
from .note_draft import from_note
from .posted_form import TABLE_SUFFIXES, has_file, item_kinds, participants, upload
from .programme_draft import EMPTY, Draft

NOTE_SUFFIXES = (".docx", ".txt")
PROGRAMME_SUFFIXES = (".yaml", ".yml", ".csv", ".xlsx")


async def draft_from(context: Context, form: FormData, words: Words) -> Draft:
    """The draft from the field `from`: example, preset, note, file, copy or empty. Raises `BadFile`, `Problem`."""
    match text_of(form, "from"):
        case "example":
            name = text_of(form, "example")
            if name not in examples():
                raise Problem(404, "not_found", N_("There is no such example."))
            return Draft(programme_data.load((EXAMPLES / name).read_text(encoding="utf-8"), name))
        case "note":
            return await asyncio.to_thread(from_note, await _note(form))
        case "file":
            content, name = await upload(form, "file", PROGRAMME_SUFFIXES)
            seats = await participants(form) if has_file(form, "seats") else ""
            if not name.lower().endswith(TABLE_SUFFIXES):
                return Draft(programme_data.load(decoded(content, name), name), seats)
            sittings = await asyncio.to_thread(read_programme_table, content, name, item_kinds(words))
            return Draft({**EMPTY, "sittings": [*sittings]}, seats)
        case "preset":
            name = text_of(form, "preset")
            if name not in RULE_PRESETS:
                raise Problem(404, "not_found", N_("There is no such preset."))
            return Draft(with_preset({**EMPTY, "sittings": [_sitting_of(name)]}, name))
        case "copy":
            meeting = (await context.room(text_of(form, "copy"))).meeting
            return Draft(exported(meeting), exported_delegations(meeting))
        case _:
            return Draft(EMPTY)


def _sitting_of(preset: str) -> Data:
    """A sitting with the items that meetings of a preset have."""
    planned = RULE_PRESETS[preset]
    items: list[Data] = [
        {"id": f"item-{number}", "kind": kind, "minutes": str(minutes), **({"title": title} if title else {})}
        for number, (kind, minutes, title) in enumerate(planned.items, 1)
    ]
    return {"start": planned.start, "end": planned.end, "items": [*items]}


async def _note(form: FormData) -> str:
    if has_file(form, "file"):
        content, name = await upload(form, "file", NOTE_SUFFIXES)
        return await asyncio.to_thread(concept_note.text_of, content, name)
    return text_of(form, "text")


def examples() -> tuple[str, ...]:
    return tuple(sorted(each.name for each in EXAMPLES.glob("*.yaml")))
