"""The cost of joining, of idle connections, and of reconnecting all screens after a crash."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from .hall import Hall
from .machine import CROWD_CORE, python

COUNTED = ("nameplate_drawings", "nameplate_database_jobs")


def measure(count: int = 10_000, quiet_seconds: float = 30.0) -> Mapping[str, Any]:
    """Figures for `count` phones: memory, joining, idle phones while a clock runs, reconnecting after `kill -9`."""
    with Hall() as hall:
        hall.open_list()
        for seat in hall.seats[:20]:
            hall.press("add-inscription", seat=seat)
        hall.press("give-floor", seat=hall.seats[0])
        return {
            "clients": count,
            "joining": _joining(hall, count, packed=False),
            "joining_packed": _joining(hall, count, packed=True),
            "idle_bytes_a_second": _idling(hall, count, quiet_seconds),
            "return": _returning(hall, count),
        }


def _joining(hall: Hall, count: int, packed: bool) -> Mapping[str, float]:
    """CPU for each join; renderings and database jobs of all joins; memory before the joins and for each phone.

    The number of database jobs includes one job each second, in which the server looks for revoked passes.
    """
    hall.restart()
    hall.crowd(1).end()
    before, cpu, kept, began = _counted(hall), hall.server.cpu_ns(), hall.server.resident_kb(), time.perf_counter()
    crowd = hall.crowd(count, packed)
    took = time.perf_counter() - began
    figures = {
        "idle_resident_mb": round(kept / 1024, 1),
        "kb_each": round((hall.server.resident_kb() - kept) / count, 2),
        "cpu_us_each": round((hall.server.cpu_ns() - cpu) / count / 1000, 1),
        "a_second": round(count / took),
        "seconds": round(took, 2),
        **{name: after - before[name] for name, after in _counted(hall).items()},
    }
    crowd.end()
    return figures


def _idling(hall: Hall, count: int, seconds: float) -> float:
    """Bytes per second to each client while nothing changes except the clock of a speech."""
    crowd = hall.crowd(min(count, 1000))
    crowd.order(order="count", seconds=1.0)
    came = crowd.order(order="count", seconds=seconds)
    crowd.end()
    each: int = came["bytes"] // min(count, 1000)
    return round(each / seconds, 2)


def _returning(hall: Hall, count: int) -> Mapping[str, Any]:
    """The server is killed. All screens lose the connection and reconnect to the restarted server."""
    storm = python("-m", "tests.bench.storm", core=CROWD_CORE)
    storm.order(order="join", port=hall.port, path=hall.live(), headers=[hall.bearer("join")], count=count)
    storm.say(order="return")
    time.sleep(1.0)
    lost = time.monotonic()
    hall.restart()
    serves = time.monotonic()
    back = storm.answer()
    storm.end()
    assert back["boots"] == 1 and len(back["versions"]) == 1, back
    return {
        "server_away_seconds": round(serves - lost, 2),
        "all_back_after_seconds": round(back["last"] - lost, 2),
        "handshakes_a_second": round(count / (back["last"] - back["first"])),
        "tries_each": round(back["tries"] / count, 2),
        **_counted(hall),
    }


def _counted(hall: Hall) -> dict[str, float]:
    """The counts of renderings and database jobs in the metrics of the server."""
    lines = hall.ask("GET", "/metrics", "chair")[1].decode().splitlines()
    return {name: float(line.split()[1]) for name in COUNTED for line in lines if line.startswith(f"{name} ")}
