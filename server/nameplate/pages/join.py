"""Gives a browser its pass: through a link, or through the code of the meeting on the front page.

A browser that opens a link becomes a device, with a secret of its own. The join code is public, and makes no device.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from nameplate.access.devices import new_device
from nameplate.access.passes import MODERATORS, Pass
from nameplate.meeting import Role
from nameplate.wording.messages import N_

from . import demo_page, security_log
from .authentication import COOKIE_PREFIX, HOST_PREFIX, look_up
from .context import context_of
from .problems import Problem
from .screen_options import SCREEN_OPTIONS, refuse_unknown_parts

PAGES = {"checklist": "checklist", "poster": "print/poster"}
"""The pages that the link of a moderator opens with the parameter `page`, instead of its screen."""
WEEK_SECONDS = 7 * 24 * 3600
LONGEST_CODE = 12
"""A longer text may be the secret of a link. It is not shown again."""
SIGNED_IN = "The link of a moderator was opened: %s: %s %s, from %s"
"""Another template than for the other links. So a crowd of phones does not keep this line out of the log."""


async def link(request: Request) -> Response:
    """`GET /in/{secret}`: sign the browser in and redirect to its screen. The new address contains no secret."""
    return await _join(request, request.path_params["secret"])


async def front_page(request: Request) -> Response:
    """`GET /`: a form for the code of a meeting. `GET /?code=...` joins the meeting with the role of the public.

    The code may be written with spaces and small letters. A wrong one brings a browser back to the form.

    On a demo, `GET /` is its start page.
    """
    written = request.query_params.get("code", "")
    code = re.sub(r"[\s-]+", "", written).upper()
    context = context_of(request)
    if code:
        try:
            return await _join(request, code)
        except Problem as error:
            if error.code != "no_pass" or "text/html" not in request.headers.get("Accept", ""):
                raise
            context.metrics.refusals(error.counted_as).inc()
            typed = written.strip() if len(code) <= LONGEST_CODE else ""
            shown = {"code": typed, "fault": error.sentence(context.words(request))}
            return HTMLResponse(context.screens.page("front.html", context.language(request), **shown), error.status)
    if context.demo:
        return demo_page.show(request, context.demo)
    return HTMLResponse(context.screens.page("front.html", context.language(request)))


async def _join(request: Request, secret: str) -> Response:
    found = [pass_ for pass_ in await look_up(request, secret) if pass_.device is None]
    if not found:
        raise Problem(404, "no_pass", N_("This link or code is not valid (any more). Ask the desk for a new one."))
    pass_ = found[0]
    refuse_unknown_parts(request, pass_.audience)
    options = {name: request.query_params[name] for name in SCREEN_OPTIONS if name in request.query_params}
    shown = urlencode({"as": pass_.name, **options}, safe=":,")
    wanted = PAGES.get(request.query_params.get("page", "")) if pass_.role in MODERATORS else None
    response = RedirectResponse(f"/m/{pass_.meeting}/{wanted or pass_.audience}?{shown}", 303)
    if request.method != "HEAD":  # programs that only check a link send it
        set_cookie(request, response, secret if pass_.role is Role.PUBLIC else await _sign_in(request, pass_), pass_)
    return response


async def _sign_in(request: Request, pass_: Pass) -> str:
    """The secret of the browser's device. A browser that is signed in with this pass already keeps its device."""
    context = context_of(request)
    for held in request.cookies.values():
        known = context.pass_cache.find(held)
        if known and known.device and known.hash == pass_.hash:
            return held
    if not context.sign_in_limit.allow(pass_.hash):
        security_log.warn("too_many_sign_ins", "Too many devices sign in as %s", pass_.name)
        raise Problem(429, "too_many", N_("Too many devices open this link at once. Wait a moment, then try again."))
    secret, device = new_device(pass_, request.headers.get("User-Agent", ""), context.lobby.time.now_ms())
    await context.sign_ins.store(device)
    context.pass_cache.add(replace(pass_, device=device.hash))
    context.metrics.sign_ins(pass_.role.value).inc()
    template = SIGNED_IN if pass_.role in MODERATORS else "A device signed in as %s: %s %s, from %s"
    address = request.client.host if request.client else ""
    security_log.note("sign_in", template, pass_.name, device.kind.value, device.browser, address)
    return secret


def set_cookie(request: Request, response: Response, secret: str, pass_: Pass) -> None:
    """Each pass has a cookie of its own, so that one browser can show several screens of a meeting.

    By HTTPS it is bound to this host, and no other host of the domain can set it. Such a cookie has no path. By HTTP it
    is for the addresses of this meeting. A copy for links lets the browser keep its device when it opens a link again,
    and one for the boards of several meetings lets it show them together.
    """
    by_https = context_of(request).is_by_https(request)
    for path in ("/",) if by_https else ("/in", "/lobby", f"/m/{pass_.meeting}"):
        response.set_cookie(
            (HOST_PREFIX if by_https else "") + COOKIE_PREFIX + pass_.hash[:12],
            secret,
            max_age=WEEK_SECONDS,
            path=path,
            secure=by_https,
            httponly=True,
            samesite="lax",
        )
