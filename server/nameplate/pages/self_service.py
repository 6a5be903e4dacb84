"""A phone that has only the join link chooses its delegation, shows a code, and waits until the desk admits it.

Each choice has a secret of its own, made here and kept in a cookie. Only its hash is stored, so every process that
shares the database finds it. An admitted phone takes the same secret as its device's (`join_requests.py`).
"""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from nameplate.access.join_requests import VALID_MS, Decision, JoinRequest, candidate_codes, new_request
from nameplate.access.passes import Pass, hash_of
from nameplate.pages.middleware.origin import refuse_foreign
from nameplate.rooms.room import Room
from nameplate.screens.audiences import delegations
from nameplate.screens.self_service import LONGEST_SEARCH, delegation_choice, seat_label
from nameplate.store import join_request_table
from nameplate.wording.messages import N_

from . import security_log
from .authentication import HOST_PREFIX, authenticate
from .context import Context, context_of
from .devices import NO_STORE
from .join import set_cookie
from .problems import Problem

COOKIE, DAY_SECONDS = "joining-", 24 * 3600
HEADERS = NO_STORE | {"Referrer-Policy": "same-origin"}
"""Without a referrer, a browser names no origin when it sends a form, and the form would be refused."""
NOT_HERE = N_("In this meeting, a delegation takes part with its own link or card. Ask the desk for it.")
TOO_MANY = N_("Too many phones wait for the desk. Wait a moment, then try again, or go to the desk.")


async def show(request: Request) -> Response:
    """`GET /m/{code}/delegation?named=fra`: the delegations to choose from, or the code while the phone waits.

    A phone that was admitted gets the cookie of its device, and its own page.
    """
    context, room = context_of(request), await _room(request)
    asked, secret = await _asked(request, room)
    if asked and asked.decision is Decision.ADMITTED and (pass_ := await _device(request, secret, asked)):
        response: Response = RedirectResponse(f"/m/{asked.meeting}/delegate?as={pass_.name}", 303, NO_STORE)
        set_cookie(request, response, secret, pass_)
        _forget(request, response)
        return response
    named = request.query_params.get("named", "")[:LONGEST_SEARCH]
    waits = asked is not None and asked.waits(context.lobby.time.now_ms())
    page = context.screens.page(
        "delegation_waits.html" if waits else "delegation.html",
        context.language(request),
        meeting=room.meeting,
        asked=asked,
        name=seat_label(room.meeting, context.words(request), asked.seat) if asked else "",
        refused=asked is not None and asked.decision is Decision.REFUSED,
        view=delegation_choice(room.meeting, context.words(request), named),
        named=named,
        minutes=VALID_MS // 60_000,
    )
    return HTMLResponse(page, headers=HEADERS)


async def answer(request: Request) -> Response:
    """`GET /m/{code}/delegation/answer`: 204 while the phone waits, otherwise 200, and the page shows the answer."""
    room = await _room(request)
    asked, _ = await _asked(request, room)
    waits = asked is not None and asked.waits(context_of(request).lobby.time.now_ms())
    return Response(status_code=204 if waits else 200, headers=NO_STORE)


async def choose(request: Request) -> Response:
    """`POST /m/{code}/delegation/choose` with the field `seat`. An earlier choice of this phone ends."""
    context, room = await _pressed(request)
    address = _address(request)
    async with request.form() as form:
        chosen = form.get("seat")
    seat = next((each for each in delegations(room.meeting) if each.id == chosen), None)
    if seat is None:
        raise Problem(422, "unknown_seat", N_("This meeting has no such delegation. Choose one from the list."))
    secret, wanted = new_request(
        room.meeting.code, seat.id, request.headers.get("User-Agent", ""), context.lobby.time.now_ms()
    )
    stored: JoinRequest | None = None
    if context.sign_in_limit.allow(f"joining {address}"):  # each is stored
        earlier = hash_of(_carried(request)) if _carried(request) else ""
        job = partial(join_request_table.add, request=wanted, codes=candidate_codes(), replaced=earlier)
        stored = await context.lobby.log.database.run(job)
    if stored is None:
        security_log.warn("too_many_join_requests", "Too many phones ask to join %s, from %s", wanted.meeting, address)
        raise Problem(429, "too_many", TOO_MANY)
    security_log.note("join_request", "A phone asks to join as %s, code %s, from %s", seat.id, stored.code, address)
    response = _back(request, room)
    by_https = context.is_by_https(request)
    response.set_cookie(
        _cookie(request),
        secret,
        max_age=DAY_SECONDS,
        path="/" if by_https else f"/m/{wanted.meeting}",
        secure=by_https,
        httponly=True,
        samesite="lax",
    )
    return response


async def cancel(request: Request) -> Response:
    """`POST /m/{code}/delegation/cancel`: the phone does not wait any more, and can choose again."""
    context, room = await _pressed(request)
    job = partial(join_request_table.cancel, meeting=room.meeting.code, hash_=hash_of(_carried(request)))
    await context.lobby.log.database.run(job)
    response = _back(request, room)
    _forget(request, response)
    return response


async def _room(request: Request) -> Room:
    """The room. Raises `Problem` without a pass of the meeting, and if the meeting does not allow self-service."""
    pass_ = await authenticate(request)
    room = await context_of(request).room(pass_.meeting)
    if not room.meeting.rules.self_service:
        raise Problem(403, "forbidden", NOT_HERE)
    return room


async def _pressed(request: Request) -> tuple[Context, Room]:
    context = context_of(request)
    refuse_foreign(request, context.public_address)
    return context, await _room(request)


async def _asked(request: Request, room: Room) -> tuple[JoinRequest | None, str]:
    """The request that this phone has made, and its secret. Raises `Problem` 429 for too many guesses."""
    context, secret, key = context_of(request), _carried(request), f"joining {_address(request)}"
    if not secret:
        return None, ""
    if not context.unknown_link_limit.take(key):
        raise Problem(429, "too_many", TOO_MANY)
    job = partial(join_request_table.find, meeting=room.meeting.code, hash_=hash_of(secret))
    found: JoinRequest | None = await context.lobby.log.database.run(job)
    if found:
        context.unknown_link_limit.give_back(key)
    return found, secret


async def _device(request: Request, secret: str, asked: JoinRequest) -> Pass | None:
    """The pass of the device that an admitted phone has become. None if it was signed out since then."""
    found = await context_of(request).pass_cache.look_up(secret)
    return next((each for each in found if each.device == asked.hash and each.meeting == asked.meeting), None)


def _back(request: Request, room: Room) -> Response:
    language = request.query_params.get("lang", "")
    shown = f"?lang={language}" if language in context_of(request).screens.languages else ""
    return RedirectResponse(f"/m/{room.meeting.code}/delegation{shown}", 303, NO_STORE)


def _cookie(request: Request) -> str:
    """By HTTPS, only a cookie that no other host of the domain can set is read."""
    prefix = HOST_PREFIX if context_of(request).is_by_https(request) else ""
    return f"{prefix}{COOKIE}{request.path_params['code']}"


def _carried(request: Request) -> str:
    return request.cookies.get(_cookie(request), "")


def _forget(request: Request, response: Response) -> None:
    by_https = context_of(request).is_by_https(request)
    path = "/" if by_https else f"/m/{request.path_params['code']}"
    response.delete_cookie(_cookie(request), path=path, secure=by_https, httponly=True, samesite="lax")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
