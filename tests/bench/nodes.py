"""Four nodes on one PostgreSQL database, compared with one node.

The machine has two cores, and everything shares them: nodes, database, clients. So the CPU time of all nodes is summed.
Delays say how long it takes on such a machine; with a core for each node they are shorter.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from nameplate.store.database import Database
from tests.postgres import PostgresServer, postgres_server

from .hall import PROGRAMME, SEATS, Hall, free_port
from .long_meeting import CODE
from .machine import CROWD_CORE, Program, python
from .race import delegations, preside, spread
from .start import get, store

NODES = 4
POLLED_SECONDS = 1.5
"""After this time, the first node has read everything that the others have stored, even if a hint was lost."""


class NodesHall(Hall):
    """Several nodes that serve one meeting. The first is `server`."""

    def __init__(self, nodes: int, database: str, seats: Path) -> None:
        super().__init__(PROGRAMME, seats, database, core=None)
        self.ports = [self.port, *(free_port() for _ in range(nodes - 1))]
        self.nodes = [self.server, *(self.start_node(port) for port in self.ports[1:])]

    def end_others(self) -> None:
        """End all nodes but the first."""
        for node in self.nodes[1:]:
            node.end()

    def cpu_ns(self) -> int:
        """The CPU time of all nodes."""
        return sum(node.cpu_ns() for node in self.nodes)

    def spread_crowd(self, count: int) -> Program:
        """A process with `count` screens, the same number on each node."""
        crowd = python("-m", "tests.bench.crowd", core=CROWD_CORE)
        for port in self.ports:
            crowd.order(
                order="join", port=port, path=self.live(), headers=[self.bearer("join")], count=count // len(self.ports)
            )
        return crowd


def measure(
    count: int = 10_000,
    phones: int = 10_000,
    seconds: float = 10.0,
    rounds: int = 12,
    events: int = 20_000,
    presses: int = 50,
    nodes: int = NODES,
) -> Mapping[str, Any]:
    """Figures of a race, of sending changes to phones, and of a node that joins a running meeting."""
    with postgres_server() as postgres:
        return {
            "race": _race(postgres, count, seconds, nodes),
            "fanout": _fanout(postgres, phones, rounds, nodes),
            "joining": _joining(postgres, events, presses),
        }


@contextmanager
def _nodes(postgres: PostgresServer, name: str, nodes: int, seats: Path = SEATS) -> Iterator[NodesHall]:
    postgres.execute(f"CREATE DATABASE {name}")
    with NodesHall(nodes, postgres.url(name), seats) as hall:
        try:
            yield hall
        finally:
            hall.end_others()


def _race(postgres: PostgresServer, count: int, seconds: float, nodes: int) -> Mapping[str, Any]:
    """`count` requests for the floor in `seconds`, sent to all nodes in turn. None may be lost, none twice."""
    with delegations(count) as seats, _nodes(postgres, "race", nodes, seats) as hall:
        hall.open_list()
        bearers = [hall.secrets[f"delegate:{seat}"] for seat in hall.seats if seat.startswith("d")][:count]
        before, hands = hall.cpu_ns(), python("-m", "tests.bench.hands", core=CROWD_CORE)
        raced = hands.order(ports=hall.ports, path=f"/m/{hall.code}/request-floor", bearers=bearers, seconds=seconds)
        hands.end()
        used = hall.cpu_ns() - before
        time.sleep(POLLED_SECONDS)
        waiting = hall.waiting_seats()
    assert raced["statuses"] == {"204": count}, raced["statuses"]
    assert len(waiting) == len(set(waiting)) == count
    rows = postgres.execute("SELECT count(*), max(version), min(version) FROM events", "race")[0]
    assert rows[0] == rows[1] and rows[2] == 1, rows
    return {
        "requests": count,
        "nodes": nodes,
        "seconds": seconds,
        "acknowledged_ms": spread(raced["delays_ms"]),
        "cpu_seconds_of_all_nodes": round(used / 1e9, 2),
    }


def _fanout(postgres: PostgresServer, phones: int, rounds: int, several: int) -> Mapping[str, Any]:
    """The CPU time and the delay of a change on all phones: on several nodes, and on one. They take turns."""
    with ExitStack() as stack:
        taken: dict[int, list[Mapping[str, float]]] = {}
        targets = []
        for nodes in (1, several):
            hall = stack.enter_context(_nodes(postgres, f"fanout_{nodes}", nodes))
            hall.open_list()
            for seat in hall.seats[:20]:
                hall.press("add-inscription", seat=seat)
            crowd = hall.spread_crowd(phones)
            stack.callback(crowd.end)
            targets.append((nodes, hall, crowd, hall.swap_first_two()))
        for _ in range(rounds):
            for nodes, hall, crowd, push in targets:
                taken.setdefault(nodes, []).append(_push(hall, crowd, push, phones))
    best = {nodes: {key: min(one[key] for one in each) for key in each[0]} for nodes, each in taken.items()}
    middle = {nodes: {key: median(one[key] for one in each) for key in each[0]} for nodes, each in taken.items()}
    return {
        "phones": phones,
        "one_node": best[1],
        "all_nodes": best[several],
        "cpu_ratio": round(best[several]["cpu_ms"] / best[1]["cpu_ms"], 3),
        "cpu_ratio_of_medians": round(middle[several]["cpu_ms"] / middle[1]["cpu_ms"], 3),
        "last_ratio": round(best[several]["last_ms"] / best[1]["last_ms"], 3),
        "last_ratio_of_medians": round(middle[several]["last_ms"] / middle[1]["last_ms"], 3),
    }


def _push(hall: NodesHall, crowd: Program, push: Any, phones: int) -> Mapping[str, float]:
    """One change, until it is on all phones of all nodes."""
    crowd.order(order="count", seconds=0.6)
    crowd.say(order="watch", messages=1)
    time.sleep(0.1)
    cpu, began = hall.cpu_ns(), time.monotonic_ns()
    push()
    seen = crowd.answer()
    time.sleep(0.05)
    assert not seen["missing"], seen
    return {"cpu_ms": (hall.cpu_ns() - cpu) / 1e6, "last_ms": (seen["last_ns"] - began) / 1e6}


def _joining(postgres: PostgresServer, events: int, presses: int) -> Mapping[str, Any]:
    """The commands of a chair on one node: alone, and while another node starts and opens a meeting of many events."""
    with _nodes(postgres, "joining", 1) as hall:
        database = Database(hall.database)
        secret = store(database, events)
        database.close()
        hall.open_list()
        alone = preside(hall, threading.Event(), presses)
        over, meanwhile, port = threading.Event(), list[float](), free_port()
        presiding = threading.Thread(target=lambda: meanwhile.extend(preside(hall, over)))
        presiding.start()
        joined = hall.start_node(port)
        began = time.perf_counter()
        status = get(port, f"/m/{CODE}/chair", secret)
        opened = time.perf_counter() - began
        over.set()
        presiding.join()
        joined.end()
    assert status == 200, status
    return {
        "events": events,
        "opened_seconds": round(opened, 3),
        "chair_alone_ms": spread(alone),
        "chair_meanwhile_ms": spread(meanwhile),
    }
