"""Refuses requests that a browser sends on behalf of another site (cross-site request forgery)."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from nameplate.pages import security_log
from nameplate.pages.problems import Problem
from nameplate.pages.public_address import PublicAddress
from nameplate.wording.messages import N_

LONGEST_LOGGED = 100


def is_foreign(connection: HTTPConnection, own: PublicAddress) -> bool:
    """Whether a page of another site sent this.

    Programs send no Origin, and carry their pass in `Authorization`. Browsers send an Origin with every POST and every
    WebSocket handshake. So a handshake with cookies and without an Origin comes from neither.
    """
    origin = connection.headers.get("Origin")
    if origin is not None:
        return not own.is_own_origin(origin, connection.headers.get("Host", ""))
    if connection.scope["type"] == "websocket" and not connection.headers.get("Authorization"):
        return True
    return connection.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")


def refuse_foreign(connection: HTTPConnection, own: PublicAddress) -> None:
    """Raise `Problem` 403 for a request of another site."""
    if is_foreign(connection, own):
        page = connection.headers.get("Origin", "")[:LONGEST_LOGGED] or "a page without a name"
        security_log.warn("foreign_origin", "A request that came from another site was refused: %s", page)
        raise Problem(403, "foreign_origin", N_("This press came from another site and was not taken."))
