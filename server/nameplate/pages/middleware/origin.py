"""Refuses requests that a browser sends on behalf of another site (cross-site request forgery)."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from nameplate.pages.problems import Problem
from nameplate.wording.messages import N_


def is_foreign(connection: HTTPConnection) -> bool:
    """Whether a page of another site sent this request.

    Programs send no header `Origin`. Browsers send this header with every POST and every WebSocket handshake.
    """
    origin = connection.headers.get("Origin")
    if origin is not None:
        return _host(origin) != connection.headers.get("Host")
    return connection.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def refuse_foreign(connection: HTTPConnection) -> None:
    """Raise `Problem` 403 for a request from a page of another site."""
    if is_foreign(connection):
        raise Problem(403, "foreign_origin", N_("This press came from another site and was not taken."))
