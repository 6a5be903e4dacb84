"""Checks that a PNG picture is complete, so that every browser can show it.

Nothing is drawn. The pixels are unpacked piece by piece, never more of them than the size of the picture needs.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_SIDE = 4_000
PIECE = 65_536
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""By the type of colour: how many values a pixel has."""
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""By the type of colour: how many bits a value may have."""
PALETTE = 3
INTERLACED = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""The passes of Adam7: the first column and row, and the steps to the next ones."""


class DamagedPicture(Exception):
    """A picture cannot be read."""


class LargePicture(Exception):
    """A picture has too many pixels."""


def check_png(content: bytes) -> None:
    """Raises `DamagedPicture`, and `LargePicture` for a side of more than `LARGEST_SIDE` pixels."""
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1] != b"IEND" or kinds.count(b"IHDR") > 1 or kinds.count(b"IEND") > 1:
        raise DamagedPicture
    size = _unpacked_bytes(chunks[0][1], kinds)
    for kind, data in chunks:
        is_critical = not kind[0] & 0x20
        if is_critical and kind not in (b"IHDR", b"PLTE", b"IDAT", b"IEND"):
            raise DamagedPicture
        if (kind == b"PLTE" and (len(data) % 3 or not 3 <= len(data) <= 768)) or (kind == b"IEND" and data):
            raise DamagedPicture
    first = kinds.index(b"IDAT")
    count = kinds.count(b"IDAT")
    if kinds[first : first + count] != [b"IDAT"] * count:
        raise DamagedPicture
    _unpack(b"".join(data for kind, data in chunks if kind == b"IDAT"), size)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the data of each chunk. Raises `DamagedPicture`."""
    if not content.startswith(SIGNATURE):
        raise DamagedPicture
    at = len(SIGNATURE)
    while at < len(content):
        if len(content) - at < 12:
            raise DamagedPicture
        (length,) = struct.unpack_from(">I", content, at)
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if len(data) < length or len(content) - at - 12 < length or not (kind.isascii() and kind.isalpha()):
            raise DamagedPicture
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if checksum != zlib.crc32(kind + data):
            raise DamagedPicture
        yield kind, data
        at += 12 + length


def _unpacked_bytes(header: bytes, kinds: list[bytes]) -> int:
    """How many bytes the pixels of a picture with this header have. Raises `DamagedPicture` and `LargePicture`."""
    if len(header) != 13:
        raise DamagedPicture
    width, height, depth, colour, packing, filters, interlace = struct.unpack(">IIBBBBB", header)
    if not width or not height or depth not in DEPTHS.get(colour, ()) or packing or filters or interlace > 1:
        raise DamagedPicture
    if max(width, height) > LARGEST_SIDE:
        raise LargePicture
    if b"IDAT" not in kinds or (colour == PALETTE and b"PLTE" not in kinds[: kinds.index(b"IDAT")]):
        raise DamagedPicture
    total = 0
    for left, top, across, down in INTERLACED if interlace else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + -(-columns * depth * SAMPLES[colour] // 8))
    return total


def _unpack(packed: bytes, size: int) -> None:
    """Raises `DamagedPicture` unless these bytes are a whole stream that becomes `size` bytes."""
    stream = zlib.decompressobj()
    left, rest = size, packed
    try:
        while not stream.eof and left >= 0:
            piece = stream.decompress(rest, PIECE)
            if not piece and not stream.eof:
                raise DamagedPicture
            left, rest = left - len(piece), stream.unconsumed_tail
    except zlib.error as error:
        raise DamagedPicture from error
    if left or stream.unused_data:
        raise DamagedPicture
