"""The chair's commands while 20 clients read as fast as they can: how much slower are they than on an idle server?

Idle and busy times alternate, so that the ratio says something on a machine that does other work too.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from .hall import Hall
from .machine import CROWD_CORE, preferred, python

CLIENTS = 20
PACE_SECONDS = 0.02
ROWS = 20
HALF = "a request that never becomes complete"
TARGETS = ("/openapi.json", "/m/{code}/state", "/readyz", "/metrics", "/m/{code}/delegate", "/m/{code}/chair", "/")


def measure(rounds: int = 5, seconds: float = 2.0, targets: Sequence[str] = (*TARGETS, HALF)) -> Mapping[str, Any]:
    """For each address: median milliseconds of a command idle and meanwhile, their ratio, and answers per second."""
    with preferred(), Hall() as hall:  # the clients have the other core; the chair must not wait for them
        hall.open_list()
        for seat in hall.seats[:ROWS]:
            hall.press("add-inscription", seat=seat)
        readers, chair = python("-m", "tests.bench.readers", core=CROWD_CORE), hall.connect()
        found: dict[str, Any] = {"clients": CLIENTS}
        for target in targets:
            idle, busy, answers = list[float](), list[float](), 0
            for _ in range(rounds):
                idle += _preside(hall, chair, seconds / 2)
                readers.say(port=hall.port, request=_request(hall, target), clients=CLIENTS, seconds=seconds * 1.5)
                time.sleep(seconds / 4)
                busy += _preside(hall, chair, seconds)
                answers += readers.answer()["answers"]
            found[target] = {
                "idle_ms": round(median(idle), 2),
                "meanwhile_ms": round(median(busy), 2),
                "ratio": round(median(busy) / median(idle), 2),
                "answers_a_second": round(answers / rounds / seconds / 1.5),
            }
        chair.close()
        readers.end()
    return found


def _request(hall: Hall, target: str) -> str:
    path = "/healthz" if target == HALF else target.format(code=hall.code)
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{hall.bearer('chair')}\r\n"
    return head if target == HALF else head + "\r\n"


def _preside(hall: Hall, chair: http.client.HTTPConnection, seconds: float) -> list[float]:
    """Give commands at a pace for some seconds. Returns the duration of each in ms."""
    took, until = list[float](), time.perf_counter() + seconds
    while time.perf_counter() < until:
        took.append(hall.time_press(chair, "send-notice", to="hall", text=f"Notice at {time.monotonic_ns()}"))
        time.sleep(PACE_SECONDS)
    return took
