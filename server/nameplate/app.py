"""Creates the application from its parts: database, lobby, screens, routes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from nameplate.meeting import Meeting
from nameplate.nodes.status import NodeStatus
from nameplate.pages.authentication import sign_out_revoked
from nameplate.pages.bridge_presence import BridgePresence
from nameplate.pages.commands import note_foreign_commands
from nameplate.pages.context import Context
from nameplate.pages.demo import Demo
from nameplate.pages.metrics import Metrics
from nameplate.pages.microphone_reports import MicrophoneReports
from nameplate.pages.middleware.body_limit import BodyLimit
from nameplate.pages.middleware.compression import Compression
from nameplate.pages.middleware.security_headers import SecurityHeaders
from nameplate.pages.middleware.taking_turns import TakingTurns
from nameplate.pages.open_devices import OpenDevices
from nameplate.pages.problem_responses import (
    on_client_disconnect,
    on_http_exception,
    on_not_stored,
    on_problem,
    on_unexpected_error,
)
from nameplate.pages.problems import Problem
from nameplate.pages.public_address import PublicAddress
from nameplate.pages.rate_limit import RateLimit, SignInLimit, UnknownLinkLimit
from nameplate.pages.reading_turns import ReadingTurns
from nameplate.pages.routes import routes
from nameplate.pages.sign_ins import SignIns
from nameplate.pages.socket_limit import SocketLimit
from nameplate.pages.uploads import Uploads
from nameplate.pages.word_documents import WordDocuments
from nameplate.pages.write_probe import WriteProbe
from nameplate.paths import WEB
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.picture import RenderedViews, Subject
from nameplate.rooms.room import Circumstances, Render
from nameplate.rooms.timebase import Timebase
from nameplate.screens.audiences import AUDIENCES
from nameplate.screens.render_context import NewestContexts
from nameplate.screens.rendering import Renderer
from nameplate.store.database import Database, create_or_check
from nameplate.store.event_log import EventLog
from nameplate.store.jobs import NotStored
from nameplate.store.pass_cache import PassCache
from nameplate.webhooks.deliveries import Deliveries
from nameplate.wording.language import ENGLISH

logger = logging.getLogger(__name__)

Play = Callable[[Lobby, Renderer], Coroutine[None, None, None]]


def build(
    database_url: str,
    public_url: str,
    time: Timebase | None = None,
    play: Play | None = None,
    demo: Demo | None = None,
    framed_by: tuple[str, ...] = (),
    allows_private_webhooks: bool = False,
) -> Starlette:
    """The application. `public_url` is its address in links and in the join code. `play` gives commands by itself.

    With `demo`, its front page is the start page of the demo. The sites `framed_by` may show the public screen.
    Webhooks may have private addresses only with `allows_private_webhooks`.
    """
    clock, public_address, turns = time or Timebase(), PublicAddress(public_url), ReadingTurns()
    screens = Renderer(WEB, lambda code: f"{public_url}/in/{code}")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        database = Database(database_url)
        try:
            await asyncio.to_thread(create_or_check, database)
            context = _context(
                database, clock, screens, public_address, turns, demo, framed_by, allows_private_webhooks
            )
            app.state.context = context
            context.lobby.on_missed = partial(note_foreign_commands, context)
            if context.node:
                await context.node.start()
            context.pass_cache.on_change = partial(sign_out_revoked, context)
            await context.pass_cache.refresh()
            tasks = [asyncio.create_task(context.pass_cache.refresh_forever(), name="pass cache")]
            tasks.append(asyncio.create_task(context.lobby.close_unused_forever(), name="close unused rooms"))
            tasks.append(asyncio.create_task(context.open_devices.store_forever(), name="open devices"))
            tasks.append(asyncio.create_task(context.deliveries.run_forever(), name="webhooks"))
            if play:
                tasks.append(asyncio.create_task(play(context.lobby, screens), name="play"))
            for task in tasks:
                task.add_done_callback(_log_failure)
            yield
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await context.deliveries.close()
            await context.open_devices.close()
            context.word_documents.close()
            await context.lobby.close()
            if context.node:
                await context.node.close()
        finally:
            database.close()

    application = Application(
        routes=routes(screens.assets),
        lifespan=lifespan,
        middleware=[
            Middleware(TakingTurns, turns=turns),
            Middleware(SecurityHeaders, https=public_address.is_https),
            Middleware(BodyLimit),
            Middleware(Compression),
        ],
        exception_handlers={
            Problem: on_problem,
            NotStored: on_not_stored,
            HTTPException: on_http_exception,
            ClientDisconnect: on_client_disconnect,
            Exception: on_unexpected_error,
        },
    )
    application.state.screens = screens
    return application


def _context(
    database: Database,
    clock: Timebase,
    screens: Renderer,
    public_address: PublicAddress,
    turns: ReadingTurns,
    demo: Demo | None,
    framed_by: tuple[str, ...],
    allows_private_webhooks: bool,
) -> Context:
    """The parts of a server that the handlers use."""
    lobby = Lobby(EventLog(database), clock, AUDIENCES.values(), partial(room_renderer, screens), screens.release)
    metrics = Metrics()
    words = screens.words(ENGLISH)
    return Context(
        lobby,
        screens,
        PassCache(database),
        RateLimit(clock.now_ms),
        UnknownLinkLimit(clock.now_ms),
        SignInLimit(clock.now_ms),
        SignIns(database),
        OpenDevices(database, lobby.boot, clock.now_ms),
        SocketLimit(),
        metrics,
        public_address,
        turns,
        WriteProbe(database),
        WordDocuments(database, WEB / "locale"),
        Deliveries(lobby, words, allows_private_webhooks, metrics.count_webhook_attempt),
        Uploads(),
        MicrophoneReports(),
        BridgePresence(clock.now_ms(), is_alone=not database.is_shared),
        framed_by,
        _node(lobby) if database.is_shared else None,
        demo,
    )


def _node(lobby: Lobby) -> NodeStatus:
    from nameplate.nodes.node import Node  # noqa: PLC0415 - with SQLite, nobody needs a driver for PostgreSQL

    return Node(lobby)


class Application(Starlette):
    """Starlette, but WebSockets bypass the middleware. It is only for responses, and would need memory for each."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            scope["app"] = self
            await self.router(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _log_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        logger.error("The task “%s” failed", task.get_name(), exc_info=error, extra={"event": "task_failed"})


def room_renderer(screens: Renderer) -> Render:
    """The function that renders the pictures of one room."""
    contexts = NewestContexts()

    def render(
        meeting: Meeting, subject: Subject, circumstances: Circumstances, rendered_views: RenderedViews
    ) -> Mapping[str, Any]:
        context = contexts.context(meeting, screens.words(subject.language))
        audience, seat = subject.audience, subject.seat
        if AUDIENCES[audience].is_document:
            return screens.document(
                context,
                audience,
                circumstances.now_ms,
                subject.moderates,
                seat,
                subject.interprets,
                subject.bridges,
            )
        return screens.regions_of(context, audience, seat, circumstances.recovered, rendered_views)

    return render
