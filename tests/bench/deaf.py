"""A screen that stops reading: does it delay the others during 2,000 changes?"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .crowd import send_handshake
from .hall import Hall
from .machine import Program
from .race import spread

CHANGES, OTHERS, ROWS = 2_000, 60, 150
PACE_SECONDS = 0.11
"""A little longer than the hall's interval, so that each change is published separately."""
SMALL_WINDOW, STAY_SECONDS = 4_096, 20.0


def measure(changes: int = CHANGES, others: int = OTHERS) -> Mapping[str, Any]:
    """Milliseconds from a change until the last screen has it: without and with a client that does not read.

    The client that does not read is a chair's screen. Its picture is large, so its buffers are soon full. Another
    chair's screen reads normally. The server closes the connection of the stuck client after ten seconds. Then a new
    client takes its place.
    """
    with Hall() as hall:
        hall.open_list()
        for seat in hall.seats[:ROWS]:
            hall.press("add-inscription", seat=seat)
        crowd, push = hall.crowd(others, by="hall", audience="hall"), hall.swap_first_two()
        chair = hall.crowd(1, by="chair", audience="chair")
        chair.say(order="follow")
        alone = _delays(crowd, push, changes // 8)
        with _deaf(hall):
            beside = _delays(crowd, push, changes)
        again = _delays(crowd, push, changes // 8)
        crowd.end()
        chair.end()
    return {
        "screens": others,
        "changes": changes,
        "alone_ms": spread(alone + again),
        "beside_ms": spread(beside),
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
def _deaf(hall: Hall) -> Iterator[None]:
    """A client that connects and never reads. After the server has dropped the client, the next one connects."""
    over = threading.Event()

    def stay() -> None:
        while not over.is_set():
            with send_handshake(hall.port, hall.live("chair"), [hall.bearer("chair")]).socket as ear:
                ear.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_WINDOW)
                over.wait(STAY_SECONDS)

    staying = threading.Thread(target=stay)
    staying.start()
    try:
        yield
    finally:
        over.set()
        staying.join()
