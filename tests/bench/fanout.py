"""The cost of sending one change to N screens, compared with a bare loop and with other servers in the same run.

Nameplate carries out a real command: it is decided, stored, rendered and sent. The other servers send a message with
the same number of bytes.

- `cpu_us`: CPU time of the server process for each client.
- `last_ms`: from the instruction until the last client has the whole message.
- `pushing_ms`: from the first client's whole message to the last client's.

The machine is slow for some seconds from time to time. So the servers take turns, round after round. A round gives the
median of some pushes, and the best round of each server counts.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from .hall import PACKED, Hall
from .machine import CROWD_CORE, SERVER_CORE, Program, python

MESSAGE = 4_096
AFTER_SECONDS = 0.05
ROWS_AT_ONCE = 4
PEERS = Path(__file__).parent / "peers"
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate"


@dataclass(frozen=True, slots=True)
class Target:
    """A server with its clients. `push` makes the server send one message to all clients."""

    name: str
    server: Program
    crowd: Program
    push: Callable[[], None]


def measure(
    count: int,
    rounds: int = 12,
    pushes: int = 3,
    peers: Sequence[str] = (),
    packed: bool = False,
    message: int = MESSAGE,
) -> Mapping[str, Any]:
    """The cost of sending a change to `count` screens, for each server. See the module for the figures.

    The message has at least `message` bytes. With `packed`, all clients offer compression. Raises `RuntimeError` if a
    client does not get the message.
    """
    with Hall() as hall:
        product = _product(hall, count, packed, message)
        text = _text(hall, _size(product, count) if not packed else message)
        targets = [product, _bare(count, text), *(_peer(name, count, text) for name in peers)]
        try:
            taken: dict[str, list[Mapping[str, float]]] = {target.name: [] for target in targets}
            for _ in range(rounds):
                for target in targets:
                    taken[target.name].append(_medians([_push(target, count) for _ in range(pushes)]))
        finally:
            for target in targets:
                target.crowd.end()
                target.server.end()
    return {"clients": count, "rounds": rounds, "packed": packed, "targets": summary(taken)}


def summary(taken: Mapping[str, Sequence[Mapping[str, float]]]) -> dict[str, dict[str, Any]]:
    """For each figure: the best round, its ratio to the best round of the bare loop, and all rounds."""
    best = {name: {key: min(one[key] for one in rounds) for key in rounds[0]} for name, rounds in taken.items()}
    return {
        name: {
            **{key: round(value, 3) for key, value in best[name].items()},
            "cpu_ratio": round(best[name]["cpu_us"] / best["bare"]["cpu_us"], 3),
            "last_ratio": round(best[name]["last_ms"] / best["bare"]["last_ms"], 3),
            "pushing_ratio": round(best[name]["pushing_ms"] / best["bare"]["pushing_ms"], 3),
            "all": [{key: round(value, 3) for key, value in one.items()} for one in rows],
        }
        for name, rows in taken.items()
    }


def _medians(pushes: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    return {key: median(push[key] for push in pushes) for key in pushes[0]}


def _push(target: Target, count: int) -> Mapping[str, float]:
    """Send one message. The receiver reads in a busy loop, because waking it would cost the sender CPU time."""
    target.crowd.order(order="count", seconds=0.6)
    target.crowd.say(order="watch", messages=1)
    time.sleep(0.1)
    cpu, began = target.server.cpu_ns(), time.monotonic_ns()
    target.push()
    seen = target.crowd.answer()
    time.sleep(AFTER_SECONDS)
    if seen["missing"]:
        raise RuntimeError(f"{target.name}: {seen['missing']} of {count} have not had the message")
    return {
        "cpu_us": (target.server.cpu_ns() - cpu) / count / 1000,
        "last_ms": (seen["last_ns"] - began) / 1e6,
        "pushing_ms": (seen["last_ns"] - seen["first_ns"]) / 1e6,
        "bytes": seen["bytes"] / count,
    }


def _product(hall: Hall, count: int, packed: bool, message: int) -> Target:
    """Nameplate with enough inscriptions for a message of the wanted size."""
    hall.open_list()
    crowd = hall.crowd(1)
    came, seats = 0, iter(hall.seats)
    while came < message:
        for seat in islice(seats, ROWS_AT_ONCE):
            hall.press("add-inscription", seat=seat)
        crowd.order(order="count", seconds=0.6)
        hall.press("add-inscription", seat=next(seats))
        came = crowd.order(order="watch", messages=1)["bytes"]
    crowd.end()
    return Target("nameplate", hall.server, hall.crowd(count, packed), hall.swap_first_two())


def _size(product: Target, count: int) -> int:
    """The bytes of a message of the product, without the frame header."""
    return int(_push(product, count)["bytes"]) - 4


def _text(hall: Hall, size: int) -> str:
    """Some bytes of a real page."""
    page = hall.ask("GET", f"/m/{hall.code}/delegate", "join")[1].decode("ascii", "ignore")
    body = page[page.index("<main") :]
    return (body * (size // len(body) + 1))[:size]


def _bare(count: int, text: str) -> Target:
    return _target("bare", python("-m", "tests.bench.bare", core=SERVER_CORE), count, text)


def _peer(name: str, count: int, text: str) -> Target:
    deflate = ["deflate"] if name.endswith("+deflate") else []
    start: Mapping[str, Callable[[], Program]] = {
        "websockets.broadcast": partial(_python_peer, "broadcast", *deflate),
        "starlette": partial(_python_peer, "plain"),
        "ws": partial(_node_peer, "ws", *deflate),
        "socket.io": partial(_node_peer, "socketio"),
    }
    server = start[name.removesuffix("+deflate")]()
    headers = [DEFLATE] if deflate else []
    if name == "socket.io":
        return _target(name, server, count, text, path="/socket.io/?EIO=4&transport=websocket", hello="40")
    return _target(name, server, count, text, headers=headers)


def _target(name: str, server: Program, count: int, text: str, path: str = "/", **join: Any) -> Target:
    port = server.answer()
    crowd = python("-m", "tests.bench.crowd", core=CROWD_CORE)
    crowd.order(order="join", port=port, path=path, count=count, greeted=False, **join)
    return Target(name, server, crowd, lambda: server.say(text=text))


def _python_peer(module: str, *arguments: str) -> Program:
    return python("-m", f"tests.bench.peers.{module}", *arguments, core=SERVER_CORE)


def _node_peer(module: str, *arguments: str) -> Program:
    return Program("node", f"{module}.mjs", *arguments, core=SERVER_CORE, cwd=PEERS)


def node_peers() -> Sequence[str]:
    """The peers that run on Node, if it is installed. Their packages are installed beside this file."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return ()
    if not (PEERS / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], check=True, cwd=PEERS)
    return ("ws", "socket.io")


__all__ = ["PACKED", "measure", "node_peers", "summary"]
