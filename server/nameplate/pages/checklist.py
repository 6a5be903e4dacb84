"""What to look at before a meeting, on one page. It asks again every two seconds."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import Pass
from nameplate.screens.checklist import checklist
from nameplate.store import device_table
from nameplate.wording.messages import N_

from .authentication import authenticate_moderator
from .context import context_of

NO_STORE = {"Cache-Control": "no-store"}


async def show(request: Request) -> Response:
    """`GET /m/{code}/checklist`: the page, for the chair and the desk."""
    context, pass_ = context_of(request), await _moderator(request)
    room = await context.room(pass_.meeting)
    page = context.screens.page(
        "checklist.html",
        context.language(request),
        meeting=room.meeting,
        pass_=pass_,
        now_ms=room.now_ms(),
        speed=context.lobby.time.speed,
        join_url=f"{context.public_address.url}/in/{pass_.meeting}",
    )
    return HTMLResponse(page, headers=NO_STORE)


async def checks(request: Request) -> Response:
    """`GET /m/{code}/checklist/checks`: the checks as they are now, as an HTML fragment."""
    context, pass_ = context_of(request), await _moderator(request)
    room = await context.room(pass_.meeting)
    devices = await context.lobby.log.database.run(partial(device_table.of_meeting, meeting=pass_.meeting))
    view = checklist(
        room.meeting,
        context.words(request),
        {used.name for used, _ in devices},
        (subscriber.subject.audience for subscriber in room.publisher.subscribers()),
        await context.write_probe.problem(),
        room.now_ms(),
    )
    fragment = context.screens.page(
        "shared/checks.html", context.language(request), view=view, code=pass_.meeting, now_ms=room.now_ms()
    )
    return HTMLResponse(fragment, headers=NO_STORE)


async def _moderator(request: Request) -> Pass:
    return await authenticate_moderator(request, N_("Only the chair and the desk see the checklist."))
