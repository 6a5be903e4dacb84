"""Problems as answers: a sentence for people, `application/problem+json` for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from nameplate.meeting import Reason
from nameplate.pages.middleware.security_headers import HEADERS
from nameplate.store.event_log import MovedOn

NOT_FOUND = (404, "not_found", "There is nothing at this address.")
STATUSES = {
    404: NOT_FOUND[1:],
    405: ("method_not_allowed", "That is not possible at this address."),
}


@dataclass
class Problem(Exception):
    """Something that cannot be done: an HTTP status, a code for programs, a sentence for people."""

    status: int
    code: str
    sentence: str
    facts: dict[str, str | int] = field(default_factory=dict)


def status_of(reason: Reason) -> int:
    """The HTTP status of a refusal."""
    if reason.name.startswith("UNKNOWN_"):
        return 404
    if reason in (Reason.FORBIDDEN, Reason.NOT_YOURS, Reason.NO_SEAT):
        return 403
    return 422 if reason is Reason.INVALID else 409


def answer(request: Request, problem: Problem) -> Response:
    """The problem as the asker reads it: a page for a browser, a line for a press in a page, JSON for a program."""
    if request.headers.get("HX-Request"):
        return HTMLResponse(escape(problem.sentence), problem.status, {"Nameplate-Code": problem.code})
    if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
        house = request.app.state.context
        page = house.screens.page("problem.html", "en", sentence=problem.sentence, status=problem.status)
        return HTMLResponse(page, problem.status)
    body = {
        "type": "about:blank",
        "title": problem.sentence,
        "status": problem.status,
        "code": problem.code,
        **problem.facts,
    }
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
    return JSONResponse(body, problem.status, headers, "application/problem+json")


async def on_problem(request: Request, error: Exception) -> Response:
    """Starlette's handler for `Problem`."""
    if not isinstance(error, Problem):
        raise error
    return answer(request, error)


async def on_not_stored(request: Request, error: Exception) -> Response:
    """The database took nothing: the same answer for whoever asked it something."""
    if isinstance(error, MovedOn):
        said = "Another server has written to this meeting too. Nothing was changed; look again before you press."
    else:
        said = "The server cannot store anything now. Nothing was changed."
    return answer(request, Problem(503, "not_stored", said))


async def on_http(request: Request, error: Exception) -> Response:
    """Starlette's own refusals, worded like ours."""
    if not isinstance(error, HTTPException):
        raise error
    code, sentence = STATUSES.get(error.status_code, ("bad_request", "The server could not read that."))
    worded = answer(request, Problem(error.status_code, code, sentence))
    worded.headers.update(error.headers or {})
    return worded


async def on_gone(_: Request, __: Exception) -> Response:
    """Whoever asked has left before the whole request was here: nothing was done, and nobody reads this answer."""
    return Response(status_code=400)


async def on_crash(request: Request, error: Exception) -> Response:
    """A fault of ours: logged by Starlette with its traceback, told without it, and past what adds our headers."""
    worded = answer(request, Problem(500, "fault", "Something went wrong on the server. Please try again."))
    worded.headers.update(HEADERS)
    return worded
