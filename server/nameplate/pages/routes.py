"""Every address of the server."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Route, WebSocketRoute

from nameplate.screens.assets import Assets

from . import commands, health, join, live, metrics, openapi, places, record, screens, state, what_if
from .static import Static


def routes(assets: Assets) -> Sequence[BaseRoute]:
    """The routes: that of commands, which come by the thousand, then the most particular first."""
    return [
        Route("/m/{code}/{command}", commands.give, methods=["POST"]),
        Route("/", join.front),
        Route("/in/{secret}", join.link),
        Route("/m/{code}/state", state.show),
        Route("/m/{code}/events", state.events),
        Route("/m/{code}/record.{format}", record.show),
        WebSocketRoute("/m/{code}/live", live.Live()),
        Route("/m/{code}/what-if", what_if.show),
        Route("/m/{code}/places", places.show),
        Route("/m/{code}/{audience}", screens.show, methods=["GET"]),
        Route("/openapi.json", openapi.show),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", metrics.show),
        Route("/static/{stamp}/{name}", Static(assets).show),
    ]
