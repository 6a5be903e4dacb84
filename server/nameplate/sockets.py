"""Uvicorn's WebSockets with a short way out: a frame that is encoded already goes straight to the socket.

It leans on these undocumented parts of uvicorn's protocol: `run_asgi`, `scope`, `conn`, `transport`, `close_sent`,
`disconnected`; a test holds them to it, and the minor version is pinned.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory

from nameplate.rooms.wire import EXTENSION, WINDOW_BITS, Frame

PATIENCE_SECONDS = 10.0
DEFLATE = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    client_max_window_bits=WINDOW_BITS,
    compress_settings={"memLevel": 5},
)
"""Every message by itself: what is compressed once is right for every socket, and no socket keeps a window."""


class Sockets(WebSocketsSansIOProtocol):
    """A WebSocket connection that is also a `Wire`; handlers find it in `scope["extensions"]`."""

    _descriptor = -1
    _packs = False
    _clean = True
    _behind = False
    _since = 0.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.available_extensions = [DEFLATE]
        self.drained: Callable[[], None] = _nothing

    async def run_asgi(self) -> None:
        """Offer the wire to the application, then serve it."""
        extensions = self.scope["extensions"]
        if extensions is not None:
            extensions[EXTENSION] = self  # type: ignore[assignment]
        await super().run_asgi()

    def open(self) -> None:
        """Begin to write frames, once the handshake is over."""
        self.transport.set_write_buffer_limits(high=0)  # so that one byte left over is told
        agreed = self.conn.extensions
        self._packs = any(isinstance(e, PerMessageDeflate) and e.local_max_window_bits >= WINDOW_BITS for e in agreed)
        socket = self.transport.get_extra_info("socket")
        if socket is not None and self.transport.get_extra_info("ssl_object") is None:
            self._descriptor = socket.fileno()

    def write(self, frame: Frame) -> bool:
        """Take a frame whole, or not at all. What the socket does not take at once goes by way of the transport."""
        if not self._clean:
            self._behind = True
            return False
        if self.close_sent or self.transport.is_closing():  # the descriptor may belong to somebody else by now
            return True
        data = frame.packed if self._packs else frame.plain
        try:
            sent = os.write(self._descriptor, data) if self._descriptor >= 0 else 0
        except BlockingIOError:
            sent = 0
        except OSError:
            return True  # the peer is gone, and the event loop is about to say so
        if sent < len(data):
            self.transport.write(data[sent:])
        return True

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
        self.transport.abort()

    def pause_writing(self) -> None:
        """Something is left over: the socket is full."""
        super().pause_writing()
        self._clean = False
        self._since = time.monotonic()

    def resume_writing(self) -> None:
        """The socket has taken all that was left over."""
        super().resume_writing()
        self._clean = True
        if self._behind:
            self._behind = False
            self.drained()


def _nothing() -> None:
    """Nobody waits for room on this wire."""
