"""`GET /m/{code}/events` as a stream of server-sent events, for scripts. It ends when the pass is revoked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from nameplate.access.passes import Pass
from nameplate.meeting import LogEntry
from nameplate.rooms.connection import STREAM_EXTENSION, StreamConnection, do_nothing
from nameplate.rooms.publisher import HEARTBEAT_SECONDS
from nameplate.rooms.room import Room
from nameplate.screens import json_picture
from nameplate.store import codec
from nameplate.wording.messages import N_

from . import security_log
from .context import Context
from .problems import Problem
from .socket_limit import TooManySockets

MEDIA_TYPE = "text/event-stream"
STUCK_SECONDS = 10.0
"""If a client has not read what was written before for this time, it is stuck."""
EVENTS_AT_ONCE = 50
"""The number of events in one write. So a client that reads slowly costs little memory."""
RETRY_MS = 2000

logger = logging.getLogger(__name__)


def is_wanted(request: Request) -> bool:
    """Whether a client asks for the stream."""
    accepted = request.headers.get("Accept", "").lower().split(",")
    return any(part.partition(";")[0].strip() == MEDIA_TYPE for part in accepted)


def newer(room: Room, after: int) -> list[LogEntry]:
    """The entries after a version, oldest first."""
    return [*takewhile(lambda entry: entry.version > after, room.meeting.entries())][::-1]


def shown(entry: LogEntry) -> dict[str, object]:
    """An entry as JSON values, without private text."""
    body = msgspec.json.decode(codec.encode(entry.event)[0])
    return json_picture.entry(entry, type(entry.event).__name__, body)


class EventStream(Response):
    """Sends the events after a version, and then each new one."""

    def __init__(self, context: Context, pass_: Pass, room: Room, after: int) -> None:
        # Nginx would collect the events in a buffer.
        super().__init__(media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["Content-Length"]
        self._context, self._pass, self._room, self._sent = context, pass_, room, after
        self._has_ended = False
        """Whether the client has gone, or the server stops."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the client until it leaves, its pass ends, or the server stops. Raises `Problem` before that."""
        connection = _connection(scope)
        with self._counted(), self._room.watchers.watching(is_stream=True) as wake:
            leaving = asyncio.create_task(self._leave(receive, wake), name="event stream")
            if connection:
                connection.stopping = lambda: self._end(wake)
            try:
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                await self._follow(send, wake)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            except TimeoutError:
                self._note_stuck()
                if connection:
                    connection.abort()
                    await leaving
            finally:
                leaving.cancel()
                if connection:
                    connection.stopping = do_nothing

    async def _follow(self, send: Send, wake: asyncio.Event) -> None:
        """Write events and heartbeats until the stream must end. Raises `TimeoutError` for a stuck client."""
        await _write(send, f"retry: {RETRY_MS}\n\n".encode())
        while self._is_allowed():
            wake.clear()
            entries = newer(self._room, self._sent)
            while entries and self._is_allowed():
                part, entries = entries[:EVENTS_AT_ONCE], entries[EVENTS_AT_ONCE:]
                await _write(send, _encoded(part))
                self._sent = part[-1].version
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):  # `wait_for` of Python 3.11 can swallow a cancellation
                    await wake.wait()
            except TimeoutError:
                await _write(send, b": %d\n\n" % self._room.meeting.version)

    def _is_allowed(self) -> bool:
        """Whether events may still be sent."""
        is_valid = self._context.pass_cache.is_valid(self._pass.credential)
        if not is_valid and not self._has_ended:
            self._context.metrics.signed_out_screens.inc()
            self._has_ended = True
        return not self._has_ended and not self._room.watchers.is_closed

    async def _leave(self, receive: Receive, wake: asyncio.Event) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._end(wake)

    def _end(self, wake: asyncio.Event) -> None:
        self._has_ended = True
        wake.set()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count the stream as an open socket of its pass. Raises `Problem` when it has too many."""
        context, pass_ = self._context, self._pass
        try:
            with context.socket_limit.counted(pass_), context.open_devices.counted(pass_):
                yield
        except TooManySockets as error:
            context.metrics.refused_sockets.inc()
            security_log.warn("too_many_sockets", "A pass has too many screens open: %s", error)
            raise Problem(429, "too_many", N_("Too many programs use this link now.")) from error

    def _note_stuck(self) -> None:
        self._context.metrics.stuck_sockets.inc()
        told = "A program of %s did not read its events. Its connection was closed."
        logger.warning(told, self._pass.name, extra={"event": "stuck_socket"})


async def _write(send: Send, data: bytes) -> None:
    """Write a part of the stream. Raises `TimeoutError` when the client has not read the parts before."""
    async with asyncio.timeout(STUCK_SECONDS):
        await send({"type": "http.response.body", "body": data, "more_body": True})


def _encoded(entries: Sequence[LogEntry]) -> bytes:
    return b"".join(b"id: %d\ndata: %s\n\n" % (entry.version, msgspec.json.encode(shown(entry))) for entry in entries)


def _connection(scope: Scope) -> StreamConnection | None:
    """The server's own connection, if it offers one."""
    offered = (scope.get("extensions") or {}).get(STREAM_EXTENSION)
    found: StreamConnection | None = offered() if offered else None
    return found
