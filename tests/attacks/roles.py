"""A pass of each role, found in the passes of the panel, and the answer that the tables demand for a command."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from httpx2 import Response

from nameplate.access.passes import Pass
from nameplate.meeting import Command, Refused, Role, perform
from nameplate.meeting.model.values import Inscription
from nameplate.pages.problems import status_of
from nameplate.screens.audiences import passes_for
from nameplate.store import codec
from tests.audiences import ROLES
from tests.meeting.commands import anyhow
from tests.panel import begun
from tests.serving import Hosted

PASS_OF_ROLE: Mapping[Role, str] = {
    role: next(name for name, (_, pass_) in passes_for(begun()).items() if pass_.role is role) for role in ROLES
}
"""The name of the first pass of each role."""
Outcome = tuple[int, str | None]


def valid_fields(command: str) -> dict[str, object]:
    """Fields with which the command is well-formed."""
    values: dict[str, object] = msgspec.to_builtins(anyhow(codec.COMMANDS[command]))
    return values


def outcome(answer: Response) -> Outcome:
    """The status and the code of an answer. A part of a page has no code."""
    is_json = "json" in answer.headers.get("Content-Type", "")
    return answer.status_code, answer.json().get("code") if is_json else None


async def demanded(meeting: Hosted, name: str, command: Command) -> Outcome:
    """The outcome that the rules of the meeting demand when the holder of a pass gives a command now."""
    room, pass_ = await meeting.room(), pass_of(meeting, name)
    answer = perform(room.meeting, command, pass_.actor, room.now_ms())
    return (status_of(answer.reason), answer.reason.value) if isinstance(answer, Refused) else (204, None)


async def waiting(meeting: Hosted) -> list[Inscription]:
    """The inscriptions that wait on all lists, in their order."""
    return [each for speakers in (await meeting.room()).meeting.lists.values() for each in speakers.waiting]


def pass_of(meeting: Hosted, name: str) -> Pass:
    """The pass of that name, as the server knows it."""
    found = meeting.host.context.pass_cache.find(meeting.links[name])
    assert found, name
    return found


def cookie(meeting: Hosted, name: str, sent_to: Hosted | None = None) -> dict[str, str]:
    """The headers of a browser that holds the pass of that name and has a page of the server open."""
    return {"Cookie": f"np-{name.replace(':', '-')}={meeting.links[name]}", "Origin": (sent_to or meeting).host.url}
