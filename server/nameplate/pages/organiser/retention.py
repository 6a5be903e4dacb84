"""Erases names of persons and free text of a meeting that has ended, or a meeting that never began, while the server
runs."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nameplate.meeting import Meeting, Reason, Refused
from nameplate.meeting.programme.programme_revision import has_begun
from nameplate.pages import security_log
from nameplate.pages.context import context_of
from nameplate.pages.problems import CommandRefused, Problem
from nameplate.store import erasure
from nameplate.store.log_rows import NoMeeting
from nameplate.wording.messages import N_

from .access import HOME, organisers_form
from .meetings import page, text_of
from .retained import retained


async def erase(request: Request) -> Response:
    """`POST /organiser/m/{code}/erase` with the code of the meeting in the field `confirmed`.

    First the links end, so that nobody gives a command any more. Then the room is closed, and everybody who asks for it
    waits until the text is erased and the room is read again. Only with SQLite, which has one server.
    """
    async with organisers_form(request) as form:
        confirmed = text_of(form, "confirmed")
    context, code = context_of(request), request.path_params["code"]
    database, meeting = context.lobby.log.database, (await context.room(code)).meeting
    state = await retained(context, meeting)
    if confirmed != meeting.code:
        raise Problem(422, "invalid", N_("Tick the sentence with the title of the meeting first."))
    if state.ended_at is None:
        raise Problem(409, "forbidden", N_("The meeting has not ended. Nothing was erased."))
    if not state.can_erase:
        worded = N_("Several servers share this database. Stop all of them, and use: nameplate meeting erase")
        raise Problem(409, "forbidden", worded)
    await database.run(partial(erasure.remove_links, code=meeting.code))
    await context.pass_cache.refresh()
    is_purged = True

    async def rewrite() -> None:
        nonlocal is_purged
        is_purged = await erasure.erase_while_serving(database, meeting.code)

    await context.lobby.rewrite(meeting.code, rewrite)
    security_log.note("meeting_erased", "An organiser erased the personal data of %s", meeting.code)
    return RedirectResponse(f"{HOME}/m/{meeting.code}?erased={'done' if is_purged else 'again'}", 303)


async def delete(request: Request) -> Response:
    """`POST /organiser/m/{code}/delete`: delete a meeting that never began, with its log, links and files.

    Without the code of the meeting in the field `confirmed`, a page asks. Only with SQLite, which has one server.
    """
    async with organisers_form(request) as form:
        confirmed = text_of(form, "confirmed")
    context, code = context_of(request), request.path_params["code"]
    database, meeting = context.lobby.log.database, (await context.room(code)).meeting
    if database.is_shared:
        worded = N_("Several servers share this database. Stop all of them, and use: nameplate meeting delete")
        raise Problem(409, "forbidden", worded)
    _refuse_begun(meeting)
    if confirmed != meeting.code:
        return page(request, "delete.html", meeting=meeting)

    async def remove() -> None:
        _refuse_begun((await context.lobby.log.open(meeting.code)).meeting)  # it may have begun since the question
        await erasure.remove_while_serving(database, meeting.code)

    try:
        await context.lobby.rewrite(meeting.code, remove)
    except NoMeeting:  # the room of a deleted meeting cannot be opened again
        await context.pass_cache.refresh()
    security_log.note("meeting_deleted", "An organiser deleted the meeting %s", meeting.code)
    return RedirectResponse(f"{HOME}?deleted=1", 303)


def _refuse_begun(meeting: Meeting) -> None:
    if meeting.rehearsal:
        raise CommandRefused(Refused(Reason.IN_REHEARSAL), meeting)
    if has_begun(meeting):
        raise Problem(409, "forbidden", N_("This meeting has begun, so it cannot be deleted here."))
