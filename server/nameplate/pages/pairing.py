"""Pairs a screen without a keyboard: it shows a code, and the desk types the code in (`screen_links.py`)."""

from __future__ import annotations

import secrets
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nameplate.access.passes import hash_of, new_code
from nameplate.store import pairing_table
from nameplate.wording.messages import N_

from .context import context_of
from .problems import Problem

CODE_LENGTH = 6
TOO_MANY = N_("Too many screens wait here to be paired. Wait a moment, then try again.")


async def show(request: Request) -> Response:
    """`GET /screen`: a page with a new code. It asks again and again whether it was paired."""
    context = context_of(request)
    if not context.sign_in_limit.allow(f"pairing {_address(request)}"):  # each waiting screen is stored
        raise Problem(429, "too_many", TOO_MANY)
    secret, code = secrets.token_urlsafe(24), new_code()[:CODE_LENGTH]
    job = partial(pairing_table.add, code=code, hash_=hash_of(secret), at=context.lobby.time.now_ms())
    await context.lobby.log.database.run(job)
    page = context.screens.page("pairing.html", context.language(request), code=code, secret=secret)
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


async def ask(request: Request) -> Response:
    """`GET /screen/{secret}`: 204 while the screen waits, then the parameters of its link as text."""
    context = context_of(request)
    if not context.unknown_link_limit.take(f"pairing {_address(request)}"):
        raise Problem(429, "too_many", TOO_MANY)
    job = partial(pairing_table.options_of, hash_=hash_of(request.path_params["secret"]))
    options: str | None = await context.lobby.log.database.run(job)
    headers = {"Cache-Control": "no-store"}
    return Response(status_code=204, headers=headers) if options is None else Response(options, headers=headers)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
