"""Adds a participant to a meeting that has begun, on the organiser's page or at the desk.

`routes.py` imports this module on first use.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nameplate.meeting import Actor, Reason, Refused, Role
from nameplate.meeting.model.seats import unused_id
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.participants import AddParticipant, has_hidden_characters
from nameplate.pages import security_log
from nameplate.pages.context import context_of
from nameplate.pages.devices import moderators_form
from nameplate.pages.moderators_page import fragment
from nameplate.pages.problems import CommandRefused
from nameplate.planning.bad_file import BadFile
from nameplate.planning.delegations_file import NobodyListed, name_key
from nameplate.rooms.room import Room
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

from .access import HOME, organisers_form
from .draft_checks import seats_of, with_table
from .meetings import meeting_page, text_of
from .programme_draft import Draft

DESK = Actor("desk", Role.DESK)
"""An organiser adds a participant as the desk, so that the desk can undo it."""
FORM = "shared/participant_form.html"
LONGEST = 300
ONLY_MODERATORS = N_("Only the chair and the desk add participants.")
NO_NAME = N_("Write the name of the participant.")
TOO_LONG = N_("A name has at most 200 characters.")
HIDDEN = N_("The name has a character that nobody can see. Type the name again.")
ONE_AT_A_TIME = N_("Add one participant at a time.")
TAKES_PART = N_("%(name)s takes part already.")


async def add(request: Request) -> Response:
    """`POST /organiser/m/{code}/participants` with the field `participant`, such as `France`.

    Anybody but a State needs a category: `Amnesty International, NGO`. What is wrong is told at the field.
    """
    async with organisers_form(request) as form:
        written = text_of(form, "participant").strip()
    context = context_of(request)
    room = await context.room(request.path_params["code"])
    added = await _added(room, written, DESK, context.words(request))
    if isinstance(added, str):
        return await meeting_page(request, room.meeting, written[:LONGEST], added)
    security_log.note("participant_added", "An organiser added a participant to %s", room.meeting.code)
    return RedirectResponse(f"{HOME}/m/{room.meeting.code}?{urlencode({'added': added.id})}#participants", 303)


async def add_at_desk(request: Request) -> Response:
    """`POST /m/{code}/participants/add` with the field `participant`: the same at the desk, as an HTML fragment."""
    context, (pass_, form) = context_of(request), await moderators_form(request, ONLY_MODERATORS)
    written = text_of(form, "participant").strip()
    room, words = await context.room(pass_.meeting), context.words(request)
    added = await _added(room, written, pass_.actor, words)
    if isinstance(added, str):
        shown = fragment(request, FORM, code=room.meeting.code, participant=written[:LONGEST], fault=added)
        shown.status_code = 422
        return shown
    security_log.note("participant_added", "%s added a participant to %s", pass_.name, room.meeting.code)
    return fragment(request, FORM, code=room.meeting.code, added=words.seat_name(added))


async def _added(room: Room, written: str, by: Actor, words: Words) -> Seat | str:
    """The seat of a new participant, or what is wrong with what was written. Raises `CommandRefused`."""
    if wrong := _fault(written):
        return words.translate(wrong)
    try:
        seat = await asyncio.to_thread(_read, written, words)
    except NobodyListed:
        return words.translate(NO_NAME)
    except BadFile as error:
        return error.expected
    meeting = room.meeting
    if name_key(words.seat_name(seat)) in {name_key(words.seat_name(each)) for each in meeting.seats.values()}:
        return words.translate(TAKES_PART, name=words.seat_name(seat))
    seat = replace(seat, id=unused_id(seat.id, meeting.seats))
    answer = await room.handle(AddParticipant(seat.id, seat.category, seat.name, seat.sort), by)
    if not isinstance(answer, Refused):
        return seat
    if answer.reason is Reason.INVALID:
        return words.text("This kind of speaker cannot be added here.")
    raise CommandRefused(answer, room.meeting)


def _fault(written: str) -> Message | None:
    if not written:
        return NO_NAME
    if len(written) > LONGEST:
        return TOO_LONG
    if has_hidden_characters(written):
        return HIDDEN
    return ONE_AT_A_TIME if len(written.splitlines()) > 1 else None


def _read(written: str, words: Words) -> Seat:
    """The participant in a text of one line. Raises `BadFile`."""
    return seats_of(with_table(Draft({}, seats=" ".join(written.split())), words), words)[0]
