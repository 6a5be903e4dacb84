"""What a new meeting is made from: an example, a preset, a concept note, a file, a copy, or nothing."""

from __future__ import annotations

import asyncio

from starlette.datastructures import FormData

from nameplate.pages.context import Context
from nameplate.pages.problems import Problem
from nameplate.planning import concept_note, programme_data
from nameplate.planning.bad_file import BadFile, decoded
from nameplate.planning.export import exported, exported_delegations
from nameplate.planning.programme_data import Data
from nameplate.planning.programme_table import read_programme_table
from nameplate.planning.rule_presets import RULE_PRESETS, with_preset
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from . import examples
from .meetings import text_of
from .note_draft import from_note
from .posted_form import (
    MOST_FILE_BYTES,
    TABLE_SUFFIXES,
    AtField,
    WrongField,
    has_file,
    item_kinds,
    participants,
    upload,
)
from .programme_draft import EMPTY, Draft

NOTE_SUFFIXES = (".docx", ".txt")
PROGRAMME_SUFFIXES = (".xlsx", ".csv", ".yaml", ".yml")
NO_NOTE = N_("Paste the text of the concept note, or choose its file.")
NOTE_TWICE = N_("You have pasted a text, and also chosen the file “%(file)s”. Only one of them can be read.")
ONE_NOTE = N_(
    "To read the text, press “Propose a programme” again. To read the file, empty this field, and choose the file"
    " again."
)


async def draft_from(context: Context, form: FormData, words: Words) -> Draft:
    """The draft from the field `from`: example, preset, note, file, copy or empty.

    Raises `WrongField` for what is missing, `BadFile` for what cannot be read, and `Problem`. The field of a `BadFile`
    is `file`, unless it is an `AtField`.
    """
    match text_of(form, "from"):
        case "example":
            name = text_of(form, "example")
            if name not in examples.names():
                raise Problem(404, "not_found", N_("There is no such example."))
            return Draft(await asyncio.to_thread(examples.programme, name))
        case "note":
            return await _noted(form)
        case "file":
            content, name = await upload(form, "file", PROGRAMME_SUFFIXES)
            seats = await _seats(form) if has_file(form, "seats") else ""
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


async def _noted(form: FormData) -> Draft:
    """The draft from a concept note, which is either pasted or a file."""
    text = text_of(form, "text")
    if has_file(form, "file"):
        content, name = await upload(form, "file", NOTE_SUFFIXES, MOST_FILE_BYTES["note"])
        if text.strip():
            raise WrongField("text", NOTE_TWICE, {"file": name}, ONE_NOTE)
        return await asyncio.to_thread(lambda: from_note(concept_note.text_of(content, name)))
    if not text.strip():
        raise WrongField("text", NO_NOTE)
    try:
        return await asyncio.to_thread(from_note, text)
    except BadFile as error:
        raise AtField(error, "text") from error


async def _seats(form: FormData) -> str:
    try:
        return await participants(form)
    except BadFile as error:
        raise AtField(error, "seats") from error
