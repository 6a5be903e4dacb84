"""Runs the application with uvicorn, and says where it can be reached."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .websocket import Sockets

GRACE_SECONDS = 5
COLLECT_AFTER = (10_000, 10, 100)
"""Sockets that leave are freed without the collector; with its usual settings it costs more than a join does by itself,
and to search everything takes half a second with 5,000 sockets: that is to be as good as never."""
LARGEST_HEAD = 65_536
LARGEST_MESSAGE = 16_384


class Server(uvicorn.Server):
    """Uvicorn that tells when it listens."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, then tell."""
        await super().startup(sockets)
        if self.started:
            gc.freeze()  # what the start made stays: to search it again and again would cost a meeting 25 ms each time
            gc.set_threshold(*COLLECT_AFTER)
            self._tell()


class Http(HttpToolsProtocol):
    """HTTP that gives up on a request whose head does not end; the parser by itself would take in any length."""

    _head: int | None = None

    def data_received(self, data: bytes) -> None:
        """Parse what came, and count it while the head goes on."""
        super().data_received(data)
        if self._head is None or self.transport.is_closing():
            return
        self._head += len(data)
        if self._head > LARGEST_HEAD:
            self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        """A head begins."""
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has ended."""
        self._head = None
        super().on_headers_complete()


def run(app: Starlette, host: str, port: int, tell: Callable[[], None]) -> None:
    """Serve until a signal comes. `tell` is called once the server accepts. Raises OSError when the port is in use."""
    with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
        pass  # the port is free; uvicorn itself would end the program without a word of ours
    Server(config(app, host, port), tell).run()


def config(app: Starlette, host: str, port: int) -> uvicorn.Config:
    """Uvicorn as Nameplate wants it: our own sockets, which compress once for all, and small messages."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Http,
        ws=Sockets,
        ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=False,
        ws_ping_interval=None,  # our own beats are signs of life, and a socket that acknowledges none is given up
        timeout_graceful_shutdown=GRACE_SECONDS,
        access_log=False,
        log_level="warning",
        server_header=False,
    )
