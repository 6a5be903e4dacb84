"""Gives a browser its pass: through a link, or through the code of the meeting on the front page."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from nameplate.access.passes import Pass, hash_of
from nameplate.wording.messages import N_

from .authentication import COOKIE_PREFIX, HOST_PREFIX, look_up
from .context import context_of
from .problems import Problem

WEEK_SECONDS = 7 * 24 * 3600


async def link(request: Request) -> Response:
    """`GET /in/{secret}`: set the cookie of a pass and redirect to its screen. The new address contains no secret."""
    return await _join(request, request.path_params["secret"])


async def front_page(request: Request) -> Response:
    """`GET /`: a form for the code of a meeting. `GET /?code=...` joins the meeting with the role of the public."""
    code = request.query_params.get("code", "").strip()
    if code:
        return await _join(request, code.upper())
    context = context_of(request)
    return HTMLResponse(context.screens.page("front.html", context.language(request)))


async def _join(request: Request, secret: str) -> Response:
    found = await look_up(request, secret)
    if not found:
        raise Problem(404, "no_pass", N_("This link or code is not valid (any more). Ask the desk for a new one."))
    pass_ = found[0]
    response = RedirectResponse(f"/m/{pass_.meeting}/{pass_.audience}?as={quote(pass_.name, safe=':')}", 303)
    _set_cookie(request, response, secret, pass_)
    return response


def _set_cookie(request: Request, response: Response, secret: str, pass_: Pass) -> None:
    """Each pass has a cookie of its own, so that one browser can show several screens of a meeting.

    By HTTPS it is bound to this host, and no other host of the domain can set it. Such a cookie has no path.
    """
    public = context_of(request).public_address
    by_https = request.url.scheme == "https" or (public.is_https and public.is_host(request.headers.get("Host", "")))
    response.set_cookie(
        (HOST_PREFIX if by_https else "") + COOKIE_PREFIX + hash_of(secret)[:12],
        secret,
        max_age=WEEK_SECONDS,
        path="/" if by_https else f"/m/{pass_.meeting}",
        secure=by_https,
        httponly=True,
        samesite="lax",
    )
