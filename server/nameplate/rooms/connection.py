"""The interface of a connection to a client.

There are two implementations. `asgi_connection.AsgiConnection` works on every server and never offers a descriptor.
`serving.websocket.FastWebSocket` is faster, because it also offers the descriptor of its socket (see `fan_out`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .frame import Frame

EXTENSION = "nameplate.connection"
"""The key in `scope["extensions"]` under which a server offers its own `Connection`."""

STREAM_EXTENSION = "nameplate.stream"
"""The key in `scope["extensions"]` under which a server offers a weak reference to its `StreamConnection`."""

NO_DESCRIPTOR = -1


class Connection(Protocol):
    """A WebSocket connection to which frames are written without waiting."""

    fd: int
    """The descriptor of the socket. A fan-out group writes whole frames to it. It is `NO_DESCRIPTOR` while earlier
    bytes still wait to be written, while the connection is closing, and always for an `AsgiConnection`."""
    compressed: bool
    """Whether frames to this descriptor are compressed."""
    blocked: Callable[[], None]
    """The connection calls this just before it sets `fd` to `NO_DESCRIPTOR`."""
    drained: Callable[[], None]
    """After a connection has refused a frame, it calls this when it can accept a frame again."""

    def write(self, frame: Frame) -> bool:
        """Accept a whole frame and return True. Return False while bytes of earlier frames still wait to be written."""

    def write_rest(self, data: bytes) -> None:
        """Accept the rest of a frame after the descriptor has accepted only its first bytes."""

    def is_stuck(self) -> bool:
        """Whether the client has read nothing for 10 seconds although bytes are waiting."""

    def watch(self, is_watched: Callable[[], bool]) -> None:
        """Ask the client regularly whether it is there, while `is_watched` returns true. Abort when it does not answer.

        A proxy, or the kernel of a frozen phone, keeps a socket open and acknowledges what the client never reads.
        """

    def close(self, code: int) -> None:
        """Close with a WebSocket close code. Returns at once."""

    def abort(self) -> None:
        """Drop the connection without a closing handshake."""


class StreamConnection(Protocol):
    """An HTTP connection whose response lasts for a long time."""

    stopping: Callable[[], None]
    """The connection calls this when the server stops. The response must then end."""

    def abort(self) -> None:
        """Drop the connection, with the bytes that its client has not read."""


def do_nothing() -> None:
    """The default of `blocked`, `drained` and `stopping`."""
