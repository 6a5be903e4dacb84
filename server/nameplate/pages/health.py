"""`/healthz` and `/readyz`, for the operator's monitoring."""

from __future__ import annotations

import sqlite3

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .context import context_of


async def alive(_: Request) -> Response:
    """`GET /healthz`: always 200, if the process is running."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """`GET /readyz`: 200 if the database accepts a write, otherwise 503.

    The status is `degraded` if the newest version of an audience cannot be rendered, or if this node hears of changes
    only by polling. The HTTP status is still 200, because a restart would not help.
    """
    context = context_of(request)
    why = await context.write_probe.problem()
    if why:
        return JSONResponse({"status": "not ready", "why": why}, 503)
    if context.node and not context.node.hears_hints:
        return JSONResponse(
            {"status": "degraded", "why": "no hints of other nodes arrive; changes take up to a second"}
        )
    outdated = sorted(set().union(*(room.publisher.outdated() for room in context.lobby.open_rooms())))
    status = {"status": "degraded", "out_of_date": outdated} if outdated else {"status": "ready"}
    return JSONResponse(status if context.node else {**status, "sqlite": sqlite3.sqlite_version})
