"""The WebSocket of a screen or a program. The server sends the picture, and then changes.

The client may ask for the server's time.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from nameplate.access.passes import Pass
from nameplate.meeting import Role
from nameplate.pages.middleware.origin import refuse_foreign
from nameplate.rooms.asgi_connection import AsgiConnection
from nameplate.rooms.connection import EXTENSION, Connection
from nameplate.rooms.frame import Frame
from nameplate.rooms.room import Room
from nameplate.rooms.subscriber import Subscriber
from nameplate.screens.audiences import AUDIENCES
from nameplate.store.jobs import NotStored

from . import security_log, untrusted_input
from .authentication import SIGNED_OUT, authenticate
from .context import Context, context_of
from .microphone_reports import Report
from .problems import NOT_FOUND, Problem
from .screen_page import subject_of
from .socket_limit import TooManySockets

FORBIDDEN, UNKNOWN, POLICY_VIOLATION, TRY_AGAIN = 4403, 4404, 1008, 1013
MOST_PER_WINDOW, WINDOW_MS = 60, 10_000
CLOSING_SECONDS = 1.0
LONGEST_ROUND_TRIP_MS = 60_000
CLOSE_CODES = {401: SIGNED_OUT, 404: UNKNOWN, 429: TRY_AGAIN, 503: TRY_AGAIN}
PROTOCOL_ERRORS = frozenset({1002, 1007, 1009})
"""Close codes for a frame that is malformed, is not UTF-8, or is too long."""

OTHER_RELEASE = Frame(msgspec.json.encode({"version": 0, "boot": "", "regions": {"release": ""}}))
"""For a page of another release. No page has this region, and a page that lacks a region loads itself again."""

logger = logging.getLogger(__name__)


class LiveSocket:
    """`GET /m/{code}/live?audience=...`, as an ASGI application. 10,000 connections may be open at the same time."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await serve(WebSocket(scope, receive, send))


async def serve(socket: WebSocket) -> None:
    """Serve a client until it disconnects.

    The script of a page cannot read an HTTP error of a handshake. So the server accepts the handshake, and refuses with
    a close code: 4401, 4403 or 4404, which correspond to the HTTP statuses, or 1013 if the client should try again.
    """
    context = context_of(socket)
    await socket.accept()
    try:
        pass_, room, subscriber = await _subscribe(context, socket)
        with (
            context.socket_limit.counted(pass_),
            context.open_devices.counted(pass_),
            context.microphones.socket(pass_) as report,
        ):
            if pass_.role in (Role.DELEGATE, Role.BRIDGE):
                subscriber.connection.watch(partial(_is_watched, room, pass_))
            async with context.bridges.counted(pass_, context.room):
                await _serve_subscriber(context, socket, room, subscriber, report)
            if subscriber.connection.is_stuck():
                context.metrics.stuck_sockets.inc()
                told = "A screen of %s did not read. Its socket was closed."
                logger.warning(told, pass_.name, extra={"event": "stuck_socket"})
    except Problem as problem:
        context.metrics.refusals(problem.counted_as).inc()
        await socket.close(CLOSE_CODES.get(problem.status, FORBIDDEN), problem.code)
    except TooManySockets as error:
        context.metrics.refused_sockets.inc()
        security_log.warn("too_many_sockets", "A pass has too many screens open: %s", error)
        await socket.close(TRY_AGAIN, "too_many_screens")
    except NotStored:
        await socket.close(TRY_AGAIN)


def _is_watched(room: Room, pass_: Pass) -> bool:
    """Whether the desk relies on this socket: that of a bridge, or of a delegation that is remote now."""
    if pass_.role is Role.BRIDGE:
        return True
    seat = room.meeting.seats.get(pass_.seat or "")
    return seat is not None and seat.remote


async def _serve_subscriber(
    context: Context, socket: WebSocket, room: Room, subscriber: Subscriber, report: Report
) -> None:
    if context.lobby.is_of_other_release(socket.query_params.get("boot", "")):
        subscriber.connection.write(OTHER_RELEASE)
    room.publisher.join(subscriber)
    try:
        if not context.pass_cache.is_valid(subscriber.credential):
            subscriber.connection.close(SIGNED_OUT)  # revoked or signed out while the client was joining
        async with asyncio.timeout(None) as limit:
            if isinstance(subscriber.connection, AsgiConnection):
                subscriber.connection.aborted = partial(limit.reschedule, 0.0)
            await _answer_messages(socket, room, subscriber, report)
    except (TimeoutError, WebSocketDisconnect, RuntimeError):
        return  # The client disconnected while the connection was being closed, or it does not read.
    finally:
        room.publisher.leave(subscriber)


async def _subscribe(context: Context, socket: WebSocket) -> tuple[Pass, Room, Subscriber]:
    """The pass, the room and a subscriber for it that has not joined yet. Raises `Problem`, `NotStored`."""
    connection = _connection(socket)
    refuse_foreign(socket, context.public_address)
    audience = AUDIENCES.get(socket.query_params.get("audience", ""))
    if audience is None:
        raise Problem(*NOT_FOUND)
    pass_ = await authenticate(socket, audience.name)
    room = await context.room(pass_.meeting)
    same_boot = socket.query_params.get("boot") == room.boot
    version = untrusted_input.whole_number(socket.query_params.get("version", ""))
    seen = version if same_boot and version is not None else -1
    subject = subject_of(room.meeting, pass_, audience, context.language(socket))
    return pass_, room, Subscriber(subject, lambda: room.picture(subject), seen, connection, pass_.credential)


def _connection(socket: WebSocket) -> Connection:
    """The server's own connection if it offers one, otherwise an `AsgiConnection`."""
    offered = (socket.scope.get("extensions") or {}).get(EXTENSION)
    if offered is None:
        return AsgiConnection(socket.send_text, socket.close)
    offered.open()
    connection: Connection = offered
    return connection


async def _answer_messages(socket: WebSocket, room: Room, subscriber: Subscriber, report: Report) -> None:
    """Take reports of microphones, and answer each `{"op": "ping", "c": anything}` with the server's time.

    Returns when the client disconnects.
    In `took` the client may tell the milliseconds from its last question to the answer.
    If a client sends too many messages, or a message that is not a JSON object, its connection is closed with 1008.
    """
    window_began, count = room.now_ms(), 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            if message.get("code") in PROTOCOL_ERRORS:
                _note_bad_message(socket)
            return
        now, count = room.now_ms(), count + 1
        if now - window_began > WINDOW_MS:
            window_began, count = now, 1
        asked = _parse(message.get("text"))
        if count > MOST_PER_WINDOW or asked is None:
            _note_bad_message(socket)
            await asyncio.wait_for(socket.close(POLICY_VIOLATION), CLOSING_SECONDS)
            return
        if asked.get("op") == "ping":
            subscriber.round_trip_ms = _milliseconds(asked.get("took"))
            pong = {
                "version": room.publisher.version_shown_to(subscriber),
                "c": asked.get("c"),
                "now_ms": room.now_ms(),
            }
            await socket.send_text(msgspec.json.encode(pong).decode())
        elif asked.get("op") == "report":
            report(asked.get("microphones"), asked.get("unknown_seats"))


def _note_bad_message(socket: WebSocket) -> None:
    context_of(socket).metrics.bad_messages.inc()
    logger.warning(
        "A screen sent no valid message, or too many. Its socket was closed.", extra={"event": "bad_message"}
    )


def _milliseconds(told: object) -> int | None:
    return round(told) if isinstance(told, int | float) and 0 <= told <= LONGEST_ROUND_TRIP_MS else None


def _parse(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        values = untrusted_input.parse_json(text)
    except untrusted_input.InvalidJson:
        return None
    return values if isinstance(values, dict) else None
