"""Uvicorn's WebSocket connection, extended so that an encoded frame is written directly to the socket.

It depends on these undocumented parts of uvicorn's protocol: `run_asgi`, `scope`, `conn`, `transport`, `close_sent`,
`handle_close`, `shutdown`, `send_receive_event_to_app`, `frames`, `curr_msg_data_type`, `handle_parser_exception`,
`ping_interval`, `ping_timeout`, `schedule_ping`, `send_keepalive_ping`, `keepalive_timeout`, `disconnected`. A test
checks that they are still there, and uvicorn's minor version is pinned.
"""

from __future__ import annotations

import socket as tcp
import time
from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import CloseCode

from nameplate.rooms.connection import EXTENSION, NO_DESCRIPTOR, do_nothing
from nameplate.rooms.frame import WINDOW_BITS, Frame

STUCK_SECONDS = 10.0
"""If a client has read nothing for this time although bytes are waiting, it is stuck."""
USER_TIMEOUT_MS = 20_000
"""If sent bytes are not acknowledged for this time, the kernel closes the socket. A heartbeat is sent every 5 s."""
PING_SECONDS, PONG_SECONDS = 8.0, 14.0
"""How often a watched client is asked whether it is there, and how long it may take to answer. Both together are the
time after which a frozen phone is noticed. A busy mobile network may delay an answer by some seconds."""
DEFLATE = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    client_max_window_bits=WINDOW_BITS,
    compress_settings={"memLevel": 5},
)
"""Each message is compressed independently. So all connections can get the same compressed frame, and no connection
needs memory for a compression window."""


class FastWebSocket(WebSocketsSansIOProtocol):
    """The fast `Connection`. Handlers find it in `scope["extensions"]`, and call `open` after the handshake.

    The descriptor is offered only while the buffer of the transport is empty. So bytes that are written to the
    descriptor cannot overtake bytes that still wait in the buffer.
    """

    fd = NO_DESCRIPTOR
    compressed = False
    _is_empty = True
    """Whether the buffer of the transport is empty."""
    _has_refused = False
    _full_since = 0.0
    _close_sent = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.available_extensions = [DEFLATE]
        self.blocked: Callable[[], None] = do_nothing
        self.drained: Callable[[], None] = do_nothing
        self._is_watched: Callable[[], bool] = bool

    async def run_asgi(self) -> None:
        """Offer the connection to the application, then run the application."""
        extensions: dict[str, Any] = cast(dict[str, Any], self.scope["extensions"])
        extensions[EXTENSION] = self
        try:
            await super().run_asgi()
        finally:
            del extensions[EXTENSION]

    def open(self) -> None:
        """Begin to accept frames."""
        self.transport.set_write_buffer_limits(high=0)  # `pause_writing` is then called if even one byte must wait
        agreed = self.conn.extensions
        self.compressed = any(
            isinstance(each, PerMessageDeflate) and each.local_max_window_bits >= WINDOW_BITS for each in agreed
        )
        self._take_descriptor()
        socket = self.transport.get_extra_info("socket")
        if socket is not None and hasattr(tcp, "TCP_USER_TIMEOUT"):
            socket.setsockopt(tcp.IPPROTO_TCP, tcp.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)

    def write(self, frame: Frame) -> bool:
        if not self._is_empty:
            self._has_refused = True
            return False
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(frame.data(self.compressed))
        return True

    def write_rest(self, data: bytes) -> None:
        self.transport.write(data)

    def is_stuck(self) -> bool:
        return not self._is_empty and time.monotonic() - self._full_since > STUCK_SECONDS

    def close(self, code: int) -> None:
        """Close with a code. The handler receives `websocket.disconnect`."""
        task = self.loop.create_task(self.send({"type": "websocket.close", "code": code}))
        self.tasks.add(task)
        task.add_done_callback(self.on_task_complete)

    def abort(self) -> None:
        self._give_up_descriptor()
        self.transport.abort()

    def watch(self, is_watched: Callable[[], bool]) -> None:
        self._is_watched = is_watched
        self.ping_interval, self.ping_timeout = PING_SECONDS, PONG_SECONDS
        if not self.disconnected:
            self.schedule_ping()

    def send_keepalive_ping(self) -> None:
        """Called by the timer of uvicorn when a ping is due. The network stack of a browser answers it by itself."""
        if self._is_watched():
            super().send_keepalive_ping()
        elif not self.close_sent:
            self.schedule_ping()

    def keepalive_timeout(self) -> None:
        """Called by the timer of uvicorn when a ping was not answered. A closing handshake would not be answered."""
        self.pong_timer = None
        self.abort()

    def pause_writing(self) -> None:
        """Called by the transport when bytes must wait in its buffer."""
        super().pause_writing()
        self._give_up_descriptor()
        self._is_empty = False
        self._full_since = time.monotonic()

    def resume_writing(self) -> None:
        """Called by the transport when its buffer is empty."""
        super().resume_writing()
        self._is_empty = True
        self._take_descriptor()
        if self._has_refused:
            self._has_refused = False
            self.drained()

    @property
    def close_sent(self) -> bool:
        """Whether a close frame was sent. Nothing may be sent after it."""
        return self._close_sent

    @close_sent.setter
    def close_sent(self, sent: bool) -> None:
        self._close_sent = sent
        if sent:
            self._give_up_descriptor()

    def send_receive_event_to_app(self) -> None:
        """Hand a message to the application. Text that is not UTF-8 closes the connection with 1007.

        Uvicorn does that too, but writes a traceback to the log, so that any client could flood it.
        """
        if self.curr_msg_data_type == "text":
            self.frames = [b"".join(self.frames)]
            try:
                self.frames[0].decode()
            except UnicodeDecodeError:
                self.conn.fail(CloseCode.INVALID_DATA)
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

    def handle_close(self, event: Any) -> None:
        """Called when the client has sent a close frame."""
        self._give_up_descriptor()
        super().handle_close(event)

    def shutdown(self) -> None:
        """Called when the server stops."""
        self._give_up_descriptor()
        super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the transport when the connection is closed. The descriptor may be reused for another socket."""
        self._give_up_descriptor()
        super().connection_lost(exc)
        # Break the reference cycles, so that thousands of closed connections are freed without the garbage collector.
        self.conn.parser.close()
        self.blocked = self.drained = do_nothing
        self._is_watched = bool

    def _take_descriptor(self) -> None:
        socket = self.transport.get_extra_info("socket")
        if socket is None or self.transport.get_extra_info("ssl_object") is not None:
            return
        if not self.close_sent and not self.transport.is_closing():
            self.fd = socket.fileno()

    def _give_up_descriptor(self) -> None:
        if self.fd >= 0:
            self.blocked()
            self.fd = NO_DESCRIPTOR
