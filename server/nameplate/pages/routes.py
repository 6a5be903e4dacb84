"""Every address of the server."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Route, WebSocketRoute

from nameplate.screens.assets import Assets

from . import (
    commands,
    find_inscription,
    health,
    join,
    json_api,
    live_socket,
    metrics,
    openapi,
    record,
    screens,
    what_if,
)
from .static import Static


def routes(assets: Assets) -> Sequence[BaseRoute]:
    """The routes: that of commands, which come by the thousand, then the most particular first."""
    return [
        Route("/m/{code}/{command}", commands.give, methods=["POST"]),
        Route("/", join.front),
        Route("/in/{secret}", join.link),
        Route("/m/{code}/state", json_api.show),
        Route("/m/{code}/events", json_api.events),
        Route("/m/{code}/record.{format}", record.show),
        WebSocketRoute("/m/{code}/live", live_socket.Live()),
        Route("/m/{code}/what-if", what_if.show),
        Route("/m/{code}/places", find_inscription.show),
        Route("/m/{code}/{audience}", screens.show, methods=["GET"]),
        Route("/openapi.json", openapi.show),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", metrics.show),
        Route("/static/{stamp}/{name}", Static(assets).show),
    ]
