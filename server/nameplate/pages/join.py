"""The ways in: a link, and the page that asks for the meeting's code."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from nameplate.access.passes import Pass, hash_of

from .context import COOKIE, context
from .problems import Problem

WEEK_SECONDS = 7 * 24 * 3600


async def link(request: Request) -> Response:
    """`GET /in/{secret}`: keep the pass in a cookie and go to its screen; the secret leaves the address bar."""
    return await _let_in(request, request.path_params["secret"])


async def front(request: Request) -> Response:
    """`GET /`: the front door, where a meeting's code can be typed."""
    code = request.query_params.get("code", "").strip()
    if code:
        return await _let_in(request, code.upper())
    return HTMLResponse(context(request).screens.page("front.html", "en"))


async def _let_in(request: Request, secret: str) -> Response:
    found = await context(request).find(secret)
    if not found:
        raise Problem(404, "no_pass", "This link or code is not valid (any more). Ask the desk for a new one.")
    held = found[0]
    answer = RedirectResponse(f"/m/{held.meeting}/{held.audience}?as={quote(held.name, safe=':')}", 303)
    _remember(request, answer, secret, held)
    return answer


def _remember(request: Request, answer: Response, secret: str, held: Pass) -> None:
    """One cookie for each pass, so that several screens can stand open in one browser."""
    answer.set_cookie(
        COOKIE + hash_of(secret)[:12],
        secret,
        max_age=WEEK_SECONDS,
        path=f"/m/{held.meeting}",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
