"""The opening race: every delegation requests the floor within seconds, while all phones and consoles are connected.

Each request is sent over HTTP, and is answered when it is durable. The figures are: the time until a request is
answered, the time until all screens show the newest version, and the time of the chair's commands during the race.
"""

from __future__ import annotations

import csv
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from .hall import PROGRAMME, Hall
from .machine import CROWD_CORE, Program, python

ROOM = ("chair", "desk")
"""The consoles that are connected during the race."""
CHAIRS_PACE_SECONDS = 0.1


def measure(count: int = 10_000, seconds: float = 10.0, idle_presses: int = 100) -> Mapping[str, Any]:
    """Figures of a race of `count` delegations in `seconds`. Raises `AssertionError` if a request is lost."""
    with delegations(count) as seats, Hall(PROGRAMME, seats) as hall:
        hall.open_list()
        bearers = [hall.secrets[f"delegate:{seat}"] for seat in hall.seats if seat.startswith("d")][:count]
        phones = python("-m", "tests.bench.crowd", core=CROWD_CORE)
        phones.order(order="join", port=hall.port, path=hall.live(), count=count, bearers=bearers)
        screens = [hall.crowd(1, by=audience, audience=audience) for audience in ROOM]
        for crowd in (phones, *screens):
            crowd.say(order="follow")
        idle = preside(hall, threading.Event(), idle_presses)
        before = hall.server.cpu_ns()
        raced = _race(hall, [phones, *screens], bearers, seconds)
        used = (hall.server.cpu_ns() - before) / 1e9
        waiting = hall.waiting_seats()
        for crowd in (phones, *screens):
            crowd.end()
    assert raced["statuses"] == {"204": count}, raced["statuses"]
    assert len(waiting) == len(set(waiting)) == count
    return {
        "requests": count,
        "seconds": seconds,
        "server_cpu_seconds": round(used, 2),
        "acknowledged_ms": spread(raced["delays_ms"]),
        "agreed_after_ms": round(raced["agreed_ms"], 1),
        "chair_idle_ms": spread(idle),
        "chair_meanwhile_ms": spread(raced["chair_ms"]),
    }


def spread(values: Sequence[float]) -> Mapping[str, float]:
    """Median, 99th percentile and maximum. Of one value, all are this value."""
    p99 = quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else values[0]
    return {"median": round(median(values), 2), "p99": round(p99, 2), "most": round(max(values), 2)}


@contextmanager
def delegations(count: int) -> Iterator[Path]:
    """Write a file of delegations."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "seats.csv"
        with file.open("w", newline="") as opened:
            rows = csv.writer(opened)
            rows.writerow(["code", "category", "name"])
            rows.writerows([f"d{n}", "ngo", f"Delegation {n}"] for n in range(count))
        yield file


def _race(hall: Hall, crowds: Sequence[Program], bearers: Sequence[str], seconds: float) -> dict[str, Any]:
    """Run the race. During the race, the chair gives a command every tenth of a second."""
    hands = python("-m", "tests.bench.hands", core=CROWD_CORE)
    over, chair = threading.Event(), list[float]()
    presiding = threading.Thread(target=lambda: chair.extend(preside(hall, over)))
    presiding.start()
    raced: dict[str, Any] = hands.order(
        port=hall.port, path=f"/m/{hall.code}/request-floor", bearers=bearers, seconds=seconds
    )
    over.set()
    presiding.join()
    agreed = [crowd.order(order="agree", version=raced["version"]) for crowd in crowds]
    hands.end()
    assert not any(one["missing"] for one in agreed), agreed
    last = max(one["last_ns"] for one in agreed)
    return {**raced, "chair_ms": chair, "agreed_ms": (last - raced["last_ns"]) / 1e6}


def preside(hall: Hall, over: threading.Event, presses: int | None = None) -> list[float]:
    """Give ten commands of the chair per second, until `over` is set or `presses` commands were given.

    Returns the duration of each command in ms.
    """
    took, connection = list[float](), hall.connect()
    while len(took) != presses and not over.wait(CHAIRS_PACE_SECONDS):
        took.append(hall.time_press(connection, "send-notice", to="hall", text=f"Notice {len(took)}"))
    connection.close()
    return took
