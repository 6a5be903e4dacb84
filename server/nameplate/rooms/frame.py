"""A message encoded once, and the wires that it is written to: the same bytes for every socket, and no waiting.

A wire either takes a frame whole or is behind: nothing is queued for it, since the newest picture is all that a screen
needs. When its socket has taken what it was sent, it asks again.
"""

from __future__ import annotations

import zlib
from functools import cached_property

WINDOW_BITS = 12
"""The window of the compression, 2^12 bytes: any socket that agreed on this much or more can read what is packed."""

SMALLEST_PACKED = 128
"""Below so many bytes compressing saves nothing."""

_TEXT, _PACKED_TEXT = 0x81, 0xC1
_FLUSHED = b"\x00\x00\xff\xff"


class Frame:
    """A text message as a WebSocket frame from a server (RFC 6455), and compressed from an empty window (RFC 7692)."""

    def __init__(self, message: bytes) -> None:
        self.message = message
        self.plain = _header(_TEXT, len(message)) + message

    def data(self, packed: bool) -> bytes:
        """The bytes for one kind of socket."""
        return self.packed if packed else self.plain

    @cached_property
    def packed(self) -> bytes:
        """The frame for sockets that agreed on permessage-deflate without context takeover by the server."""
        if len(self.message) < SMALLEST_PACKED:
            return self.plain
        deflate = zlib.compressobj(wbits=-WINDOW_BITS)
        body = (deflate.compress(self.message) + deflate.flush(zlib.Z_SYNC_FLUSH)).removesuffix(_FLUSHED)
        return _header(_PACKED_TEXT, len(body)) + body


def _header(kind: int, length: int) -> bytes:
    if length < 126:
        return bytes((kind, length))
    if length < 65_536:
        return bytes((kind, 126)) + length.to_bytes(2, "big")
    return bytes((kind, 127)) + length.to_bytes(8, "big")
