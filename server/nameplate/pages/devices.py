"""The devices of a meeting: the chair and the desk see them, sign one out, and replace a link that others may have."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.devices import Device
from nameplate.access.join_requests import JoinRequest
from nameplate.access.passes import Pass
from nameplate.meeting import Role
from nameplate.pages.middleware.origin import refuse_foreign
from nameplate.screens.audiences import passes_for
from nameplate.screens.device_list import RENEWED_ROLES, device_list, link_label
from nameplate.screens.self_service import admitted_phones
from nameplate.store import device_table, join_request_table, pass_table
from nameplate.wording.messages import N_, Message

from . import security_log
from .authentication import authenticate_moderator
from .context import context_of
from .problems import Problem

NO_STORE = {"Cache-Control": "no-store"}
TOLD = N_("Only the chair and the desk see the devices.")
LONGEST_NAME = 200
MOST_UNKNOWN_SEATS, LONGEST_SEAT = 3, 12
"""As many seats, and as many characters of each, as the consoles have room for."""


async def show(request: Request) -> Response:
    """`GET /m/{code}/devices?named=fra`: the devices by link, as an HTML fragment."""
    pass_ = await moderator(request)
    return await _list(request, pass_, request.query_params.get("named", "")[:LONGEST_NAME])


async def note(request: Request) -> Response:
    """`GET /m/{code}/devices/note`: how the microphones are. The chair is also warned when its link is used twice."""
    context, pass_ = context_of(request), await moderator(request)
    chairs = 0
    if pass_.role is Role.CHAIR:
        devices = await context.devices(pass_.meeting, Role.CHAIR)
        chairs = sum(context.open_devices.is_open(device) for _, device in devices)
    unknown = [_cut(seat) for seat in context.microphones.unknown_seats(pass_.meeting)]
    fragment = context.screens.page(
        "shared/devices_note.html",
        context.language(request),
        chairs=chairs,
        microphones=context.microphones.of(pass_.meeting).value,
        unknown_seats=unknown[:MOST_UNKNOWN_SEATS] + ["…"] * (len(unknown) > MOST_UNKNOWN_SEATS),
    )
    return HTMLResponse(fragment, headers=NO_STORE)


def _cut(seat: str) -> str:
    return seat if len(seat) <= LONGEST_SEAT else seat[: LONGEST_SEAT - 1] + "…"


async def sign_out(request: Request) -> Response:
    """`POST /m/{code}/devices/sign-out` with the field `device`. Its screens close on all processes in 2 seconds."""
    context, pass_, device = context_of(request), *await asked_for(request, "device")
    if device == pass_.device:
        raise Problem(409, "forbidden", N_("You use this device now. Sign it out from another one."))
    job = partial(device_table.sign_out, meeting=pass_.meeting, device_hash=device, at=context.lobby.time.now_ms())
    if not await context.lobby.log.database.run(job):
        raise Problem(404, "not_found", N_("This device is signed out already."))
    await context.pass_cache.refresh()
    security_log.note("sign_out", "%s signed a device out", pass_.name)
    return await _list(request, pass_, "")


async def renew(request: Request) -> Response:
    """`POST /m/{code}/devices/renew` with the field `name`: end the links of this name, and show a new one.

    The new link is shown only in this answer.
    """
    context, pass_, name = context_of(request), *await asked_for(request, "name")
    room = await context.room(pass_.meeting)
    secret, new = passes_for(room.meeting).get(name, ("", None))
    if new is None or new.role not in RENEWED_ROLES:
        raise Problem(404, "not_found", N_("This meeting has no such link."))
    at = context.lobby.time.now_ms()

    def replace_links(connection: Connection) -> None:
        pass_table.revoke(connection, pass_.meeting, name, at)
        pass_table.issue(connection, [new], at)

    await context.lobby.log.database.run(replace_links)
    await context.pass_cache.refresh()
    security_log.note("link_renewed", "%s made a new link for %s", pass_.name, name)
    fragment = context.screens.page(
        "shared/new_link.html",
        context.language(request),
        secret=secret,
        label=link_label(room.meeting, context.words(request), name),
        is_own=name == pass_.name,
    )
    return HTMLResponse(fragment, headers=NO_STORE)


async def _list(request: Request, pass_: Pass, named: str) -> Response:
    context = context_of(request)
    room = await context.room(pass_.meeting)

    def read(connection: Connection) -> tuple[list[tuple[Pass, Device]], list[JoinRequest]]:
        return device_table.of_meeting(connection, pass_.meeting), join_request_table.admitted(
            connection, pass_.meeting
        )

    devices, admitted = await context.lobby.log.database.run(read)
    view = device_list(
        room.meeting,
        context.words(request),
        pass_,
        devices,
        context.open_devices.is_open,
        context.open_devices.programs(pass_.meeting),
        named,
        {each.hash: each.code for each in admitted},
    )
    fragment = context.screens.page(
        "shared/device_list.html",
        context.language(request),
        view=view,
        named=named,
        admitted=admitted_phones(room.meeting, context.words(request), admitted) if not named else (),
        code=pass_.meeting,
        timezone=room.meeting.timezone,
    )
    return HTMLResponse(fragment, headers=NO_STORE)


async def moderator(request: Request) -> Pass:
    """The pass of the chair or the desk. Raises `Problem`."""
    return await authenticate_moderator(request, TOLD)


async def moderators_form(request: Request, told: Message = TOLD) -> tuple[Pass, FormData]:
    """The pass of the chair or the desk, and the form that came with it. Raises `Problem`, with `told` for others."""
    context = context_of(request)
    refuse_foreign(request, context.public_address)
    pass_ = await authenticate_moderator(request, told)
    if not context.rate_limit.allow(pass_.meeting, pass_.actor):
        security_log.warn("too_many_commands", "Too many commands came from %s", pass_.name)
        raise Problem(429, "too_many", N_("Too many at once. Wait a moment, then press again."))
    async with request.form() as form:
        return pass_, form


async def asked_for(request: Request, field: str) -> tuple[Pass, str]:
    """The pass, and the value of the one field of a form. Raises `Problem`."""
    pass_, form = await moderators_form(request)
    value = form.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        worded = N_("“%(shown)s” is missing or not of the right kind. Please correct it.")
        raise Problem(422, "invalid", worded, {"field": field}, {"shown": field})
    return pass_, value
