"""One handler for every command: `POST /m/{code}/{command}`, fields as a form or as JSON."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from nameplate.meeting import Command, Refused
from nameplate.pages.middleware.origin import refuse_foreign
from nameplate.rooms.answers import Done, KeyReused, TooLate
from nameplate.store import codec
from nameplate.store.event_log import NoMeeting
from nameplate.wording.refusals import sentence

from . import untrusted_input
from .context import context
from .problems import NOT_FOUND, Problem, status_of

LONGEST_KEY = 128
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def give(request: Request) -> Response:
    """Give a command; answered when it is durable."""
    here = context(request)
    refuse_foreign(request)
    name = request.path_params["command"]
    if name not in codec.COMMANDS:
        raise Problem(*NOT_FOUND)
    held = await here.enter(request)
    if not here.rate_limit.take(held):
        raise Problem(429, "too_many", "Too many at once. Wait a moment, then press again.")
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise Problem(422, "invalid", "The Idempotency-Key is empty or too long.", {"field": "Idempotency-Key"})
    command, asked = await _read(request, name)
    # A network may deliver a press minutes after the page called it lost.
    deadline = untrusted_input.whole(request.headers.get("Nameplate-Until", ""))
    try:
        room = await here.lobby.room(held.meeting)
        with here.metrics.seconds.time():
            answer = await room.handle(command, held.presser, key, _digest(name, asked) if key else "", deadline)
    except NoMeeting as gone:
        raise Problem(404, "no_meeting", "That meeting is gone.") from gone
    except KeyReused as reused:
        raise Problem(422, "key_reused", "That Idempotency-Key was used for another command.") from reused
    except TooLate as late:
        worded = "That press arrived too late and was not taken. Press again if you still want it."
        raise Problem(409, "too_late", worded) from late
    here.metrics.commands(name, answer.reason.value if isinstance(answer, Refused) else "done").inc()
    if isinstance(answer, Refused):
        worded = sentence(answer, room.meeting, here.screens.words("en"))
        raise Problem(status_of(answer.reason), answer.reason.value, worded, dict(answer.facts))
    return _accepted(request, answer)


async def _read(request: Request, name: str) -> tuple[Command, Command]:
    """The command, and the same without what is drawn for it: that much of it every retry has in common."""
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    is_json, body = "json" in kind, await request.body()
    if body and not is_json and kind not in FORMS:
        raise Problem(422, "invalid", "Send the fields as JSON or as a form, and say which.", {"field": "Content-Type"})
    try:
        values = {} if not body else _object(body) if is_json else await _form(request)
        if field := untrusted_input.unseen(values):
            raise codec.Malformed(field, "unseen")
        asked = codec.command(name, values, is_json)
        if not codec.draws(name):
            return asked, asked
        return codec.command(name, values, is_json, draw=lambda: secrets.token_hex(8)), asked
    except (untrusted_input.Unreadable, HTTPException) as error:
        raise Problem(422, "invalid", f"The body is not {'valid JSON' if is_json else 'a valid form'}.") from error
    except codec.Malformed as error:
        worded = {
            "unknown": f"There is no field “{error.field}” in this.",
            "unseen": f"“{error.field}” holds characters that no screen can show. Please correct it.",
        }.get(error.problem, f"“{error.field or name}” is missing or not of the right kind. Please correct it.")
        raise Problem(422, "invalid", worded, {"field": error.field}) from error


def _object(body: bytes) -> Mapping[str, Any]:
    values = untrusted_input.json(body) if body.strip() else {}
    if not isinstance(values, dict):
        raise codec.Malformed("", "not an object")
    return values


async def _form(request: Request) -> Mapping[str, Any]:
    values: dict[str, Any] = {}
    async with request.form() as form:  # closes the files of a form that has some
        for name, value in form.multi_items():
            if name in values or not isinstance(value, str):
                raise codec.Malformed(name, "given twice")
            values[name] = value
    return values


def _digest(name: str, command: Command) -> str:
    return hashlib.sha256(name.encode() + b"\n" + msgspec.json.encode(command)).hexdigest()


def _accepted(request: Request, done: Done) -> Response:
    version = {"Nameplate-Version": str(done.version)}
    if "application/json" in request.headers.get("Accept", ""):
        return JSONResponse({"version": done.version}, headers=version)
    return Response(status_code=204, headers=version)
