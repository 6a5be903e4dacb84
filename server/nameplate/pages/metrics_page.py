"""`GET /metrics`: figures for the operator's monitoring. They name no person and no meeting."""

from __future__ import annotations

from collections import Counter as Tally

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from .context import context_of


async def show(request: Request) -> Response:
    """The metrics in Prometheus' text format."""
    context = context_of(request)
    metrics, rooms = context.metrics, context.lobby.open_rooms()
    metrics.rooms.set(len(rooms))
    metrics.waiting_commands.set(sum(room.waiting_commands for room in rooms))
    metrics.renders.set(sum(room.publisher.renders for room in rooms))
    metrics.render_failures.set(sum(room.publisher.failed_renders for room in rooms))
    metrics.outdated.clear()
    for audience, meetings in Tally(a for room in rooms for a in room.publisher.outdated()).items():
        metrics.outdated.labels(audience).set(meetings)
    metrics.database_jobs.set(context.lobby.log.database.jobs)
    metrics.webhook_lag.set(context.deliveries.lag)
    if context.node:
        metrics.late_hints.set(context.node.late_hints)
        metrics.cut_off.set(context.node.is_cut_off)
        metrics.without_hints.set(not context.node.hears_hints)
    metrics.screens.clear()
    audiences = (subscriber.subject.audience for room in rooms for subscriber in room.publisher.subscribers())
    for audience, screens in Tally(audiences).items():
        metrics.screens.labels(audience).set(screens)
    return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)
