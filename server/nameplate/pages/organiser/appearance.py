"""Changes the colour and the logo of a meeting that has begun. `routes.py` imports this module on first use."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from dataclasses import replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nameplate.meeting import Actor, Reason, Refused, Role
from nameplate.meeting.appearance import SetAppearance
from nameplate.pages.context import context_of
from nameplate.pages.problems import CommandRefused
from nameplate.pages.theme import logo_response
from nameplate.planning.bad_file import BadFile
from nameplate.planning.programme_file import LOGO_DATA, read_colour, read_logo
from nameplate.wording.language import Words

from .access import HOME, organiser, organisers_form
from .appearance_form import AppearanceForm
from .meetings import meeting_page, text_of
from .posted_form import LOGO_SUFFIXES, WrongField, has_file, upload
from .programme_faults import field_fault

DESK = Actor("desk", Role.DESK)
"""An organiser changes them as the desk, so that the desk can undo it."""


async def change(request: Request) -> Response:
    """`POST /organiser/m/{code}/appearance` with the fields `colour`, `colour_before`, `logo_file` and `no_logo`.

    `logo` is a logo that was chosen before, when something else was wrong. A colour that is as it was shown stays. What
    is wrong is told at its field, and then nothing is changed.
    """
    context = context_of(request)
    words = context.words(request)
    async with organisers_form(request) as form:
        given = await _form_of(form, words)
    room = await context.room(request.path_params["code"])
    given, command = await asyncio.to_thread(_read, given, words)
    if given.is_wrong:
        return await meeting_page(request, room.meeting, appearance=given)
    answer = await room.handle(command, DESK)
    result = "changed"
    if isinstance(answer, Refused):
        if answer.reason is not Reason.ALREADY:
            raise CommandRefused(answer, room.meeting)
        result = "same"
    return RedirectResponse(f"{HOME}/m/{room.meeting.code}?appearance={result}#appearance", 303)


async def show_logo(request: Request) -> Response:
    """`GET /organiser/m/{code}/logo.png?stamp=...`: the logo of a meeting."""
    await organiser(request)
    return logo_response(request, (await context_of(request).room(request.path_params["code"])).meeting)


async def _form_of(form: FormData, words: Words) -> AppearanceForm:
    """The form as it was sent. A file that was chosen is its new logo."""
    colour, before, logo = (text_of(form, field).strip() for field in ("colour", "colour_before", "logo"))
    given = AppearanceForm(colour, before, logo, "no_logo" in form)
    if not has_file(form, "logo_file"):
        return given
    try:
        content, _ = await upload(form, "logo_file", LOGO_SUFFIXES)
    except WrongField as error:
        return replace(given, logo="", logo_fault=error.sentence(words))
    return replace(given, logo=LOGO_DATA + base64.b64encode(content).decode(), no_logo=False)


def _read(given: AppearanceForm, words: Words) -> tuple[AppearanceForm, SetAppearance]:
    """The form with what is wrong in it, and the command that it stands for."""
    colour, colour_fault = _value(given.colour, read_colour, words)
    logo, logo_fault = _value("" if given.no_logo else given.logo, read_logo, words)
    given = replace(given, colour_fault=colour_fault, logo_fault=given.logo_fault or logo_fault)
    if given.logo_fault:
        given = replace(given, logo="")
    return given, SetAppearance(
        None if colour == given.colour_before else colour, logo if logo or given.no_logo else None
    )


def _value(written: str, read: Callable[[str], str], words: Words) -> tuple[str, str]:
    """The value of a field, and what is wrong with it."""
    try:
        return (read(written) if written else "", "")
    except BadFile as error:
        return ("", field_fault(error, words)[0])
