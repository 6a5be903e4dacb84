"""The page on which a delegation inscribes before the sitting, while the window of its list is open."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from nameplate.access.passes import Pass
from nameplate.meeting import Command, Refused, Role
from nameplate.meeting.model.bounds import MAX_NOTE_LENGTH
from nameplate.meeting.speakers_list.advance_inscriptions import InscribeInAdvance
from nameplate.meeting.speakers_list.floor_requests import WithdrawRequest
from nameplate.pages.middleware.origin import refuse_foreign
from nameplate.rooms.room import Room
from nameplate.screens.advance import advance_page
from nameplate.wording.messages import N_
from nameplate.wording.refusals import sentence

from . import security_log, untrusted_input
from .authentication import authenticate
from .context import context_of
from .problems import Problem
from .self_service import HEADERS

FIELDS = ("item", "note", "language", "dignitary", "dignitary_title")


async def show(request: Request) -> Response:
    """`GET /m/{code}/advance`: the window, the own inscriptions, and the form while the window is open."""
    pass_, room = await _delegation(request)
    return _page(request, pass_, room, {}, None)


async def inscribe(request: Request) -> Response:
    """`POST /m/{code}/advance/inscribe`. A refusal is shown at its field, and nothing that was typed is lost."""
    pass_, room = await _pressed(request)
    async with request.form() as form:
        values = {name: value.strip() for name in FIELDS if isinstance(value := form.get(name), str)}
    if field := untrusted_input.field_with_control_characters(values):
        worded = N_("“%(shown)s” holds characters that no screen can show. Please correct it.")
        raise Problem(422, "invalid", worded, {"field": field}, {"shown": field})
    command = InscribeInAdvance(
        values.get("item") or None,
        note=values.get("note", ""),
        language=values.get("language", ""),
        dignitary=values.get("dignitary", ""),
        dignitary_title=values.get("dignitary_title", ""),
    )
    return await _given(request, pass_, room, command, values)


async def withdraw(request: Request) -> Response:
    """`POST /m/{code}/advance/withdraw` with the field `inscription`."""
    pass_, room = await _pressed(request)
    async with request.form() as form:
        inscription = form.get("inscription")
    command = WithdrawRequest(inscription if isinstance(inscription, str) else "")
    return await _given(request, pass_, room, command, {})


async def _given(request: Request, pass_: Pass, room: Room, command: Command, values: Mapping[str, str]) -> Response:
    answer = await room.handle(command, pass_.actor)
    if isinstance(answer, Refused):
        return _page(request, pass_, room, values, answer)
    return RedirectResponse(f"/m/{pass_.meeting}/advance?as={quote(pass_.name)}", 303, HEADERS)


def _page(request: Request, pass_: Pass, room: Room, values: Mapping[str, str], refused: Refused | None) -> Response:
    context = context_of(request)
    words = context.words(request)
    view = advance_page(room.meeting, words, pass_.seat or "", room.now_ms())
    page = context.screens.page(
        "advance.html",
        context.language(request),
        meeting=room.meeting,
        pass_=pass_,
        timezone=room.meeting.timezone,
        view=view,
        values=values,
        given={**view.given, **values},
        longest=MAX_NOTE_LENGTH,
        refused=sentence(refused, room.meeting, words) if refused else "",
        field=str(refused.facts.get("field", "")) if refused else "",
    )
    return HTMLResponse(page, 409 if refused else 200, headers=HEADERS)


async def _delegation(request: Request) -> tuple[Pass, Room]:
    pass_ = await authenticate(request, "delegate")
    if pass_.role is not Role.DELEGATE:
        raise Problem(403, "forbidden", N_("Only a delegation inscribes in advance, with its own link or card."))
    return pass_, await context_of(request).room(pass_.meeting)


async def _pressed(request: Request) -> tuple[Pass, Room]:
    context = context_of(request)
    refuse_foreign(request, context.public_address)
    pass_, room = await _delegation(request)
    if not context.rate_limit.allow(pass_.meeting, pass_.actor):
        security_log.warn("too_many_commands", "Too many commands came from %s", pass_.name)
        raise Problem(429, "too_many", N_("Too many at once. Wait a moment, then press again."))
    return pass_, room
