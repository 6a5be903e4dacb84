"""The desk sees the phones that ask to become a device of a delegation, and admits or refuses them.

The phone and the desk show the same code. A decision is on one request, which never changes: a phone that chooses
another delegation makes a new request, with another code.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.devices import Device
from nameplate.access.join_requests import Decision, JoinRequest
from nameplate.access.passes import Pass, make_passes
from nameplate.meeting import Role
from nameplate.screens.audiences import delegate_link
from nameplate.screens.self_service import LONGEST_SEARCH, join_requests, seat_label
from nameplate.store import device_table, join_request_table, pass_table
from nameplate.wording.messages import N_

from . import security_log
from .context import context_of
from .devices import NO_STORE, asked_for, moderator, moderators_form
from .problems import Problem

HASH = re.compile("[0-9a-f]{64}")
GONE = N_("This phone does not wait any more. Somebody has decided, or it has chosen again.")


async def show(request: Request) -> Response:
    """`GET /m/{code}/devices/requests?named=7K`: the phones that wait, as an HTML fragment."""
    context, pass_ = context_of(request), await moderator(request)
    room, code, at = await context.room(pass_.meeting), pass_.meeting, context.lobby.time.now_ms()

    def read(connection: Connection) -> tuple[list[JoinRequest], list[tuple[Pass, Device]]]:
        waiting = join_request_table.waiting(connection, code, at)
        return waiting, device_table.of_meeting(connection, code, Role.DELEGATE) if waiting else []

    waiting, devices = await context.lobby.log.database.run(read)
    named = request.query_params.get("named", "")[:LONGEST_SEARCH]
    fragment = context.screens.page(
        "shared/join_requests.html",
        context.language(request),
        view=join_requests(room.meeting, context.words(request), waiting, devices, context.open_devices.is_open, named),
        named=named,
        code=code,
        timezone=room.meeting.timezone,
    )
    return HTMLResponse(fragment, headers=NO_STORE)


async def admit(request: Request) -> Response:
    """`POST /m/{code}/devices/admit` with the field `request`: the phone becomes a device of its delegation.

    It hangs on the newest link of the delegation, so it ends with this link. If all links of the delegation were
    revoked, it gets one that nobody knows.
    """
    context, (pass_, wanted) = context_of(request), await _pressed(request)
    room, at = await context.room(pass_.meeting), context.lobby.time.now_ms()
    seats, code, by = room.meeting.seats, pass_.meeting, pass_.name

    def store(connection: Connection) -> tuple[JoinRequest, Pass] | None:
        found = join_request_table.find(connection, code, wanted)
        if found is None or found.seat not in seats:
            return None
        if join_request_table.decide(connection, code, wanted, Decision.ADMITTED, by, at) is None:
            return None
        link = delegate_link(seats[found.seat])
        held = pass_table.newest(connection, code, link.name)
        if held is None:
            ((_, held),) = make_passes(code, [link]).values()
            pass_table.issue(connection, [held], at)
        device_table.sign_in(connection, [found.device(held, at)])
        return found, held

    stored = await context.lobby.log.database.run(store)
    if stored is None:
        raise Problem(404, "not_found", GONE)
    admitted, link = stored
    await context.pass_cache.refresh()
    context.pass_cache.add(replace(link, device=admitted.hash))
    context.metrics.sign_ins(link.role.value).inc()
    security_log.note("join_admitted", "%s admitted a phone as %s, code %s", by, link.name, admitted.code)
    return await _decided(request, admitted, Decision.ADMITTED)


async def refuse(request: Request) -> Response:
    """`POST /m/{code}/devices/refuse` with the field `request`."""
    context, (pass_, wanted) = context_of(request), await _pressed(request)
    job = partial(
        join_request_table.decide,
        meeting=pass_.meeting,
        hash_=wanted,
        decision=Decision.REFUSED,
        by=pass_.name,
        at=context.lobby.time.now_ms(),
    )
    refused = await context.lobby.log.database.run(job)
    if refused is None:
        raise Problem(404, "not_found", GONE)
    security_log.note("join_refused", "%s refused a phone as %s, code %s", pass_.name, refused.seat, refused.code)
    return await _decided(request, refused, Decision.REFUSED)


async def refuse_all(request: Request) -> Response:
    """`POST /m/{code}/devices/refuse-all`: refuse all phones that wait, such as after a flood of requests."""
    context, (pass_, _) = context_of(request), await moderators_form(request)
    at = context.lobby.time.now_ms()
    job = partial(join_request_table.refuse_all, meeting=pass_.meeting, by=pass_.name, at=at)
    number = await context.lobby.log.database.run(job)
    security_log.note("join_refused", "%s refused %s phones that waited", pass_.name, number)
    return await show(request)


async def _pressed(request: Request) -> tuple[Pass, str]:
    """The pass that decides, and the hash of the request. Raises `Problem`."""
    pass_, wanted = await asked_for(request, "request")
    if not HASH.fullmatch(wanted):
        raise Problem(404, "not_found", GONE)
    return pass_, wanted


async def _decided(request: Request, decided: JoinRequest, decision: Decision) -> Response:
    """The row of a phone on which the desk has just decided."""
    context, room = context_of(request), await context_of(request).room(decided.meeting)
    fragment = context.screens.page(
        "shared/join_request_decided.html",
        context.language(request),
        hash=decided.hash,
        code=decided.code,
        name=seat_label(room.meeting, context.words(request), decided.seat),
        admitted=decision is Decision.ADMITTED,
    )
    return HTMLResponse(fragment, headers=NO_STORE)
