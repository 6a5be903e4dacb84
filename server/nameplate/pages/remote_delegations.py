"""The connections of remote delegations: the desk's list, the chair's note before a call, the delegation's own test."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import Pass
from nameplate.meeting import Role
from nameplate.meeting.remote_delegations import remote_state
from nameplate.screens.remote_list import MICROPHONE_LABELS, next_remote, remote_views
from nameplate.wording.messages import N_

from .authentication import authenticate
from .context import context_of
from .moderators_page import NO_STORE, fragment, moderator_and_room
from .problems import Problem

TOLD = N_("Only the chair and the desk see the connections.")


async def show(request: Request) -> Response:
    """`GET /m/{code}/remote`: the remote delegations and their connections, as an HTML fragment."""
    context, (pass_, room) = context_of(request), await moderator_and_room(request, TOLD)
    open_seats, outdated_before = await _open_seats(request, pass_), context.bridges.outdated_before(pass_.meeting)
    view = remote_views(room.meeting, context.words(request), open_seats, outdated_before)
    return fragment(request, "shared/remote_list.html", view=view, code=pass_.meeting, timezone=room.meeting.timezone)


async def note(request: Request) -> Response:
    """`GET /m/{code}/remote/note`: whether the next speaker is connected. Empty if the next speaker is in the room."""
    context, (pass_, room) = context_of(request), await moderator_and_room(request, TOLD)
    some_remote = any(seat.remote for seat in room.meeting.seats.values())
    open_seats = await _open_seats(request, pass_) if some_remote else frozenset[str]()
    outdated_before = context.bridges.outdated_before(pass_.meeting)
    view = next_remote(room.meeting, context.words(request), open_seats, outdated_before)
    return fragment(request, "shared/remote_note.html", view=view, timezone=room.meeting.timezone)


async def test(request: Request) -> Response:
    """`GET /m/{code}/connection`: the page on which a delegation tests its own connection."""
    context, pass_ = context_of(request), await authenticate(request, "delegate")
    if pass_.role is not Role.DELEGATE or not pass_.seat:
        raise Problem(403, "forbidden", N_("Only a delegation can test its connection here."))
    room, words = await context.room(pass_.meeting), context.words(request)
    seat = room.meeting.seats.get(pass_.seat)
    if seat is None:
        raise Problem(404, "not_found", N_("This meeting has no such delegation."))
    known = remote_state(room.meeting, seat.id)
    microphone = MICROPHONE_LABELS.get(known.microphone)
    page = context.screens.page(
        "connection.html",
        context.language(request),
        meeting=room.meeting,
        pass_=pass_,
        name=words.seat_name(seat),
        known=known,
        microphone=words.translate(microphone) if microphone else "",
        now_ms=room.now_ms(),
    )
    return HTMLResponse(page, headers=NO_STORE)


async def _open_seats(request: Request, pass_: Pass) -> frozenset[str]:
    """The seats with an open page on at least one device, in this process or in another one."""
    context = context_of(request)
    found = await context.devices(pass_.meeting, Role.DELEGATE)
    return frozenset(each.seat for each, device in found if each.seat and context.open_devices.is_open(device))
