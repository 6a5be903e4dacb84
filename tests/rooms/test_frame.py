"""Frames, plain and compressed, decoded by the websockets library."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame as Read
from websockets.frames import Opcode
from websockets.streams import StreamReader

from nameplate.rooms.frame import WINDOW_BITS, Frame


def read(data: bytes, bits: int | None = None) -> bytes:
    """The message in a frame, decoded with a compression window of 2^`bits` bytes."""
    agreed = [PerMessageDeflate(True, True, bits, bits)] if bits else []
    stream = StreamReader()
    stream.feed_data(data)
    stream.feed_eof()
    parsing = Read.parse(stream.read_exact, mask=False, max_size=2**24, extensions=agreed)
    with pytest.raises(StopIteration) as parsed:
        next(parsing)
    frame: Read = parsed.value.value
    assert (frame.opcode, frame.fin) == (Opcode.TEXT, True)
    return bytes(frame.data)


@given(st.binary(max_size=70_000))
def test_a_frame_decodes_to_its_message(message: bytes) -> None:
    frame = Frame(message)
    assert read(frame.plain) == message
    assert read(frame.compressed, WINDOW_BITS) == message


@pytest.mark.parametrize("size", [0, 125, 126, 127, 65_535, 65_536])
def test_frames_of_every_length_have_a_valid_header(size: int) -> None:
    assert read(Frame(b"x" * size).plain) == b"x" * size


@pytest.mark.parametrize("bits", [WINDOW_BITS, 15])
def test_a_client_with_this_window_or_a_larger_one_reads_a_compressed_frame(bits: int) -> None:
    message = b"".join(b"<li>Delegation %d</li>" % n for n in range(500))
    frame = Frame(message)
    assert read(frame.compressed, bits) == message
    assert len(frame.compressed) < len(frame.plain) / 3


def test_each_frame_is_compressed_by_itself() -> None:
    first, second = Frame(b"The list of speakers. " * 20), Frame(b"The list of speakers. " * 20)
    assert first.compressed == second.compressed


def test_a_small_frame_is_not_compressed_and_a_large_one_only_once() -> None:
    small, large = Frame(b'{"version":7}'), Frame(b"x" * 4096)
    assert small.compressed is small.plain
    assert large.compressed is large.compressed


def test_a_frame_of_noise_grows_little_when_compressed() -> None:
    noise = zlib.compress(bytes(range(256)) * 40, level=9)
    assert len(Frame(noise).compressed) <= len(noise) + 16
