"""Runs the application with uvicorn."""

from __future__ import annotations

import asyncio
import gc
import socket
import weakref
from collections.abc import Callable
from typing import Any, cast

import uvicorn
from starlette.applications import Starlette
from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from nameplate.rooms.connection import STREAM_EXTENSION, do_nothing

from .websocket import FastWebSocket

SHUTDOWN_SECONDS = 5
GC_THRESHOLDS = (10_000, 10, 100)
"""Closed connections are freed without the garbage collector. With its default thresholds it costs more than a join. A
full collection takes half a second with 5,000 connections. So full collections are made nearly never."""
SEND_BUFFER_BYTES = 65_536
"""The kernel doubles this. It is more than the largest picture, so that one picture never waits for the client."""
BACKLOG = 2048
LOCAL_PROXIES = "127.0.0.1,::1"
REQUEST_SECONDS = 20.0
"""A request that is not complete after this time is given up."""
LARGEST_HEAD_BYTES = 65_536
LARGEST_MESSAGE_BYTES = 16_384


class NameplateServer(uvicorn.Server):
    """Calls `on_listening` once it accepts connections."""

    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            gc.freeze()  # Objects of the start are never freed. Checking them would take 25 ms in each full collection.
            gc.set_threshold(*GC_THRESHOLDS)
            self._on_listening()


class BoundedHttpProtocol(HttpToolsProtocol):
    """Answers 400 when the head of a request is too long. Closes a connection whose request does not become complete.

    The parser itself accepts any length, and uvicorn waits for ever. A handler whose connection is closed is told so.
    Uvicorn tells only that of the newest request, and the one that still runs then fails at writing.

    It depends on these undocumented parts of uvicorn's protocol: `cycle`, `pipeline`, `send_400_response`,
    `_start_asgi_task`, and those of a cycle that it uses.
    """

    _head_bytes: int | None = None
    """How many bytes of the head have come. None outside a head."""
    _head_begins = False
    """Whether the head has begun in the bytes that were received last. Requests before it may be among them."""
    _answered: RequestResponseCycle | None = None
    """The request that is being answered, or was the last one. Further requests on the connection wait for it."""
    _request_timer: asyncio.TimerHandle | None = None
    """Runs while a request is expected or incomplete. Between requests uvicorn has a timer of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stopping: Callable[[], None] = do_nothing

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start_request_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_request_timer()
        self._give_up_answer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer 400 and close. Only close when another answer may be on its way, so that the two do not mix."""
        answered = self._answered
        if answered is None or answered.response_complete or (answered is self.cycle and not answered.response_started):
            super().send_400_response(msg)
        else:
            self.transport.close()
        self._give_up_answer()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._answered = cycle
        # Weak: a closed connection must be freed without the garbage collector.
        cast(dict[str, Any], cycle.scope)["extensions"] = {STREAM_EXTENSION: weakref.ref(self)}
        super()._start_asgi_task(cycle, app)

    def shutdown(self) -> None:
        """Called when the server stops."""
        self.stopping()
        super().shutdown()

    def abort(self) -> None:
        """Drop the connection, with the bytes that its client has not read."""
        self.transport.abort()

    def _give_up_answer(self) -> None:
        self.pipeline.clear()
        if self._answered and not self._answered.response_complete:
            self._answered.disconnected = True
            self._answered.message_event.set()

    def handle_websocket_upgrade(self) -> None:
        self._stop_request_timer()
        super().handle_websocket_upgrade()

    def on_message_complete(self) -> None:
        """Called by the parser at the end of a request."""
        self._stop_request_timer()
        super().on_message_complete()

    def _start_request_timer(self) -> None:
        self._stop_request_timer()
        self._request_timer = self.loop.call_later(REQUEST_SECONDS, self._time_out)

    def _stop_request_timer(self) -> None:
        if self._request_timer:
            self._request_timer.cancel()
            self._request_timer = None

    def _time_out(self) -> None:
        self._request_timer = None
        self.transport.close()
        self._give_up_answer()

    def data_received(self, data: bytes) -> None:
        self._head_begins = False
        super().data_received(data)
        if self._head_bytes is None or self._head_begins or self.transport.is_closing():
            return
        self._head_bytes += len(data)
        if self._head_bytes > LARGEST_HEAD_BYTES:
            self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        """Called by the parser at the beginning of a head."""
        self._head_bytes, self._head_begins = 0, True
        self._start_request_timer()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Called by the parser at the end of a head."""
        self._head_bytes = None
        super().on_headers_complete()


def run(
    app: Starlette, host: str, port: int, on_listening: Callable[[], None], trusted_proxies: str = LOCAL_PROXIES
) -> None:
    """Serve until a signal comes. Raises `OSError` when the port is in use.

    The headers `X-Forwarded-For` and `X-Forwarded-Proto` are believed when they come from `trusted_proxies`: addresses
    or networks with commas between them.
    """
    with listening_socket(host, port) as listening:
        NameplateServer(config(app, host, port, trusted_proxies), on_listening).run([listening])


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that accepts connections. Raises `OSError` when the port is in use.

    The kernel keeps at most `SEND_BUFFER_BYTES` for a client that does not read. Without a limit it keeps 4 MB.
    """
    # Without the explicit TCP, asyncio does not set TCP_NODELAY, and each answer waits 40 ms for an acknowledgement.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


def config(app: Starlette, host: str, port: int, trusted_proxies: str = LOCAL_PROXIES) -> uvicorn.Config:
    """Uvicorn's settings: our own connections, which do their own compression and heartbeats, and small messages."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=BoundedHttpProtocol,
        forwarded_allow_ips=trusted_proxies,
        ws=FastWebSocket,
        ws_max_size=LARGEST_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        access_log=False,
        log_config=None,  # `log_lines` sets it up
        log_level="warning",
        server_header=False,
    )
