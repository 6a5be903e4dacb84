"""Handles the pages on which an organiser makes a meeting, or edits its programme until it begins.

`starting_points.py` makes the draft, `draft_checks.py` checks it, `programme_storing.py` stores it, and
`programme_page.py` shows its form. `routes.py` imports this module on first use.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nameplate.pages import security_log
from nameplate.pages.context import Context, context_of
from nameplate.pages.problem_responses import not_stored
from nameplate.pages.problems import Problem
from nameplate.planning.bad_file import BadFile
from nameplate.planning.programme_file import Programme
from nameplate.planning.rule_presets import RULE_PRESETS, with_preset
from nameplate.store.jobs import NotStored
from nameplate.store.log_rows import NoMeeting
from nameplate.wording.labels import PRESET_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from . import examples
from .access import HOME, organiser, organisers_form
from .draft_checks import differs, draft_of, every_state, fault_of, faults_of, read_draft, seats_of, with_table
from .meetings import page, text_of
from .note_draft import with_note, with_stored_note
from .posted_form import FILE_FIELDS, AtField, WrongField, draft_of_form, file_limits, with_files
from .programme_draft import Draft, Fault
from .programme_faults import Doubt, doubts, losses
from .programme_page import form_page
from .programme_storing import fingerprint, refuse_begun, revise, store_new
from .rules_form import RulesForm
from .starting_points import draft_from

CHANGED_MEANWHILE = N_(
    "Somebody else has changed the meeting. Nothing was saved. To replace it, press “Save the programme” again."
)
DELETED_MEANWHILE = N_(
    "This meeting was deleted meanwhile. Nothing was saved. You can create it as a new meeting, with new links."
)
FILE_FIELD = "file"
SENT = ("note", "file")
"""What an editor has sent for a new meeting. All else is stored, or made with one press."""
NO_MEETING = Problem(404, "no_meeting", N_("There is no such meeting here."))


async def choose(request: Request) -> Response:
    """`GET /organiser/new`: from what the meeting is to be made."""
    await organiser(request)
    return await _choices(request)


async def draft(request: Request) -> Response:
    """`POST /organiser/new`: the form, filled in from what was chosen."""
    words = context_of(request).words(request)
    async with organisers_form(request) as form:
        try:
            drafted = await draft_from(context_of(request), form, words)
        except BadFile as error:
            fault = fault_of(error, words)
            said = words.text("This cannot be read: %(problem)s", problem=fault.sentence)
            field = error.field if isinstance(error, AtField) else FILE_FIELD
            return await _choices(request, replace(fault, sentence=said, path=field), form)
        except WrongField as error:
            advice = words.translate(error.advice)
            fault = Fault(error.sentence(words), error.field, (advice,) if advice else ())
            return await _choices(request, fault, form)
    return form_page(request, drafted, is_unsaved=text_of(form, "from") in SENT)


async def _choices(request: Request, fault: Fault | None = None, form: FormData | None = None) -> Response:
    """The page on which a meeting begins, with what is wrong with a form that was sent from it, and its text."""
    context = context_of(request)
    sent = {"came_from": text_of(form, "from"), "text": text_of(form, "text")} if form else {}
    meetings, words = await context.lobby.log.codes(), context.words(request)
    shown = await asyncio.to_thread(examples.listed, words)
    presets = [(name, words.label(PRESET_LABELS, name)) for name in RULE_PRESETS]
    status = 422 if fault else 200
    values = {"examples": shown, "meetings": meetings, "presets": presets, "fault": fault}
    values["limits"] = file_limits(words)
    return page(request, "new.html", status, **values, **sent)


async def create(request: Request) -> Response:
    """`POST /organiser/create`: check the form, and store the meeting.

    With `check`, only check it. With `compare`, show what the preset `new_preset` would change; with `use`, take its
    rules. With `read`, only read the files that were chosen: `table` or `participants` is what the reader waits for.
    With `all_states`, list all States as participants. What is seldom meant is shown once before it is stored.
    """
    context, words = context_of(request), context_of(request).words(request)

    async def again(drafted: Draft, fault: Fault | None = None, **shown: Any) -> Response:
        is_unsaved = await _is_unsaved(context, drafted, words)
        return form_page(request, drafted, fault, is_unsaved=is_unsaved, **shown)

    async with organisers_form(request) as form:
        fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        drafted, asked, preset = draft_of_form(fields, form), {name for name, _ in fields}, text_of(form, "new_preset")
        drafted = await asyncio.to_thread(with_note, drafted)
        try:
            drafted = await with_files(drafted, form, words)
        except BadFile as error:
            return await again(drafted, fault_of(error, words))
        except WrongField as error:
            return await again(drafted, Fault(error.sentence(words), FILE_FIELDS[error.field]), status=422)
    if preset not in RULE_PRESETS and asked & {"compare", "use"}:
        raise Problem(404, "not_found", N_("There is no such preset."))
    if "compare" in asked:
        return await again(drafted, comparison=RulesForm(drafted.data, words).compared(preset))
    if "use" in asked:
        chosen = replace(drafted, data=with_preset(drafted.data, preset))
        return await again(await asyncio.to_thread(with_note, chosen), result="used")
    if "all_states" in asked:
        return await again(replace(drafted, seats=every_state()), result="participants")
    try:
        drafted = await asyncio.to_thread(with_table, drafted, words)
        if "read" in asked:
            await asyncio.to_thread(seats_of, drafted, words)
            return await again(drafted, result="table" if ("read", "table") in fields else "participants")
        read = await asyncio.to_thread(read_draft, drafted, words)
    except BadFile as error:
        return await again(drafted, await asyncio.to_thread(faults_of, drafted, error, words))
    found = doubts(read.created, drafted.data, context.lobby.time.now_ms(), words)
    found += await _losses(context, drafted, read, words)
    if "check" in asked or _unseen(found, drafted):
        result = "checked" if "check" in asked else "asked"
        return await again(_warned(drafted, found), doubts=found, result=result)
    try:
        return await _saved(request, drafted, read)
    except Problem as error:
        return _refused_page(request, drafted, error)
    except NoMeeting:
        return _refused_page(request, drafted, NO_MEETING)
    except NotStored as error:
        return _refused_page(request, drafted, not_stored(error))


async def _saved(request: Request, drafted: Draft, read: Programme) -> Response:
    """Store the programme of a form, unless somebody else has changed it meanwhile. Raises `Problem`, `NotStored`."""
    context, code = context_of(request), read.created.code
    if not drafted.revises:
        await store_new(context, read, drafted.note, drafted.confirmed)
        security_log.note("meeting_created", "An organiser created the meeting %s", code)
        return RedirectResponse(f"{HOME}/m/{code}", 303)
    is_replaced = False
    while not is_replaced:
        meeting = (await context.room(code)).meeting
        refuse_begun(meeting)
        newest = await asyncio.to_thread(fingerprint, meeting)
        if drafted.made_from != newest:
            fault = Fault(context.words(request).translate(CHANGED_MEANWHILE), "", look_at=code)
            return form_page(request, replace(drafted, made_from=newest), fault, is_unsaved=True, status=409)
        found = losses(meeting, read.created, context.words(request))
        if _unseen(found, drafted):  # somebody has inscribed since it was checked
            seen = replace(drafted, warned=f"{drafted.warned} {_warned(drafted, found).warned}")
            return form_page(request, seen, doubts=found, result="asked", is_unsaved=True)
        is_replaced = await revise(context, read, meeting, drafted.confirmed)
    security_log.note("programme_revised", "An organiser replaced the programme of %s", code)
    return RedirectResponse(f"{HOME}/m/{code}?saved=1", 303)


async def _losses(context: Context, drafted: Draft, read: Programme, words: Words) -> tuple[Doubt, ...]:
    """What the meeting would lose whose programme is edited. Nothing if there is no such meeting."""
    if not drafted.revises:
        return ()
    try:
        meeting = (await context.room(drafted.revises)).meeting
    except (NoMeeting, Problem):
        return ()
    return losses(meeting, read.created, words)


def _unseen(found: tuple[Doubt, ...], drafted: Draft) -> bool:
    """Whether there are doubts that the editor has not seen."""
    return bool({kind for each in found for kind in each.kind.split()} - {*drafted.warned.split()})


def _warned(drafted: Draft, found: tuple[Doubt, ...]) -> Draft:
    """The draft of an editor who sees these doubts now."""
    return replace(drafted, warned=" ".join(dict.fromkeys(kind for each in found for kind in each.kind.split())))


def _refused_page(request: Request, drafted: Draft, problem: Problem) -> Response:
    """The form again, with why it was not stored. A meeting that was deleted can be created again from it."""
    context = context_of(request)
    context.metrics.refusals(problem.counted_as).inc()
    words, is_gone = context.words(request), bool(drafted.revises) and problem.status == 404
    fault = Fault(words.translate(DELETED_MEANWHILE) if is_gone else problem.sentence(words), "")
    shown = replace(drafted, revises="") if is_gone else drafted
    return form_page(request, shown, fault, is_unsaved=True, status=problem.status)


async def _is_unsaved(context: Context, drafted: Draft, words: Words) -> bool:
    """Whether a draft differs from the meeting that is stored. A new meeting is not stored."""
    if not drafted.revises:
        return True
    try:
        meeting = (await context.room(drafted.revises)).meeting
    except (NoMeeting, Problem):
        return True
    return await asyncio.to_thread(differs, drafted, draft_of(meeting), words)


async def edit(request: Request) -> Response:
    """`GET /organiser/m/{code}/edit`: the form with the programme as it stands, until the meeting begins."""
    await organiser(request)
    meeting = (await context_of(request).room(request.path_params["code"])).meeting
    refuse_begun(meeting)
    made_from = await asyncio.to_thread(fingerprint, meeting)
    shown = replace(draft_of(meeting), made_from=made_from)
    return form_page(request, await with_stored_note(context_of(request), shown))
