"""What to look at before a meeting, on one page. It asks again every two seconds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from nameplate.screens.checklist import checklist
from nameplate.screens.link_address import opens_only_here
from nameplate.wording.messages import N_

from .context import context_of
from .moderators_page import fragment, moderator_and_room, moderators_page

TOLD = N_("Only the chair and the desk see the checklist.")


async def show(request: Request) -> Response:
    """`GET /m/{code}/checklist`: the page, for the chair and the desk."""
    return await moderators_page(request, "checklist.html", TOLD)


async def checks(request: Request) -> Response:
    """`GET /m/{code}/checklist/checks`: the checks as they are now, as an HTML fragment."""
    context, (pass_, room) = context_of(request), await moderator_and_room(request, TOLD)
    view = checklist(
        room.meeting,
        context.words(request),
        {used.name for used, _ in await context.devices(pass_.meeting)},
        (subscriber.subject.audience for subscriber in room.publisher.subscribers()),
        await context.write_probe.problem(),
        room.now_ms(),
        opens_only_here(context.public_address.url),
    )
    return fragment(request, "shared/checks.html", view=view, code=pass_.meeting, now_ms=room.now_ms())
