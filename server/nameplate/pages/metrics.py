"""`GET /metrics`: figures for who watches the server. No names, no codes of meetings."""

from __future__ import annotations

from collections import Counter as Tally

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from .context import context


async def show(request: Request) -> Response:
    """The figures in Prometheus' text format."""
    here = context(request)
    rooms = here.lobby.open_rooms()
    here.metrics.rooms.set(len(rooms))
    here.metrics.draws.set(sum(room.publisher.renders for room in rooms))
    here.metrics.faults.set(sum(room.publisher.failed_renders for room in rooms))
    here.metrics.outdated.clear()
    for audience, meetings in Tally(a for room in rooms for a in room.publisher.outdated()).items():
        here.metrics.outdated.labels(audience).set(meetings)
    here.metrics.jobs.set(here.lobby.log.database.jobs)
    here.metrics.screens.clear()
    looking = (subscriber.subject.audience for room in rooms for subscriber in room.publisher.subscribers())
    for audience, open_now in Tally(looking).items():
        here.metrics.screens.labels(audience).set(open_now)
    return Response(generate_latest(here.metrics.registry), media_type=CONTENT_TYPE_LATEST)
