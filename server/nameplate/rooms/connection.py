"""What the rooms expect of a connection to a client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .frame import Frame

EXTENSION = "nameplate.wire"
"""The name under which a server offers a wire in the scope of a socket."""


class Wire(Protocol):
    """A socket to which frames are written without waiting.

    While it has taken everything, and is open, its `number` is the descriptor to which a frame may be written past it;
    else -1. `packs` tells which kind of frame.
    """

    number: int
    packs: bool
    blocked: Callable[[], None]
    """Called before the wire gives up its number."""
    drained: Callable[[], None]
    """Called when a wire that was behind has room again."""

    def write(self, frame: Frame) -> bool:
        """Take a frame whole, or not at all: False while the socket has not taken what it was sent before."""

    def write_rest(self, data: bytes) -> None:
        """Take the rest of a frame of which the socket did not take all."""

    def is_stuck(self) -> bool:
        """Whether the socket has taken nothing for so long that nobody reads there."""

    def close(self, code: int) -> None:
        """Say goodbye with a WebSocket code."""

    def cut(self) -> None:
        """End it at once, without a farewell."""
