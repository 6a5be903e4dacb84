"""For who runs the server: is it alive, can it store."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection, delete, insert
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from nameplate.store import tables
from nameplate.store.database import NotStored

from .context import context


async def alive(_: Request) -> Response:
    """`GET /healthz`: the process answers."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """`GET /readyz`: the database takes a write too; 503 when it does not.

    `degraded` with the audiences whose screens are out of date, because their newest picture cannot be rendered: that
    is a fault of the program, which another process would have too.
    """
    here = context(request)
    try:
        await here.lobby.log.database.write(_probe)
    except NotStored as problem:
        return JSONResponse({"status": "not ready", "why": str(problem)}, 503)
    outdated = sorted(set().union(*(room.publisher.outdated() for room in here.lobby.open_rooms())))
    status = {"status": "degraded", "out_of_date": outdated} if outdated else {"status": "ready"}
    return JSONResponse({**status, "sqlite": sqlite3.sqlite_version})


def _probe(connection: Connection) -> None:
    """Write a meeting without a code, and take it back: a database on a full disk still reads."""
    connection.execute(insert(tables.meetings).values(code="", title="", head=0, created_at=0))
    connection.execute(delete(tables.meetings).where(tables.meetings.c.code == ""))
