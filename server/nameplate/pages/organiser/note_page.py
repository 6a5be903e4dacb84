"""The concept note from which a meeting was made, with its marks, also after the meeting has begun.

`routes.py` imports this module on first use.
"""

from __future__ import annotations

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
from .programme_faults import place_of


@dataclass(frozen=True, slots=True)
class ShownGuess:
    """A field that the note does not say clearly: where it is, what stands there, and why it is a guess."""

    place: str
    value: str
    why: str
    is_confirmed: bool


async def show(request: Request) -> Response:
    """`GET /organiser/m/{code}/note`: the concept note, and the guesses that still stand as they were proposed.

    Those that nobody has confirmed come first.
    """
    await organiser(request)
    context = context_of(request)
    meeting = (await context.room(request.path_params["code"])).meeting
    stored = await with_stored_note(context, Draft(exported(meeting), revises=meeting.code))
    if not stored.note:
        raise Problem(404, "not_found", N_("This meeting has no concept note (any more)."))
    words = context.words(request)
    guesses = [
        ShownGuess(
            place_of(path, words),
            _shown(str(value_at(stored.data, path) or ""), path, words),
            why,
            path in stored.confirmed,
        )
        for path, why in stored.guesses.items()
    ]
    may_edit = not meeting.rehearsal and not has_begun(meeting)
    return page(request, "note.html", meeting=meeting, draft=stored, guesses=guesses, may_edit=may_edit)


def _shown(value: str, path: str, words: Words) -> str:
    if path == "preset":
        return words.label(PRESET_LABELS, value)
    return item_kinds(words).get(value, value) if path.endswith(".kind") else value
