"""The texts of speeches: attach one, withdraw it, read it, and take all of them out.

A file is received as a stream, checked by its content, and stored in chunks before the meeting gets the command. The
embargo is enforced here: until the speech has ended, only the delegation, the desk, the chair and the booth read it.
`routes.py` imports this module on first use.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from nameplate.access.passes import MODERATORS, Pass
from nameplate.meeting import Command, Meeting, Refused, Role
from nameplate.meeting.statements import (
    MOST_STATEMENT_BYTES,
    AttachStatement,
    WithdrawStatement,
    attachable,
    find_statement,
    kept_files,
    may_read,
)
from nameplate.pages.middleware.origin import refuse_foreign
from nameplate.planning.statement_file import NoStatement, clean_name, is_renamed, media_of
from nameplate.rooms.answers import Done
from nameplate.rooms.room import Room
from nameplate.screens.statements import Target, file_name, listed, targets
from nameplate.store import statement_files
from nameplate.store.log_rows import NoMeeting
from nameplate.store.statement_files import UNFINISHED_MS, MeetingFull, NoFile
from nameplate.wording.messages import N_, Message

from . import security_log
from .authentication import authenticate, authenticate_moderator
from .context import Context, context_of
from .problems import CommandRefused, Problem
from .statement_archive import add_texts
from .zip_archive import file_headers, sent_archive

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
"""Without a referrer, a browser names no origin when it sends a form, and the form would be refused."""
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LONGEST_UPLOAD_SECONDS = 300
MOST_FIELDS, LONGEST_ID = 6, 100
FILE_PROBLEMS: Mapping[str, Message] = {
    "neither": N_("This file is neither a PDF nor a Word document (.docx). Choose another one."),
    "broken_pdf": N_("This PDF is not complete. Save it again, and attach the new file."),
    "active_pdf": N_("This PDF contains a script. Print it to a new PDF, and attach that file."),
    "broken_word": N_("This Word document cannot be read. Save it again as .docx, or attach a PDF."),
    "active_word": N_("This Word document has macros or other programs in it. Save it as PDF, and attach that file."),
    "large_word": N_("This Word document is too large inside. Save it as PDF, and attach that file."),
    "protected_word": N_("This document is protected by a password. Attach a file without one."),
}
RENAMED: Mapping[str, Message] = {
    "pdf": N_("Saved as “%(name)s”, because it is a PDF."),
    "docx": N_("Saved as “%(name)s”, because it is a Word document."),
}
"""For a file with the ending of the other kind."""
TOO_LARGE = N_("This file is larger than 5 MB. Attach a smaller one.")
FULL = N_("This meeting cannot take any more files. Bring the text to the desk.")
GONE = N_("This text is not stored any more.")
EMBARGO = N_("This text can be read after it was spoken.")
SPEAKERS = frozenset({*MODERATORS, Role.DELEGATE, Role.PANELLIST})


@dataclass(frozen=True, slots=True)
class _Given:
    """What a form names: the inscription, or the item and the seat. All are "" if they are missing."""

    inscription: str = ""
    item: str = ""
    seat: str = ""

    def query(self) -> dict[str, str]:
        """The parameters of the page that shows only this target."""
        return {name: value for name in ("inscription", "item", "seat") if (value := getattr(self, name))}


async def show(request: Request) -> Response:
    """`GET /m/{code}/statement`: the page on which a speaker attaches a text, and the desk for anybody."""
    context, pass_ = context_of(request), await _speaker(request)
    meeting = (await context.room(pass_.meeting)).meeting
    query, words = request.query_params, context.words(request)
    found = find_statement(meeting, query.get("statement", "")) if query.get("done") == "renamed" else None
    own = found if found and may_read(meeting, found, pass_.role, pass_.seat) else None
    renamed = words.translate(RENAMED[own.media], name=own.name) if own else ""
    return _page(request, pass_, meeting, _given(query), done=query.get("done", ""), renamed=renamed)


async def attach(request: Request) -> Response:
    """`POST /m/{code}/statement`: the file `file` for an `inscription`, or for an `item` and a `seat`."""
    context = context_of(request)
    pass_ = await _asked(request)
    room = await context.room(pass_.meeting)
    given, with_page, renamed = _given(request.query_params), _wants_page(request), False
    try:
        async with context.uploads.one_of(pass_):
            _refuse_announced_size(request)
            async with _timely_form(request) as form:
                given = _given(form)
                target = attachable(
                    room.meeting, pass_.actor, given.inscription or None, given.item or None, given.seat or None
                )
                if isinstance(target, Refused):
                    raise CommandRefused(target, room.meeting)
                async with context.uploads.storing:
                    command, renamed = await _stored(context, pass_, form, given)
            answer = await _given_to(room, command, pass_)
    except TimeoutError as error:
        problem = Problem(408, "too_slow", N_("The file arrived too slowly. Try again where the network is better."))
        return _refused(request, pass_, room.meeting, given, problem, with_page, error)
    except Problem as problem:
        shown = Problem(413, "too_large", TOO_LARGE, {"field": "file"}) if problem.code == "too_large" else problem
        return _refused(request, pass_, room.meeting, given, shown, with_page, problem)
    if isinstance(answer, Refused):
        await _remove(context, pass_.meeting, command.statement)
        refusal = CommandRefused(answer, room.meeting)
        return _refused(request, pass_, room.meeting, given, refusal, with_page, refusal)
    await _remove_unneeded(context, room.meeting)
    security_log.note("statement_attached", "%s attached a text of %s bytes", pass_.name, command.size)
    said = context.words(request).translate(RENAMED[command.media], name=command.name) if renamed else ""
    return _done(request, pass_, given, answer, command.statement, "renamed" if renamed else "attached", said)


async def withdraw(request: Request) -> Response:
    """`POST /m/{code}/statement/withdraw` with the field `statement`. The file of a delegation is deleted at once."""
    context = context_of(request)
    pass_ = await _asked(request)
    room = await context.room(pass_.meeting)
    async with request.form(max_fields=MOST_FIELDS, max_files=0) as form:
        statement, given = _text(form, "statement"), _given(form)
    if not statement:
        worded = N_("“%(shown)s” is missing or not of the right kind. Please correct it.")
        raise Problem(422, "invalid", worded, {"field": "statement"}, {"shown": "statement"})
    command: Command = WithdrawStatement(statement)
    answer = await _given_to(room, command, pass_)
    if isinstance(answer, Refused):
        refusal = CommandRefused(answer, room.meeting)
        return _refused(request, pass_, room.meeting, given, refusal, _wants_page(request), refusal)
    if statement not in kept_files(room.meeting):
        await _remove(context, pass_.meeting, statement)
    return _done(request, pass_, given, answer, statement, "withdrawn")


async def show_all(request: Request) -> Response:
    """`GET /m/{code}/statements`: the texts that the pass may read. For the desk also the speakers without one."""
    context, (pass_, meeting) = context_of(request), await _reader(request)
    page = context.screens.page(
        "statements.html",
        context.language(request),
        meeting=meeting,
        pass_=pass_,
        moderates=pass_.role in MODERATORS,
        rows=listed(meeting, context.words(request), pass_.role, pass_.seat),
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


async def read(request: Request) -> Response:
    """`GET /m/{code}/statement/{statement}`: the file, to be saved. It is never shown in the browser."""
    context, (pass_, meeting) = context_of(request), await _reader(request)
    found = find_statement(meeting, request.path_params["statement"])
    if found is None:
        raise Problem(404, "unknown_statement", N_("There is no such text."))
    if not may_read(meeting, found, pass_.role, pass_.seat):
        if meeting.rules.statements == "published":
            raise Problem(403, "embargoed", EMBARGO)
        raise Problem(403, "forbidden", N_("This link does not let you see that."))
    database = context.lobby.log.database
    try:
        size = await database.run(partial(statement_files.size_of, meeting=meeting.code, file=found.id))
    except NoFile as error:
        raise Problem(404, "not_found", GONE) from error
    body = statement_files.read(database, meeting.code, found.id)
    headers = file_headers(file_name(meeting, context.words(request), found)) | {"Content-Length": str(size)}
    return StreamingResponse(body, headers=headers, media_type=MEDIA_TYPES[found.media])


async def archive(request: Request) -> Response:
    """`GET /m/{code}/statements.zip`: all texts as one file, for the chair and the desk."""
    pass_ = await authenticate_moderator(request, N_("Only the chair and the desk take all texts out."))
    return await archive_of(request, pass_.meeting)


async def archive_of(request: Request, code: str) -> Response:
    """All texts of a meeting as one zip file, in the order of speaking, for somebody who may read them."""
    context = context_of(request)
    meeting, words = (await context.room(code)).meeting, context.words(request)
    fill = partial(add_texts, database=context.lobby.log.database, meeting=meeting, words=words)
    return await sent_archive(context.uploads, f"{meeting.code}-statements.zip", fill)


@asynccontextmanager
async def _timely_form(request: Request) -> AsyncIterator[FormData]:
    """The form with the file. Raises `TimeoutError` when it does not arrive in time."""
    async with asyncio.timeout(LONGEST_UPLOAD_SECONDS):
        form = await request.form(max_fields=MOST_FIELDS, max_files=1)
    try:
        yield form
    finally:
        await form.close()


async def _stored(context: Context, pass_: Pass, form: FormData, given: _Given) -> tuple[AttachStatement, bool]:
    """Check the file of a form and store it. Raises `Problem`.

    Returns the command that attaches it, and whether its name has got another ending.
    """
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Problem(422, "invalid", N_("Choose a file first."), {"field": "file"})
    content = await file.read(MOST_STATEMENT_BYTES + 1)
    if len(content) > MOST_STATEMENT_BYTES:
        raise Problem(413, "too_large", TOO_LARGE, {"field": "file"})
    try:
        media = await asyncio.to_thread(media_of, content)
    except NoStatement as error:
        security_log.note("statement_refused", "A file of %s was refused: %s", pass_.name, error.reason)
        raise Problem(422, "invalid", FILE_PROBLEMS[error.reason], {"field": "file"}) from error
    digest = await asyncio.to_thread(lambda: hashlib.sha256(content).hexdigest())
    statement, at = secrets.token_hex(16), context.lobby.time.now_ms()
    try:
        await statement_files.store(context.lobby.log.database, pass_.meeting, statement, content, at)
    except MeetingFull as error:
        raise Problem(409, "full", FULL) from error
    command = AttachStatement(
        statement,
        media,
        len(content),
        digest,
        clean_name(file.filename, media),
        given.inscription or None,
        given.item or None,
        given.seat or None,
    )
    return command, is_renamed(file.filename, media)


async def _given_to(room: Room, command: Command, pass_: Pass) -> Done | Refused:
    """The answer of a room to a command. Raises `Problem` 404 if the meeting was deleted meanwhile."""
    try:
        return await room.handle(command, pass_.actor)
    except NoMeeting as error:
        raise Problem(404, "no_meeting", N_("That meeting is gone.")) from error


async def _remove_unneeded(context: Context, meeting: Meeting) -> None:
    """Delete the files that were replaced, and those of uploads that broke off."""
    kept, now = kept_files(meeting), context.lobby.time.now_ms()
    known = {entry.event.statement for entry in meeting.entries() if hasattr(entry.event, "statement")}
    files = await context.lobby.log.database.run(partial(statement_files.stored_times, meeting=meeting.code))
    for file, stored_at in files:
        if file not in kept and (file in known or stored_at < now - UNFINISHED_MS):
            await _remove(context, meeting.code, file)


async def _remove(context: Context, code: str, file: str) -> None:
    await statement_files.remove(context.lobby.log.database, code, file)


async def _speaker(request: Request) -> Pass:
    """The pass of somebody who may attach a text. Raises `Problem`."""
    pass_ = await authenticate(request)
    if pass_.role not in SPEAKERS:
        raise Problem(403, "forbidden", N_("Only speakers and the desk attach texts."))
    return pass_


async def _reader(request: Request) -> tuple[Pass, Meeting]:
    """The pass of a reader, and the meeting. Without a pass, what is published can be read. Raises `Problem`."""
    context = context_of(request)
    try:
        pass_ = await authenticate(request)
        return pass_, (await context.room(pass_.meeting)).meeting
    except Problem as problem:
        if problem.code != "no_pass":
            raise
        pass_ = await authenticate(request, "public")
        meeting = (await context.room(pass_.meeting)).meeting
        if meeting.rules.statements != "published":
            raise
        return pass_, meeting


async def _asked(request: Request) -> Pass:
    """The pass that came with a form, before the body is read. Raises `Problem`."""
    context = context_of(request)
    refuse_foreign(request, context.public_address)
    pass_ = await _speaker(request)
    if not context.rate_limit.allow(pass_.meeting, pass_.actor):
        security_log.warn("too_many_commands", "Too many commands came from %s", pass_.name)
        raise Problem(429, "too_many", N_("Too many at once. Wait a moment, then press again."))
    return pass_


def _refuse_announced_size(request: Request) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isascii() and length.isdecimal() and (len(length) > 9 or int(length) > MOST_STATEMENT_BYTES + 16_384):
        raise Problem(413, "too_large", TOO_LARGE, {"field": "file"})


def _given(values: Any) -> _Given:
    return _Given(*(_text(values, name) for name in ("inscription", "item", "seat")))


def _text(values: Any, name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) and len(value) <= LONGEST_ID else ""


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _done(
    request: Request, pass_: Pass, given: _Given, answer: Done, statement: str, done: str, said: str = ""
) -> Response:
    if _wants_page(request):
        of = given.query() if pass_.role in MODERATORS else {}
        shown = urlencode({"as": pass_.name, **of, "done": done, **({"statement": statement} if said else {})})
        return RedirectResponse(f"/m/{pass_.meeting}/statement?{shown}", 303)
    version = {"Nameplate-Version": str(answer.version)}
    body = {"version": answer.version, "statement": statement, **({"said": said} if said else {})}
    return JSONResponse(body, headers=version)


def _refused(
    request: Request,
    pass_: Pass,
    meeting: Meeting,
    given: _Given,
    problem: Problem,
    with_page: bool,
    cause: Exception,
) -> Response:
    """The page again with the sentence of the problem at its form. For a program, the problem."""
    if not with_page:
        raise problem from (cause if cause is not problem else None)
    context = context_of(request)
    context.metrics.refusals(problem.counted_as).inc()
    return _page(request, pass_, meeting, given, problem.sentence(context.words(request)), status=problem.status)


def _page(
    request: Request,
    pass_: Pass,
    meeting: Meeting,
    given: _Given,
    problem: str = "",
    done: str = "",
    renamed: str = "",
    status: int = 200,
) -> Response:
    context = context_of(request)
    words = context.words(request)
    shown = targets(meeting, words, pass_.actor, **given.query())
    return HTMLResponse(
        context.screens.page(
            "statement.html",
            context.language(request),
            meeting=meeting,
            pass_=pass_,
            moderates=pass_.role in MODERATORS,
            targets=shown,
            problem=problem,
            problem_at=_problem_at(shown, given),
            done=done,
            renamed=renamed,
            most_bytes=MOST_STATEMENT_BYTES,
        ),
        status,
        HEADERS,
    )


def _problem_at(shown: tuple[Target, ...], given: _Given) -> str:
    """The key of the target to whose form a problem belongs. "" if it belongs to none."""
    fits = (t.key for t in shown if (t.inscription, t.item) == (given.inscription, given.item))
    return next(fits, shown[0].key if len(shown) == 1 else "")
