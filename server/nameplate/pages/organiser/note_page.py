"""The concept note from which a meeting was made, with its marks, also after the meeting has begun.

`routes.py` imports this module on first use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from nameplate.meeting.programme.programme_revision import has_begun
from nameplate.pages.context import context_of
from nameplate.pages.problems import Problem
from nameplate.planning.export import exported
from nameplate.wording.labels import PRESET_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .access import organiser
from .meetings import page
from .note_draft import value_at, with_stored_note
from .posted_form import item_kinds
from .programme_draft import Draft
from .programme_faults import label_of

PLACE = re.compile(r"sittings[.]([0-9]+)(?:[.]items[.]([0-9]+))?[.]?")


@dataclass(frozen=True, slots=True)
class ShownGuess:
    """A field that the note does not say clearly: where it is, what stands there, and why it is a guess."""

    place: str
    value: str
    why: str


async def show(request: Request) -> Response:
    """`GET /organiser/m/{code}/note`: the concept note, and the guesses that still stand as they were proposed."""
    await organiser(request)
    context = context_of(request)
    meeting = (await context.room(request.path_params["code"])).meeting
    stored = await with_stored_note(context, Draft(exported(meeting), revises=meeting.code))
    if not stored.note:
        raise Problem(404, "not_found", N_("This meeting has no concept note (any more)."))
    words = context.words(request)
    guesses = [
        ShownGuess(_place(path, words), _shown(str(value_at(stored.data, path) or ""), path, words), why)
        for path, why in stored.guesses.items()
    ]
    may_edit = not meeting.rehearsal and not has_begun(meeting)
    return page(request, "note.html", meeting=meeting, draft=stored, guesses=guesses, may_edit=may_edit)


def _shown(value: str, path: str, words: Words) -> str:
    if path == "preset":
        return words.label(PRESET_LABELS, value)
    return item_kinds(words).get(value, value) if path.endswith(".kind") else value


def _place(path: str, words: Words) -> str:
    """Where a field is in the form: "Sitting 1, item 3: Minutes"."""
    within = PLACE.match(path)
    name = label_of(path, words)
    if not within:
        return name
    sitting, item = int(within[1]) + 1, within[2]
    if item is None:
        return words.text("Sitting %(sitting)s: %(field)s", sitting=sitting, field=name)
    return words.text("Sitting %(sitting)s, item %(item)s: %(field)s", sitting=sitting, item=int(item) + 1, field=name)
