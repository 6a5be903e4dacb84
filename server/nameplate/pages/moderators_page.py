"""A page for the chair and the desk that is outside the rooms' pictures: it asks for one fragment again and again."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import Pass
from nameplate.rooms.room import Room
from nameplate.wording.messages import Message

from .authentication import authenticate_moderator
from .context import context_of

NO_STORE = {"Cache-Control": "no-store"}


async def moderators_page(request: Request, template: str, told: Message) -> Response:
    """The whole page. `told` is the refusal for everybody else."""
    context, (pass_, room) = context_of(request), await moderator_and_room(request, told)
    page = context.screens.page(
        template,
        context.language(request),
        meeting=room.meeting,
        pass_=pass_,
        now_ms=room.now_ms(),
        speed=context.lobby.time.speed,
    )
    return HTMLResponse(page, headers=NO_STORE)


async def moderator_and_room(request: Request, told: Message) -> tuple[Pass, Room]:
    """The pass of the chair or the desk, and the room of its meeting. Raises `Problem` with `told` for others."""
    pass_ = await authenticate_moderator(request, told)
    return pass_, await context_of(request).room(pass_.meeting)


def fragment(request: Request, template: str, **values: object) -> Response:
    """A part of the page, as it is now."""
    context = context_of(request)
    return HTMLResponse(context.screens.page(template, context.language(request), **values), headers=NO_STORE)
