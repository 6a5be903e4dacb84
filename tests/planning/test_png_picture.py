"""A picture that a browser cannot show is refused before it is stored."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.planning.png_picture import LARGEST_SIDE, DamagedPicture, LargePicture, check_png
from tests.png import END, SIGNATURE, chunk, header, pixels, png

PIXEL = pixels(b"\0\1\2\3")
TEXT = chunk(b"tEXt", b"Author\0Somebody")
SHOWN = SIGNATURE + header() + TEXT + PIXEL + END


@pytest.mark.parametrize(
    "content",
    [
        SHOWN,
        png(200, 40, 30),
        SIGNATURE + header(9, 2, depth=1, colour=0) + pixels(b"\0\xff\x80" * 2) + END,
        SIGNATURE + header(colour=3) + chunk(b"PLTE", bytes(3)) + pixels(b"\0\0") + END,
        SIGNATURE + header(3, 2, colour=6, interlace=1) + pixels(bytes(1 + 4 + 1 + 4 + 1 + 4 + 1 + 12)) + END,
        SIGNATURE + header() + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")[:5])
        + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")[5:]) + END,
        png(0, LARGEST_SIDE, 1),
    ],
    ids=["with a text", "colours", "two colours", "a palette", "interlaced", "in two chunks", "the widest"],
)  # fmt: skip
def test_a_whole_picture_is_read(content: bytes) -> None:
    check_png(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SIGNATURE,
        SIGNATURE + PIXEL + END,
        SIGNATURE + END,
        SIGNATURE + header() + END,
        SIGNATURE + header() + PIXEL,
        SIGNATURE + PIXEL + header() + END,
        SIGNATURE + header() + header() + PIXEL + END,
        SHOWN + b"x",
        SHOWN + END,
        SIGNATURE + header(0, 1) + PIXEL + END,
        SIGNATURE + header(depth=3) + PIXEL + END,
        SIGNATURE + header(colour=5) + PIXEL + END,
        SIGNATURE + header(colour=3) + pixels(b"\0\0") + END,
        SIGNATURE + chunk(b"IHDR", bytes(12)) + PIXEL + END,
        SIGNATURE + header() + chunk(b"NEWS", b"") + PIXEL + END,
        SIGNATURE + header() + PIXEL + TEXT + PIXEL + END,
        SIGNATURE + header() + pixels(b"\0\1\2") + END,
        SIGNATURE + header() + pixels(b"\0\1\2\3\4") + END,
        SIGNATURE + header() + chunk(b"IDAT", zlib.compress(b"\0\1\2\3") + b"x") + END,
        SIGNATURE + header() + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")[:-1]) + END,
        SIGNATURE + header() + chunk(b"IDAT", b"no stream") + END,
        SIGNATURE + header() + chunk(b"IDAT", b"") + END,
        SIGNATURE + header() + pixels(bytes(40_000_000)) + END,
    ],
)
def test_a_damaged_picture_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedPicture):
        check_png(content)


def test_a_picture_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(LargePicture):
        check_png(png(0, LARGEST_SIDE + 1, 1))


@given(at=st.integers(len(SIGNATURE), len(SHOWN) - 1), by=st.integers(1, 255), is_cut=st.booleans())
def test_any_byte_that_is_missing_or_changed_is_found(at: int, by: int, is_cut: bool) -> None:
    damaged = SHOWN[:at] + (b"" if is_cut else bytes((SHOWN[at] ^ by,))) + SHOWN[at + 1 :]
    with pytest.raises((DamagedPicture, LargePicture)):
        check_png(damaged)


@given(st.integers(0, len(SHOWN) - 1))
def test_half_a_picture_is_found(length: int) -> None:
    with pytest.raises(DamagedPicture):
        check_png(SHOWN[:length])


@given(st.binary(max_size=60))
def test_other_bytes_are_refused_in_the_same_way(after: bytes) -> None:
    with pytest.raises((DamagedPicture, LargePicture)):
        check_png(SIGNATURE + after)
