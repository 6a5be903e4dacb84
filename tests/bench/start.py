"""The time and memory of starting the server, and the time to open a meeting with a long log.

`python -m tests.bench.start` prints a table.
"""

from __future__ import annotations

import asyncio
import gc
import http.client
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.screens.audiences import passes_for
from nameplate.serving.server import GC_THRESHOLDS
from nameplate.store import event_log, log_rows, pass_table, snapshots
from nameplate.store.database import Database, migrate

from .hall import SEATS, free_port, nameplate
from .long_meeting import CODE, START, long_meeting
from .machine import SERVER_CORE, TOP, Program, about, python

PROGRAMMES = ("hrc28-panel-2015.yaml", "seminar-2013.yaml")
LENGTHS = (1_000, 20_000, 100_000)
SETTLED_SECONDS = 1.5
"""After this time, an idle server has finished its start. It only looks for revoked passes."""


def measure(runs: int = 5, lengths: tuple[int, ...] = LENGTHS) -> dict[str, Any]:
    """Figures of a start with the two example meetings, and of meetings with these numbers of events."""
    imported = _imported()
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/nameplate.db"
        for programme in PROGRAMMES:
            files = [str(TOP / "examples" / programme), "--seats", str(SEATS)]
            nameplate("meeting", "create", *files, "--database", database, "--public-url", "http://localhost", "--json")
        starts = [_start(database) for _ in range(runs)]
        return {
            "import_ms": round(imported.total() / 1000),
            "heaviest_ms": {name: round(microseconds / 1000, 1) for name, microseconds in imported.most_common(10)},
            "first_answer_ms": round(median(answered for answered, _ in starts)),
            "idle_mb": round(median(held for _, held in starts), 1),
            "opened_ms": {events: _opened(events, Path(folder) / f"{events}.db", runs) for events in lengths},
        }


def _imported() -> Counter[str]:
    """By package: the microseconds that `nameplate serve` spends on its import, without the packages it imports."""
    command = [sys.executable, "-X", "importtime", "-c", "import nameplate.cli.serve"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    spent = Counter[str]()
    for microseconds, package in re.findall(r"^import time: +(\d+) \| +\d+ \| +(\w+)", told, re.MULTILINE):
        spent[package] += int(microseconds)
    return spent


def _start(database: str) -> tuple[float, float]:
    """Milliseconds from the start of the process to its first answer, and the memory of the idle process in MB."""
    began = time.perf_counter()
    with _serving(database) as (server, _):
        answered = (time.perf_counter() - began) * 1000
        time.sleep(SETTLED_SECONDS)
        return answered, server.resident_kb() / 1024


def _opened(events: int, file: Path, runs: int) -> Mapping[str, float]:
    """Milliseconds to open a log with this number of events, and until a new server shows the meeting to the chair.

    `replayed`: without a stored snapshot. `read`: with the snapshot that the room of this meeting would have stored.
    """
    database = Database(f"sqlite:///{file}")
    migrate(database)
    secret, log = store(database, events), event_log.EventLog(database)
    with _collecting_as_the_server():
        replayed = _timed(lambda: log.open_blocking(CODE))
        if snapshot := snapshots.due(log.open_blocking(CODE).meeting, 0):
            asyncio.run(log.store_snapshot(snapshot))
        read = [_timed(lambda: log.open_blocking(CODE)) for _ in range(runs)]
    database.close()
    with _serving(f"sqlite:///{file}") as (_, port):
        shown = _timed(lambda: get(port, f"/m/{CODE}/chair", secret))
        again = _timed(lambda: get(port, f"/m/{CODE}/chair", secret))
    spent = {"replayed": replayed, "read": median(read), "shown": shown, "shown_again": again}
    return {name: round(ms) for name, ms in spent.items()}


@contextmanager
def _collecting_as_the_server() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def store(database: Database, events: int) -> str:
    """Store a meeting with this number of events. Returns the chair's secret."""
    meeting = long_meeting(events)
    created, *later = reversed([*meeting.entries()])
    assert isinstance(created.event, MeetingCreated)
    first = created.event
    keys = [log_rows.CommandKey(entry.by, f"key-{entry.version}", entry.version, "0" * 64) for entry in later]
    secret, held = passes_for(meeting)["chair"]
    database.run_blocking(lambda connection: event_log.create(connection, first, START))
    event_log.EventLog(database).append(CODE, 1, log_rows.LogPart(later, keys), lambda missed: missed).result()
    database.run_blocking(lambda connection: pass_table.issue(connection, [held], START))
    return secret


@contextmanager
def _serving(database: str) -> Iterator[tuple[Program, int]]:
    """A running server that accepts requests, and its port."""
    port = free_port()
    server = python("-m", "nameplate", "serve", "--port", str(port), "--database", database, core=SERVER_CORE)
    try:
        while not _answers(port):
            time.sleep(0.005)
        yield server, port
    finally:
        server.end()


def _answers(port: int) -> bool:
    try:
        return get(port, "/healthz") == 200
    except OSError:
        return False


def get(port: int, path: str, secret: str = "") -> int:
    """Read a page completely. Returns the HTTP status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Authorization": f"Bearer {secret}"} if secret else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _timed(act: Callable[[], object]) -> float:
    """The milliseconds that `act` takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Print a table."""
    found = measure()
    for what, which in about().items():
        print(f"{what:28} {which}")
    print(f"{'imports':28} {found['import_ms']:8} ms")
    for name, spent in found["heaviest_ms"].items():
        print(f"  {name:26} {spent:8} ms")
    print(f"{'first answer':28} {found['first_answer_ms']:8} ms")
    print(f"{'idle':28} {found['idle_mb']:8} MB")
    for events, opened in found["opened_ms"].items():
        for how, spent in opened.items():
            print(f"{f'{events} events, {how}':28} {spent:8} ms")


if __name__ == "__main__":
    main()
