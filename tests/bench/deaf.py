"""A screen that stops reading: do others notice, through two thousand changes?"""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .crowd import knock
from .hall import Hall
from .machine import Program
from .race import spread

CHANGES, OTHERS = 2_000, 200
PACE_SECONDS = 0.11
"""A little longer than the room's screens are given between two pictures, so that each change is one of its own."""
SMALL_WINDOW = 4_096


def measure(changes: int = CHANGES, others: int = OTHERS) -> Mapping[str, Any]:
    """How long a change takes to the last of the others, in milliseconds: by themselves, and beside one that is deaf.

    When the server lets the deaf one go, another takes its place.
    """
    with Hall() as hall:
        hall.open_list()
        for seat in hall.seats[:20]:
            hall.press("add-inscription", seat=seat)
        crowd, push = hall.crowd(others, by="hall", audience="hall"), hall.swap_first_two()
        alone = _delays(crowd, push, changes // 4)
        with _deaf(hall) as let_go:
            beside = _delays(crowd, push, changes)
        again = _delays(crowd, push, changes // 4)
        crowd.end()
    return {
        "screens": others,
        "changes": changes,
        "alone_ms": spread(alone + again),
        "beside_ms": spread(beside),
        "let_go": len(let_go),
    }


def _delays(crowd: Program, push: Callable[[], None], changes: int) -> list[float]:
    took = list[float]()
    for _ in range(changes):
        crowd.order(order="count", seconds=PACE_SECONDS)
        crowd.say(order="watch", messages=1)
        began = time.monotonic_ns()
        push()
        seen = crowd.answer()
        assert not seen["missing"], seen
        took.append((seen["last_ns"] - began) / 1e6)
    return took


@contextmanager
def _deaf(hall: Hall) -> Iterator[list[float]]:
    """Somebody who joins and never reads, over and over; when each was let go."""
    over, let_go = threading.Event(), list[float]()

    def stay() -> None:
        while not over.is_set():
            path = hall.live("hall")
            with knock(hall.port, path, [hall.bearer("hall")]).socket as ear:
                ear.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_WINDOW)
                if _is_cut(ear, over):
                    let_go.append(time.monotonic())

    staying = threading.Thread(target=stay)
    staying.start()
    try:
        yield let_go
    finally:
        over.set()
        staying.join()


def _is_cut(ear: socket.socket, over: threading.Event) -> bool:
    """Wait until the other side ends it, or it is over."""
    ended = select.poll()
    ended.register(ear, select.POLLHUP)
    while not over.is_set():
        if ended.poll(100):
            return True
    return False
