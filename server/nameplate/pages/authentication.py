"""Finds the pass of a request.

A browser sends the secret of its device in a cookie. A program sends the secret of its link in the bearer header.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from starlette.requests import HTTPConnection

from nameplate.access.passes import MODERATORS, Pass
from nameplate.meeting import Role
from nameplate.screens.audiences import AUDIENCES
from nameplate.store.pass_cache import PassCache
from nameplate.wording.messages import N_, Message

from . import security_log
from .context import Context, context_of
from .problems import Problem

COOKIE_PREFIX, HOST_PREFIX = "np-", "__Host-"
"""Browsers accept a cookie that begins with `__Host-` only by HTTPS, from the host itself, without a path."""
SIGNED_OUT = 4401
"""The code that closes the WebSocket of a revoked pass, or of a device that was signed out."""
STRONGEST_FIRST = (
    Role.CHAIR,
    Role.DESK,
    Role.DELEGATE,
    Role.PANELLIST,
    Role.BOOTH,
    Role.BRIDGE,
    Role.SCREEN,
    Role.PUBLIC,
)


async def authenticate(connection: HTTPConnection, audience: str | None = None) -> Pass:
    """The pass for a command, or for viewing an audience. Raises `Problem` 401 or 403.

    A browser may have several passes of one meeting. The header `Nameplate-As` or the parameter `as` names the pass to
    use. Without a name, a pass for this audience is used, otherwise the pass with the strongest role.
    """
    code = connection.path_params["code"]
    carried = await _carried_passes(connection, code)
    if not carried and audience and AUDIENCES[audience].by_code:  # browsers send no cookie from a frame
        carried = [found for found in await look_up(connection, code) if found.meeting == code]
    if not carried:
        ended = any(context_of(connection).pass_cache.has_ended(secret) for secret in carried_secrets(connection))
        worded = N_("Open your own link first, or scan your card again.")
        raise Problem(401, "no_pass", worded, cause="signed_out" if ended else "")
    parameter = connection.query_params.get("as")
    name = unquote(connection.headers.get("Nameplate-As", "")) or parameter
    chosen = _choose([p for p in carried if name in (None, p.name)], audience)
    if chosen is None:
        raise Problem(403, "forbidden", N_("This link does not let you see that."))
    return chosen


async def authenticate_moderator(connection: HTTPConnection, told: Message) -> Pass:
    """The pass of the chair or the desk. For all others, raises `Problem` 403 with the sentence `told`, or 401."""
    pass_ = await authenticate(connection)
    if pass_.role not in MODERATORS:
        raise Problem(403, "forbidden", told)
    return pass_


async def _carried_passes(connection: HTTPConnection, code: str) -> list[Pass]:
    """The valid passes of a request for one meeting."""
    secrets = carried_secrets(connection)
    cache = context_of(connection).pass_cache
    known = [found for secret in secrets if (found := cache.find(secret)) and found.meeting == code]
    return known or [found for found in await look_up(connection, *secrets) if found.meeting == code]


async def look_up(connection: HTTPConnection, *secrets: str) -> list[Pass]:
    """The passes of links or codes. Raises `Problem` 429 when too many unknown ones have come from the same address.

    Passes that memory knows are found whatever the limit says. So a room behind one address is never locked out. A
    device that was signed out or a link that was revoked is no guess: it is not counted.
    """
    context = context_of(connection)
    cache, address = context.pass_cache, connection.client.host if connection.client else ""
    found = [known for secret in secrets if (known := cache.find(secret))]
    if not _unknown(cache, secrets):
        if len(found) < len(secrets):
            security_log.note("signed_out", "A device that was signed out, or a revoked link, came from %s", address)
        return found
    if not context.unknown_link_limit.take(address):  # before waiting, so that guesses at the same moment count
        context.metrics.unknown_links.inc()
        security_log.warn("too_many_unknown_links", "Too many links that are not valid came from %s", address)
        if found:
            return found
        raise Problem(429, "too_many", N_("Too many links that are not valid came from here. Wait a minute."))
    found = await cache.look_up(*secrets)
    if not _unknown(cache, secrets):
        context.unknown_link_limit.give_back(address)
    else:
        context.metrics.unknown_links.inc()
        security_log.warn("unknown_link", "A link or code that is not valid came from %s", address)
    return found


def _unknown(cache: PassCache, secrets: Iterable[str]) -> bool:
    """Whether one of these secrets is neither valid nor known to have ended."""
    return any(cache.find(secret) is None and not cache.has_ended(secret) for secret in secrets)


def carried_secrets(connection: HTTPConnection) -> list[str]:
    """The secrets that a request carries. If there is a bearer header, cookies are ignored."""
    if bearer := _bearer(connection):
        return [bearer]
    return [v for k, v in connection.cookies.items() if k.removeprefix(HOST_PREFIX).startswith(COOKIE_PREFIX)]


def _bearer(connection: HTTPConnection) -> str | None:
    scheme, _, secret = connection.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _choose(passes: Iterable[Pass], audience: str | None) -> Pass | None:
    allowed = [p for p in passes if audience is None or p.role in AUDIENCES[audience].visible_to]
    return min(allowed, key=lambda p: (p.audience != audience, STRONGEST_FIRST.index(p.role)), default=None)


def sign_out_revoked(context: Context) -> None:
    """Close the connections of all screens whose pass or device is no longer valid, and log what was ended."""
    gone = context.pass_cache.gone
    for pass_ in gone:
        if pass_.device is None:
            security_log.note("link_revoked", "A link of %s was revoked", pass_.name)
    revoked = {pass_.hash for pass_ in gone if pass_.device is None}
    for pass_ in gone:
        if pass_.device and pass_.hash not in revoked:
            security_log.note("device_signed_out", "A device of %s was signed out", pass_.name)
    for room in context.lobby.open_rooms():
        room.watchers.wake()
        for subscriber in room.publisher.subscribers():
            if not context.pass_cache.is_valid(subscriber.credential):
                context.metrics.signed_out_screens.inc()
                subscriber.connection.close(SIGNED_OUT)
