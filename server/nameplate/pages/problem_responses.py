"""Turns problems into responses: a page or a sentence for people, `application/problem+json` for programs."""

from __future__ import annotations

from html import escape

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from nameplate.pages.middleware.security_headers import HEADERS
from nameplate.screens.rendering import Renderer
from nameplate.store.jobs import OutcomeUnknown
from nameplate.wording.messages import N_

from .context import Context
from .language import language_of
from .other_methods import methods_at
from .problems import NOT_FOUND, Problem

CODES_AND_MESSAGES = {
    404: NOT_FOUND[1:],
    405: ("method_not_allowed", N_("That is not possible at this address.")),
}
"""By HTTP status: the problem for an error that Starlette itself raises."""
ORGANISER = "/organiser"
"""Below this address, browsers send plain forms. So a refusal is a page there, for each method."""


def problem_response(request: Request, problem: Problem) -> Response:
    """Only the sentence for htmx, a whole page for a browser, RFC 9457 JSON for all other clients. It is counted."""
    context: Context | None = getattr(request.app.state, "context", None)  # absent until the server has started
    if context:
        context.metrics.refusals(problem.counted_as).inc()
    screens: Renderer = request.app.state.screens  # exists before the server has started
    language = language_of(request, screens.languages)
    sentence = problem.sentence(screens.words(language))
    if request.headers.get("HX-Request"):
        return HTMLResponse(escape(sentence), problem.status, {"Nameplate-Code": problem.code})
    is_organiser, is_form = request.url.path.startswith(ORGANISER), request.method == "POST"
    if "text/html" in request.headers.get("Accept", "") and (request.method == "GET" or is_organiser):
        page = screens.page(
            problem.page,
            language,
            sentence=sentence,
            status=problem.status,
            is_form=is_form,
            is_organiser=is_organiser,
        )
        return HTMLResponse(page, problem.status)
    body = {
        "type": "about:blank",
        "title": sentence,
        "status": problem.status,
        "code": problem.code,
        **problem.facts,
    }
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
    return JSONResponse(body, problem.status, headers, "application/problem+json")


async def on_problem(request: Request, error: Exception) -> Response:
    """Handle `Problem`."""
    if not isinstance(error, Problem):
        raise error
    return problem_response(request, error)


def not_stored(error: Exception) -> Problem:
    """The problem for `NotStored`: the database refused a write, or could not be read."""
    if isinstance(error, OutcomeUnknown):
        said = N_("The server does not know whether this was stored. Look at the screen before you press again.")
    else:
        said = N_("The server cannot store anything now. Nothing was changed.")
    return Problem(503, "not_stored", said)


async def on_not_stored(request: Request, error: Exception) -> Response:
    """Handle `NotStored`."""
    return problem_response(request, not_stored(error))


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Handle Starlette's `HTTPException` in the same form as our own problems."""
    if not isinstance(error, HTTPException):
        raise error
    code, message = CODES_AND_MESSAGES.get(error.status_code, ("bad_request", N_("The server could not read that.")))
    response = problem_response(request, Problem(error.status_code, code, message))
    response.headers.update(error.headers or {})
    if error.status_code == 405:
        # Starlette names only the methods of the first route that matches.
        response.headers["Allow"] = ", ".join(sorted(methods_at(request)))
    return response


async def on_client_disconnect(_: Request, __: Exception) -> Response:
    """Handle `ClientDisconnect`: the client disconnected before its request was complete, so nothing was done."""
    return Response(status_code=400)


async def on_unexpected_error(request: Request, error: Exception) -> Response:
    """Handle any other exception. Starlette logs the traceback.

    This response does not pass through the middleware, so it gets the security headers here.
    """
    response = problem_response(
        request, Problem(500, "fault", N_("Something went wrong on the server. Please try again."))
    )
    response.headers.update(HEADERS)
    return response
