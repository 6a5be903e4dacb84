"""The handler of all commands: `POST /m/{code}/{command}`, with the fields as a form or as JSON."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from nameplate.access.passes import MODERATORS
from nameplate.meeting import Command, LogEntry, Meeting, Refused
from nameplate.pages.middleware.origin import refuse_foreign
from nameplate.rooms.answers import Done, KeyReused, TooLate
from nameplate.store import codec
from nameplate.store.log_rows import NoMeeting
from nameplate.wording.messages import N_

from . import security_log, untrusted_input
from .authentication import authenticate
from .context import Context, context_of
from .other_methods import not_here
from .problems import CommandRefused, Problem

LONGEST_KEY = 128
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class NotAnObject(Exception):
    """The body is valid JSON, but no object."""


async def give(request: Request) -> Response:
    """Give a command to its meeting. The response is sent when the command is durable."""
    context = context_of(request)
    refuse_foreign(request, context.public_address)
    name = request.path_params["command"]
    if name not in codec.COMMANDS:
        raise not_here(request)
    pass_ = await authenticate(request)
    if not context.rate_limit.allow(pass_.meeting, pass_.actor):
        security_log.warn("too_many_commands", "Too many commands came from %s", pass_.name)
        raise Problem(429, "too_many", N_("Too many at once. Wait a moment, then press again."))
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise Problem(422, "invalid", N_("The Idempotency-Key is empty or too long."), {"field": "Idempotency-Key"})
    command, without_chance = await _read(request, name)
    # A network may deliver a command minutes after the page has reported the command as lost.
    until = request.headers.get("Nameplate-Until")
    deadline = None if until is None else untrusted_input.whole_number(until)
    if until is not None and deadline is None:
        raise Problem(422, "invalid", N_("Nameplate-Until is no time in milliseconds."), {"field": "Nameplate-Until"})
    room = await context.room(pass_.meeting)
    try:
        digest = _digest(name, without_chance) if key else ""
        hurried = context.reading_turns.paused() if pass_.role in MODERATORS else nullcontext()
        with context.metrics.command_seconds.time(), hurried:
            answer = await room.handle(command, pass_.actor, key, digest, deadline)
    except NoMeeting as error:
        raise Problem(404, "no_meeting", N_("That meeting is gone.")) from error
    except KeyReused as error:
        raise Problem(422, "key_reused", N_("That Idempotency-Key was used for another command.")) from error
    except TooLate as error:
        worded = N_("That press arrived too late and was not taken. Press again if you still want it.")
        raise Problem(409, "too_late", worded) from error
    context.metrics.commands(name, answer.reason.value if isinstance(answer, Refused) else "done").inc()
    if isinstance(answer, Refused):
        raise CommandRefused(answer, room.meeting)
    return _done(request, answer)


def note_foreign_commands(context: Context, meeting: Meeting, entries: list[LogEntry]) -> None:
    """Count commands that other nodes have stored, so that a pass may not give more of them by using several nodes."""
    now = context.lobby.time.now_ms()
    context.metrics.caught_up_events.inc(len(entries))
    context.metrics.hint_lag_seconds.observe(max(0, now - entries[-1].at) / 1000)
    for by in {entry.command: entry.by for entry in entries}.values():
        context.rate_limit.count(meeting.code, by)


async def _read(request: Request, name: str) -> tuple[Command, Command]:
    """The command, and the same command without a generated random seed.

    The command without a seed is the same for every retry. Its digest shows whether a client has used an idempotency
    key again for another command.
    """
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    is_json, body = "json" in media_type, await request.body()
    if body and not is_json and media_type not in FORM_TYPES:
        raise Problem(
            422, "invalid", N_("Send the fields as JSON or as a form, and say which."), {"field": "Content-Type"}
        )
    try:
        values = {} if not body else _object(body) if is_json else await _form(request)
        if field := untrusted_input.field_with_control_characters(values):
            raise codec.Malformed(field, "unseen")
        without_chance = codec.command(name, values, is_json)
        if not codec.has_generated_field(name):
            return without_chance, without_chance
        return codec.command(name, values, is_json, generate=lambda: secrets.token_hex(8)), without_chance
    except (untrusted_input.InvalidJson, HTTPException) as error:
        worded = N_("The body is not valid JSON.") if is_json else N_("The body is not a valid form.")
        raise Problem(422, "invalid", worded) from error
    except NotAnObject as error:
        raise Problem(422, "invalid", N_("The body must be one JSON object with the fields.")) from error
    except codec.Malformed as error:
        worded = {
            "unknown": N_("There is no field “%(shown)s” in this."),
            "unseen": N_("“%(shown)s” holds characters that no screen can show. Please correct it."),
        }.get(error.problem, N_("“%(shown)s” is missing or not of the right kind. Please correct it."))
        raise Problem(422, "invalid", worded, {"field": error.field}, {"shown": error.field or name}) from error


def _object(body: bytes) -> Mapping[str, Any]:
    values = untrusted_input.parse_json(body) if body.strip() else {}
    if not isinstance(values, dict):
        raise NotAnObject
    return values


async def _form(request: Request) -> Mapping[str, Any]:
    values: dict[str, Any] = {}
    async with request.form() as form:  # closes uploaded files
        for name, value in form.multi_items():
            if name in values or not isinstance(value, str):
                raise codec.Malformed(name, "given twice")
            values[name] = value
    return values


def _digest(name: str, command: Command) -> str:
    return hashlib.sha256(name.encode() + b"\n" + msgspec.json.encode(command)).hexdigest()


def _done(request: Request, done: Done) -> Response:
    version = {"Nameplate-Version": str(done.version)}
    if "application/json" in request.headers.get("Accept", ""):
        return JSONResponse({"version": done.version}, headers=version)
    return Response(status_code=204, headers=version)
