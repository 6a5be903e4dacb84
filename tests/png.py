"""PNG pictures for tests."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int = 1, height: int = 1, depth: int = 8, colour: int = 2, interlace: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def pixels(raw: bytes) -> bytes:
    return chunk(b"IDAT", zlib.compress(raw))


END = chunk(b"IEND", b"")


def png(red: int = 0, width: int = 1, height: int = 1) -> bytes:
    """A picture of one colour."""
    return SIGNATURE + header(width, height) + pixels((b"\0" + bytes((red, 0, 0)) * width) * height) + END
