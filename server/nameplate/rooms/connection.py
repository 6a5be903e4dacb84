"""The interface of a connection to a client.

There are two implementations. `asgi_connection.AsgiConnection` is the plain one: it works on every server and never has
a descriptor. `serving.websocket.FastWebSocket` is the fast one: it also hands out its descriptor (see `fan_out`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .frame import Frame

EXTENSION = "nameplate.connection"
"""The key in `scope["extensions"]` under which a server offers a `Connection` of its own."""

NO_DESCRIPTOR = -1


class Connection(Protocol):
    """A WebSocket connection to which frames are written without waiting."""

    fd: int
    """The socket's descriptor, to which anybody may write whole frames. `NO_DESCRIPTOR` while the socket has not taken
    all earlier bytes, when the connection is closing, and always for a plain connection."""
    compressed: bool
    """Whether frames to this descriptor are compressed."""
    blocked: Callable[[], None]
    """Called just before the connection gives up its descriptor."""
    drained: Callable[[], None]
    """Called when a connection that refused a frame can take one again."""

    def write(self, frame: Frame) -> bool:
        """Take a whole frame, or return False: the socket has not taken all earlier bytes yet."""

    def write_rest(self, data: bytes) -> None:
        """Take the rest of a frame after a short write to the descriptor."""

    def is_stuck(self) -> bool:
        """Whether the client has read nothing for 10 seconds although bytes are waiting."""

    def close(self, code: int) -> None:
        """Close with a WebSocket close code. Returns at once."""

    def abort(self) -> None:
        """Drop the connection without a closing handshake."""


def do_nothing() -> None:
    """The default of `blocked` and `drained`."""
