"""A press in the middle of a push to very many screens: is it answered as on an idle server?"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from .hall import Hall
from .race import spread

PUSH_SECONDS = 0.02
"""So long after a change its push to thousands of screens is in full swing."""


def measure(count: int = 10_000, rounds: int = 30) -> Mapping[str, Any]:
    """How long a command takes with nobody else about, and while a change is on its way to `count` screens; in ms."""
    with Hall() as hall:
        hall.open_list()
        for seat in hall.seats[:20]:
            hall.press("add-inscription", seat=seat)
        rows = hall.waiting()
        crowd = hall.crowd(count)
        idle, middle = list[float](), list[float]()
        for nth in range(rounds):
            crowd.order(order="count", seconds=1.0)
            idle.append(_press(hall, f"Idle {nth}"))
            crowd.order(order="count", seconds=1.0)
            crowd.say(order="follow")
            hall.press("move-inscription", inscription=rows[1], before=rows[0])
            rows[:2] = rows[1::-1]
            time.sleep(PUSH_SECONDS)
            middle.append(_press(hall, f"Middle {nth}"))
        crowd.end()
    return {"clients": count, "rounds": rounds, "idle_ms": spread(idle), "middle_ms": spread(middle)}


def _press(hall: Hall, text: str) -> float:
    """The time of a command that changes the hall's screen, and few phones' pictures."""
    began = time.perf_counter()
    hall.press("send-notice", to="hall", text=text)
    return (time.perf_counter() - began) * 1000
