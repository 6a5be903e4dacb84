"""A message that is encoded once, and then written as the same bytes to many connections.

Frames are never queued. A connection accepts a whole frame or refuses it. A client needs only the newest picture. So a
connection that has refused a frame gets the newest picture when its socket can accept bytes again.
"""

from __future__ import annotations

import zlib
from functools import cached_property

WINDOW_BITS = 12
"""The compression window has 2^12 bytes. A client that has agreed to this size or a larger one can decompress it."""

LEAST_COMPRESSED_BYTES = 128
"""Compressing a shorter message saves nothing."""

_TEXT, _COMPRESSED_TEXT = 0x81, 0xC1
_FLUSHED = b"\x00\x00\xff\xff"


class Frame:
    """A text message as a WebSocket frame from a server (RFC 6455).

    The compressed form starts with an empty window (RFC 7692), so it does not depend on earlier messages.
    """

    def __init__(self, message: bytes) -> None:
        self.message = message
        self.plain = _header(_TEXT, len(message)) + message

    def data(self, compressed: bool) -> bytes:
        """The bytes to write to a connection."""
        return self.compressed if compressed else self.plain

    @cached_property
    def compressed(self) -> bytes:
        """For connections that agreed to permessage-deflate with `server_no_context_takeover`."""
        if len(self.message) < LEAST_COMPRESSED_BYTES:
            return self.plain
        deflate = zlib.compressobj(wbits=-WINDOW_BITS)
        body = (deflate.compress(self.message) + deflate.flush(zlib.Z_SYNC_FLUSH)).removesuffix(_FLUSHED)
        return _header(_COMPRESSED_TEXT, len(body)) + body


def _header(first_byte: int, length: int) -> bytes:
    if length < 126:
        return bytes((first_byte, length))
    if length < 65_536:
        return bytes((first_byte, 126)) + length.to_bytes(2, "big")
    return bytes((first_byte, 127)) + length.to_bytes(8, "big")
