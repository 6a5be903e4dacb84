"""Changes the ready-made messages of a meeting that has begun. `routes.py` imports this module on first use."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nameplate.meeting import Actor, Reason, Refused, Role
from nameplate.meeting.ready_messages import (
    LONGEST_MESSAGE,
    MESSAGE_ADDRESSEES,
    MOST_MESSAGES,
    SetReadyMessages,
    texts_to,
)
from nameplate.pages.context import context_of
from nameplate.pages.problems import CommandRefused
from nameplate.wording.messages import N_

from .access import HOME, organisers_form
from .meetings import meeting_page, text_of
from .message_lines import addressed

DESK = Actor("desk", Role.DESK)
"""An organiser changes them as the desk, so that the desk can undo it."""
TOO_MANY = N_("At most %(most)s messages, each with at most %(longest)s characters.")


async def change(request: Request) -> Response:
    """`POST /organiser/m/{code}/messages` with the field `messages`, one on each line, as in the form of a programme.

    What is wrong is told at the field, and then nothing is changed.
    """
    async with organisers_form(request) as form:
        written = text_of(form, "messages")
    context = context_of(request)
    room = await context.room(request.path_params["code"])
    found = [addressed(line.strip()) for line in written.splitlines() if line.strip()]
    if len({*found}) > MOST_MESSAGES or any(len(" ".join(text.split())) > LONGEST_MESSAGE for _, text in found):
        told = context.words(request).translate(TOO_MANY, most=MOST_MESSAGES, longest=LONGEST_MESSAGE)
        return await meeting_page(request, room.meeting, messages=written, messages_fault=told)
    texts = {to: "\n".join(text for each, text in found if each == to) for to in MESSAGE_ADDRESSEES}
    added = {to: len(texts[to].splitlines()) - len(texts_to(room.meeting, to)) for to in MESSAGE_ADDRESSEES}
    for to in sorted(MESSAGE_ADDRESSEES, key=added.__getitem__):  # first those that become fewer, to make room
        answer = await room.handle(SetReadyMessages(to, texts[to]), DESK)
        if isinstance(answer, Refused) and answer.reason is not Reason.ALREADY:
            raise CommandRefused(answer, room.meeting)
    return RedirectResponse(f"{HOME}/m/{room.meeting.code}?messages=changed#messages", 303)
