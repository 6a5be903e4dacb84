"""The address of every handler."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from importlib import import_module

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from nameplate.record.record_schema import record_schema
from nameplate.screens.assets import Assets

from . import (
    advance,
    asyncapi,
    checklist,
    commands,
    demo_page,
    devices,
    find_inscription,
    health,
    join,
    join_requests,
    json_api,
    json_documents,
    live_socket,
    lobbies,
    metrics_page,
    openapi,
    pairing,
    printed,
    record_download,
    remote_delegations,
    screen_links,
    screen_page,
    self_service,
    studio,
    theme,
    what_if,
)
from .organiser import access, meetings, retention, webhooks
from .static_files import StaticFiles

Handler = Callable[[Request], Awaitable[Response]]


def _on_first_use(module_name: str, name: str) -> Handler:
    """A handler of a module that is loaded on first use, because it needs the readers of files."""

    async def handle(request: Request) -> Response:
        module = await asyncio.to_thread(import_module, f"{__package__}.{module_name}")
        handler: Handler = getattr(module, name)
        return await handler(request)

    return handle


_new_meeting = partial(_on_first_use, "organiser.new_meeting")
_programme_file = partial(_on_first_use, "organiser.programme_downloads")
_statements = partial(_on_first_use, "statements")


def routes(assets: Assets) -> Sequence[BaseRoute]:
    """All routes. The first matching route is used.

    Commands come first, because they are the most frequent requests. `/{audience}` comes after all addresses that it
    would match too.
    """
    return [
        Route("/m/{code}/statement", _statements("attach"), methods=["POST"]),
        Route("/m/{code}/{command}", commands.give, methods=["POST"]),
        Route("/", join.front_page),
        Route("/lobby", lobbies.show),
        Route("/screen", pairing.show),
        Route("/screen/{secret}", pairing.ask),
        Route("/organiser", meetings.home),
        Route("/organiser/new", _new_meeting("choose")),
        Route("/organiser/new", _new_meeting("draft"), methods=["POST"]),
        Route("/organiser/new/{file}", _programme_file("template")),
        Route("/organiser/create", _new_meeting("create"), methods=["POST"]),
        Route("/organiser/in/{secret}", access.sign_in),
        Route("/organiser/sign-out", access.sign_out, methods=["POST"]),
        Route("/organiser/figures", _on_first_use("organiser.figures", "choose")),
        Route("/organiser/figures/{document}", _on_first_use("organiser.figures", "show")),
        Route("/organiser/m/{code}", meetings.show),
        Route("/organiser/m/{code}/edit", _new_meeting("edit")),
        Route("/organiser/m/{code}/note", _on_first_use("organiser.note_page", "show")),
        Route("/organiser/m/{code}/record.{format}", meetings.show_record),
        Route("/organiser/m/{code}/statements.zip", _on_first_use("organiser.statements", "archive")),
        Route("/organiser/m/{code}/webhooks", webhooks.show, methods=["GET"]),
        Route("/organiser/m/{code}/webhooks", webhooks.add, methods=["POST"]),
        Route("/organiser/m/{code}/webhooks/{hook}/test", webhooks.test, methods=["POST"]),
        Route("/organiser/m/{code}/webhooks/{hook}/resume", webhooks.resume, methods=["POST"]),
        Route("/organiser/m/{code}/webhooks/{hook}/remove", webhooks.remove, methods=["POST"]),
        Route("/organiser/m/{code}/archive.zip", _on_first_use("organiser.archive", "archive")),
        Route("/organiser/m/{code}/logo.png", _on_first_use("organiser.appearance", "show_logo"), methods=["GET"]),
        Route("/organiser/m/{code}/{file}", _programme_file("download"), methods=["GET"]),
        Route("/organiser/m/{code}/links", meetings.make_links, methods=["POST"]),
        Route("/organiser/m/{code}/messages", _on_first_use("organiser.ready_messages", "change"), methods=["POST"]),
        Route("/organiser/m/{code}/appearance", _on_first_use("organiser.appearance", "change"), methods=["POST"]),
        Route("/organiser/m/{code}/participants", _on_first_use("organiser.participants", "add"), methods=["POST"]),
        Route("/organiser/m/{code}/revoke", meetings.revoke, methods=["POST"]),
        Route("/organiser/m/{code}/erase", retention.erase, methods=["POST"]),
        Route("/organiser/m/{code}/delete", retention.delete, methods=["POST"]),
        Route("/organiser/m/{code}/desk", meetings.open_desk, methods=["POST"]),
        Route("/demo/play", demo_page.play, methods=["POST"]),
        Route("/demo/{picture}", demo_page.picture),
        Route("/in/{secret}", join.link),
        Route("/m/{code}/state", json_api.show),
        Route("/m/{code}/seats", json_api.seats),
        Route("/m/{code}/events", json_api.events),
        Route("/m/{code}/record.{format}", record_download.show),
        Route("/m/{code}/recording.{format}", record_download.marks),
        Route("/m/{code}/print/{document}", printed.show),
        Route("/m/{code}/programme.ics", printed.calendar),
        WebSocketRoute("/m/{code}/live", live_socket.LiveSocket()),
        Route("/m/{code}/what-if", what_if.show),
        Route("/m/{code}/places", find_inscription.show),
        Route("/m/{code}/theme.css", theme.style),
        Route("/m/{code}/logo.png", theme.logo),
        Route("/m/{code}/studio", studio.show),
        Route("/m/{code}/studio/tiles", studio.tiles),
        Route("/m/{code}/checklist", checklist.show),
        Route("/m/{code}/checklist/checks", checklist.checks),
        Route("/m/{code}/devices", devices.show),
        Route("/m/{code}/devices/note", devices.note),
        Route("/m/{code}/devices/sign-out", devices.sign_out, methods=["POST"]),
        Route("/m/{code}/devices/renew", devices.renew, methods=["POST"]),
        Route("/m/{code}/devices/link", screen_links.make, methods=["POST"]),
        Route("/m/{code}/participants/add", _on_first_use("organiser.participants", "add_at_desk"), methods=["POST"]),
        Route("/m/{code}/statement", _statements("show"), methods=["GET"]),
        Route("/m/{code}/statement/withdraw", _statements("withdraw"), methods=["POST"]),
        Route("/m/{code}/statement/{statement}", _statements("read"), methods=["GET"]),
        Route("/m/{code}/statements", _statements("show_all"), methods=["GET"]),
        Route("/m/{code}/statements.zip", _statements("archive"), methods=["GET"]),
        Route("/m/{code}/devices/requests", join_requests.show),
        Route("/m/{code}/devices/admit", join_requests.admit, methods=["POST"]),
        Route("/m/{code}/devices/refuse", join_requests.refuse, methods=["POST"]),
        Route("/m/{code}/devices/refuse-all", join_requests.refuse_all, methods=["POST"]),
        Route("/m/{code}/advance", advance.show, methods=["GET"]),
        Route("/m/{code}/advance/inscribe", advance.inscribe, methods=["POST"]),
        Route("/m/{code}/advance/withdraw", advance.withdraw, methods=["POST"]),
        Route("/m/{code}/delegation", self_service.show, methods=["GET"]),
        Route("/m/{code}/delegation/answer", self_service.answer),
        Route("/m/{code}/delegation/choose", self_service.choose, methods=["POST"]),
        Route("/m/{code}/delegation/cancel", self_service.cancel, methods=["POST"]),
        Route("/m/{code}/remote", remote_delegations.show),
        Route("/m/{code}/remote/note", remote_delegations.note),
        Route("/m/{code}/connection", remote_delegations.test),
        Route("/m/{code}/{audience}", screen_page.show, methods=["GET"]),
        Route("/openapi.json", json_documents.serving(openapi.document)),
        Route("/asyncapi.json", json_documents.serving(asyncapi.document)),
        Route("/record-schema.json", json_documents.serving(record_schema)),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", metrics_page.show),
        Route("/static/{stamp}/{name}", StaticFiles(assets).show),
    ]
