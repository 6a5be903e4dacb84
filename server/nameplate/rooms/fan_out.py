"""The fast path: screens that are in step are written the same bytes, one `write` to a descriptor after the other.

A wire says when it leaves the fast path: as soon as a byte is left over, and before its descriptor can be somebody
else's. So nothing is asked of a socket here, and next to nothing is spent on it besides what the kernel takes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from .connection import Wire
from .yielding import Breathe

T = TypeVar("T")
SLICE = 100
"""So many writes take about a millisecond; then whoever presses is heard."""


class Lane:
    """Wires by descriptor that have taken everything, and have seen version `seen` of a picture."""

    def __init__(self, breathe: Breathe) -> None:
        self._breathe = breathe
        self.seen = -1
        self._before = -1
        self._wires: dict[int, Wire] = {}
        self._waiting: set[int] = set()

    def __len__(self) -> int:
        return len(self._wires)

    def enter(self, wire: Wire) -> None:
        """From now on write to it with the others. It has a number."""
        self._wires[wire.number] = wire

    def leave(self, wire: Wire) -> int:
        """Write to it no more, while it still has its number. Returns the version that it has seen."""
        seen = self.seen_by(wire)
        del self._wires[wire.number]
        self._waiting.discard(wire.number)
        return seen

    def seen_by(self, wire: Wire) -> int:
        """The version that was written to a wire last."""
        return self._before if wire.number in self._waiting else self.seen

    async def write(self, data: bytes, seen: int) -> None:
        """Bring all to version `seen` by a whole frame, in slices. Who enters meanwhile has seen it already."""
        self._before, self.seen = self.seen, seen
        self._waiting = set(self._wires)
        for some in sliced(list(self._wires)):
            numbers = [number for number in some if number in self._waiting]
            self._waiting.difference_update(numbers)
            for number, taken in write_each(numbers, data):
                self._wires[number].write_rest(data[taken:])
            await self._breathe()


def write_each(numbers: Iterable[int], data: bytes) -> list[tuple[int, int]]:
    """Write to each descriptor, without waiting. Returns who did not take all, and how many bytes they took."""
    write, size, short = os.write, len(data), list[tuple[int, int]]()
    for number in numbers:
        try:
            taken = write(number, data)
        except BlockingIOError:
            taken = 0
        except OSError:
            continue  # the peer is gone, and the event loop is about to say so
        if taken != size:
            short.append((number, taken))
    return short


def sliced(things: Iterable[T], at_once: int = SLICE) -> Iterator[list[T]]:
    """So many at a time; as many as may be written to at a stretch."""
    rest = iter(things)
    while some := list(islice(rest, at_once)):
        yield some
