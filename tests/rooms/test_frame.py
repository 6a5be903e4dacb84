"""What goes over a wire: a frame encoded once, plain and compressed, as any WebSocket client reads it."""

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
    """The message in a frame, as a client reads it that agreed on a window of so many bits."""
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
def test_a_frame_is_read_as_the_message_it_was(message: bytes) -> None:
    frame = Frame(message)
    assert read(frame.plain) == message
    assert read(frame.compressed, WINDOW_BITS) == message


@pytest.mark.parametrize("size", [0, 125, 126, 127, 65_535, 65_536])
def test_every_length_has_its_head(size: int) -> None:
    assert read(Frame(b"x" * size).plain) == b"x" * size


@pytest.mark.parametrize("bits", [WINDOW_BITS, 15])
def test_whoever_agreed_on_this_window_or_a_larger_one_reads_what_is_packed(bits: int) -> None:
    message = b"".join(b"<li>Delegation %d</li>" % n for n in range(500))
    frame = Frame(message)
    assert read(frame.compressed, bits) == message
    assert len(frame.compressed) < len(frame.plain) / 3


def test_each_frame_is_packed_by_itself_so_that_any_socket_may_have_missed_those_before() -> None:
    first, second = Frame(b"The list of speakers. " * 20), Frame(b"The list of speakers. " * 20)
    assert first.compressed == second.compressed


def test_what_is_small_is_not_packed_and_what_is_packed_is_packed_once() -> None:
    small, large = Frame(b'{"version":7}'), Frame(b"x" * 4096)
    assert small.compressed is small.plain
    assert large.compressed is large.compressed


def test_a_frame_of_noise_costs_little_more_packed() -> None:
    noise = zlib.compress(bytes(range(256)) * 40, level=9)
    assert len(Frame(noise).compressed) <= len(noise) + 16
