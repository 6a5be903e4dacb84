"""Signs an organiser in and out. The browser gets a secret of its own, which its cookie carries.

An organiser has no pass in any meeting. So these pages ask the database each time, and a revoked link ends at once.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from nameplate.access.passes import hash_of
from nameplate.pages import security_log
from nameplate.pages.authentication import HOST_PREFIX
from nameplate.pages.context import context_of
from nameplate.pages.middleware.origin import refuse_foreign
from nameplate.pages.problems import Problem
from nameplate.store import organiser_table
from nameplate.store.jobs import Job
from nameplate.wording.messages import N_

HOME = "/organiser"
COOKIE = "organiser"
WEEK_SECONDS = 7 * 24 * 3600
MOST_FIELDS, MOST_FILES = 8_000, 4


async def sign_in(request: Request) -> Response:
    """`GET /organiser/in/{secret}`: sign the browser in and redirect to the list of meetings."""
    context, link = context_of(request), hash_of(request.path_params["secret"])
    if await _is_signed_in(request):
        return RedirectResponse(HOME, 303)
    secret = secrets.token_urlsafe(24)
    store = partial(organiser_table.sign_in, link=link, browser=hash_of(secret), at=context.lobby.time.now_ms())
    if not await _looked_up(request, store):
        worded = N_("This link to the organiser's page is not valid. Make a new one: nameplate organiser link")
        raise Problem(404, "no_pass", worded)
    security_log.note("organiser_sign_in", "An organiser signed in from %s", _address(request))
    response = RedirectResponse(HOME, 303)
    by_https = context.is_by_https(request)
    response.set_cookie(
        _cookie(by_https),
        secret,
        max_age=WEEK_SECONDS,
        path="/" if by_https else HOME,
        secure=by_https,
        httponly=True,
        samesite="lax",
    )
    return response


async def sign_out(request: Request) -> Response:
    """`POST /organiser/sign-out`: sign this browser out."""
    context = context_of(request)
    refuse_foreign(request, context.public_address)
    browser = await organiser(request)
    job = partial(organiser_table.sign_out, browser=browser, at=context.lobby.time.now_ms())
    await context.lobby.log.database.run(job)
    return RedirectResponse("/", 303)


async def organiser(request: HTTPConnection) -> str:
    """The hash of the secret of a browser in which an organiser is signed in. Raises `Problem` 401."""
    secret = _carried_secret(request)
    if not secret or not await _is_signed_in(request):
        raise Problem(401, "no_pass", N_("Open your link to the organiser's page first."))
    return hash_of(secret)


@asynccontextmanager
async def organisers_form(request: Request) -> AsyncIterator[FormData]:
    """The form that an organiser has sent. Its files are closed at the end of the block. Raises `Problem`."""
    refuse_foreign(request, context_of(request).public_address)
    await organiser(request)
    async with request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES) as form:
        yield form


async def _is_signed_in(request: HTTPConnection) -> bool:
    secret = _carried_secret(request)
    return bool(secret) and await _looked_up(request, partial(organiser_table.is_signed_in, browser=hash_of(secret)))


async def _looked_up(request: HTTPConnection, job: Job) -> bool:
    """Whether a secret is valid. Raises `Problem` 429 when too many that were not have come from this address."""
    context, address = context_of(request), _address(request)
    if not context.unknown_link_limit.take(address):  # before waiting, so that guesses at the same moment count
        security_log.warn("too_many_unknown_links", "Too many links that are not valid came from %s", address)
        raise Problem(429, "too_many", N_("Too many links that are not valid came from here. Wait a minute."))
    is_valid: bool = await context.lobby.log.database.run(job)
    if is_valid:
        context.unknown_link_limit.give_back(address)
    else:
        context.metrics.unknown_links.inc()
        security_log.warn("unknown_link", "A link or code that is not valid came from %s", address)
    return is_valid


def _carried_secret(request: HTTPConnection) -> str:
    cookies = request.cookies
    return cookies.get(_cookie(by_https=True)) or cookies.get(_cookie(by_https=False)) or ""


def _cookie(by_https: bool) -> str:
    return HOST_PREFIX + COOKIE if by_https else COOKIE


def _address(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""
