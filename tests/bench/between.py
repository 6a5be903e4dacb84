"""A command while a change is being sent to many screens: is it answered as quickly as on an idle server?

The crowd does not read during the measurement. It has the same core as the client that sends the command, and would
delay this client.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from .hall import Hall
from .race import spread

PUSH_SECONDS = 0.02
"""At this time after a change, the server is sending it to thousands of screens."""


def measure(count: int = 10_000, rounds: int = 30, rest_seconds: float = 1.0) -> Mapping[str, Any]:
    """Milliseconds for a command on an idle server, and while a change is being sent to `count` screens."""
    with Hall() as hall:
        hall.open_list()
        for seat in hall.seats[:20]:
            hall.press("add-inscription", seat=seat)
        push = hall.swap_first_two()
        crowd = hall.crowd(count)
        idle, middle, chair = list[float](), list[float](), hall.connect()
        for nth in range(rounds):
            crowd.order(order="count", seconds=rest_seconds)
            idle.append(hall.time_press(chair, "send-notice", to="hall", text=f"Idle {nth}"))
            crowd.order(order="count", seconds=rest_seconds)
            push()
            time.sleep(PUSH_SECONDS)
            middle.append(hall.time_press(chair, "send-notice", to="hall", text=f"Middle {nth}"))
        chair.close()
        crowd.end()
    return {"clients": count, "rounds": rounds, "idle_ms": spread(idle), "middle_ms": spread(middle)}
