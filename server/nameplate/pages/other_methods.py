"""Answers a request for an address that exists, but not with this method."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match, Route

from nameplate.screens.audiences import AUDIENCES
from nameplate.store import codec


def not_here(request: Request) -> HTTPException:
    """405 if the address has other methods, 404 if it has none."""
    return HTTPException(405 if methods_at(request) else 404)


def methods_at(request: Request) -> set[str]:
    """The methods of an address. The routes of commands and screens match every name, so the name is compared too."""
    found, scope = set[str](), {**request.scope, "path_params": {}}
    for route in request.app.routes:
        match, matched = route.matches(scope)
        if isinstance(route, Route) and match is not Match.NONE and _is_known(**matched["path_params"]):
            found |= route.methods or set()
    return found


def _is_known(command: str | None = None, audience: str | None = None, **_: str) -> bool:
    is_page = audience is None or (audience in AUDIENCES and not AUDIENCES[audience].is_document)
    return is_page and (command is None or command in codec.COMMANDS)
