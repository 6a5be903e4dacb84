"""Adds a participant to a meeting that has begun. `routes.py` imports this module on first use."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nameplate.meeting import Actor, Reason, Refused, Role
from nameplate.meeting.model.seats import unused_id
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.participants import AddParticipant
from nameplate.pages import security_log
from nameplate.pages.context import context_of
from nameplate.pages.problems import CommandRefused
from nameplate.planning.bad_file import BadFile
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .access import HOME, organisers_form
from .draft_checks import seats_of, with_table
from .meetings import meeting_page, text_of
from .programme_draft import Draft

DESK = Actor("desk", Role.DESK)
"""An organiser adds a participant as the desk, so that the desk can undo it."""
LONGEST = 300
ONE_AT_A_TIME = N_("Add one participant at a time.")
TAKES_PART = N_("%(name)s takes part already.")


async def add(request: Request) -> Response:
    """`POST /organiser/m/{code}/participants` with the field `participant`, such as `France`.

    Anybody but a State needs a category: `Amnesty International, NGO`. What is wrong is told at the field.
    """
    async with organisers_form(request) as form:
        written = text_of(form, "participant").strip()
    context = context_of(request)
    words, room = context.words(request), await context.room(request.path_params["code"])
    meeting = room.meeting
    try:
        found = await asyncio.to_thread(_read, written[:LONGEST], words)
    except BadFile as error:
        return await meeting_page(request, meeting, written, error.expected)
    if len(found) != 1:
        return await meeting_page(request, meeting, written, words.translate(ONE_AT_A_TIME))
    seat = found[0]
    known = {words.seat_name(each).casefold() for each in meeting.seats.values()}
    if words.seat_name(seat).casefold() in known:
        told = words.translate(TAKES_PART, name=words.seat_name(seat))
        return await meeting_page(request, meeting, written, told)
    code = unused_id(seat.id, meeting.seats)
    answer = await room.handle(AddParticipant(code, seat.category, seat.name, seat.sort), DESK)
    if isinstance(answer, Refused):
        if answer.reason is Reason.INVALID:
            told = words.text("This kind of speaker cannot be added here.")
            return await meeting_page(request, meeting, written, told)
        raise CommandRefused(answer, room.meeting)
    security_log.note("participant_added", "An organiser added a participant to %s", meeting.code)
    return RedirectResponse(f"{HOME}/m/{meeting.code}?{urlencode({'added': code})}#participants", 303)


def _read(written: str, words: Words) -> tuple[Seat, ...]:
    """The participants in a text of one line. Raises `BadFile`."""
    if not written:
        return ()
    return seats_of(with_table(Draft({}, seats=" ".join(written.split())), words), words)
