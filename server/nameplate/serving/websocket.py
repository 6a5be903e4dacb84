"""Uvicorn's WebSockets with a short way out: a frame that is encoded already goes straight to the socket.

It leans on these undocumented parts of uvicorn's protocol: `run_asgi`, `scope`, `conn`, `transport`, `close_sent`,
`handle_close`, `shutdown`; a test holds them to it, and the minor version is pinned.
"""

from __future__ import annotations

import socket as tcp
import time
from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory

from nameplate.rooms.connection import EXTENSION
from nameplate.rooms.frame import WINDOW_BITS, Frame

PATIENCE_SECONDS = 10.0
LOST_MS = 20_000
"""The kernel closes a socket whose other side acknowledges nothing for so long; a beat is due every few seconds."""
DEFLATE = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    client_max_window_bits=WINDOW_BITS,
    compress_settings={"memLevel": 5},
)
"""Every message by itself: what is compressed once is right for every socket, and no socket keeps a window."""


class Sockets(WebSocketsSansIOProtocol):
    """A WebSocket connection that is also a `Wire`; handlers find it in `scope["extensions"]`."""

    number = -1
    packs = False
    _clean = True
    _behind = False
    _since = 0.0
    _closing = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.available_extensions = [DEFLATE]
        self.blocked: Callable[[], None] = _nothing
        self.drained: Callable[[], None] = _nothing

    async def run_asgi(self) -> None:
        """Offer the wire to the application, then serve it."""
        extensions: dict[str, Any] = cast(dict[str, Any], self.scope["extensions"])
        extensions[EXTENSION] = self
        try:
            await super().run_asgi()
        finally:
            del extensions[EXTENSION]

    def open(self) -> None:
        """Begin to write frames, once the handshake is over."""
        self.transport.set_write_buffer_limits(high=0)  # so that one byte left over is told
        agreed = self.conn.extensions
        self.packs = any(isinstance(e, PerMessageDeflate) and e.local_max_window_bits >= WINDOW_BITS for e in agreed)
        self._take_number()
        socket = self.transport.get_extra_info("socket")
        if socket is not None and hasattr(tcp, "TCP_USER_TIMEOUT"):
            socket.setsockopt(tcp.IPPROTO_TCP, tcp.TCP_USER_TIMEOUT, LOST_MS)

    def write(self, frame: Frame) -> bool:
        """Take a frame whole, or not at all. What the socket does not take at once goes by way of the transport."""
        if not self._clean:
            self._behind = True
            return False
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(frame.data(self.packs))
        return True

    def write_rest(self, data: bytes) -> None:
        """Take the rest of a frame of which the socket did not take all."""
        self.transport.write(data)

    def is_stuck(self) -> bool:
        """Whether the socket has taken nothing for so long that nobody reads there."""
        return not self._clean and time.monotonic() - self._since > PATIENCE_SECONDS

    def close(self, code: int) -> None:
        """Say goodbye with a code; the handler is told that the socket is gone."""
        task = self.loop.create_task(self.send({"type": "websocket.close", "code": code}))
        self.tasks.add(task)
        task.add_done_callback(self.on_task_complete)

    def cut(self) -> None:
        """End the connection at once."""
        self._give_up_number()
        self.transport.abort()

    def pause_writing(self) -> None:
        """Something is left over: the socket is full."""
        super().pause_writing()
        self._give_up_number()
        self._clean = False
        self._since = time.monotonic()

    def resume_writing(self) -> None:
        """The socket has taken all that was left over."""
        super().resume_writing()
        self._clean = True
        self._take_number()
        if self._behind:
            self._behind = False
            self.drained()

    @property
    def close_sent(self) -> bool:
        """Whether a farewell was sent: from then on nothing may follow it."""
        return self._closing

    @close_sent.setter
    def close_sent(self, sent: bool) -> None:
        self._closing = sent
        if sent:
            self._give_up_number()

    def handle_close(self, event: Any) -> None:
        """The other side says goodbye."""
        self._give_up_number()
        super().handle_close(event)

    def shutdown(self) -> None:
        """The server ends."""
        self._give_up_number()
        super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """The descriptor may be somebody else's from now on."""
        self._give_up_number()
        super().connection_lost(exc)
        # Without these circles thousands of sockets that leave are freed at once, and not in one long collection.
        self.conn.parser.close()
        self.blocked = self.drained = _nothing

    def _take_number(self) -> None:
        socket = self.transport.get_extra_info("socket")
        if socket is None or self.transport.get_extra_info("ssl_object") is not None:
            return
        if not self.close_sent and not self.transport.is_closing():
            self.number = socket.fileno()

    def _give_up_number(self) -> None:
        if self.number >= 0:
            self.blocked()
            self.number = -1


def _nothing() -> None:
    """Nobody waits for this."""
