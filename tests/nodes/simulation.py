"""Three nodes in one thread. A test decides when a job of the database runs, when a hint arrives, and what gets lost.

The rooms, the queue of commands, the commits and the SQL of the log are the real ones. Simulated are: the clocks, the
order in which jobs run, broken connections, hints, and crashes. Nothing depends on real time or on threads. So a
failure can be replayed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import StaticPool

from nameplate.meeting import Actor, Command, Meeting, Refused
from nameplate.rooms.answers import Done
from nameplate.rooms.room import Room
from nameplate.store import event_log, tables
from nameplate.store.database import Database
from nameplate.store.event_log import EventLog
from nameplate.store.jobs import NotStored
from nameplate.store.log_rows import LogPart
from tests.rooms.clocks import Clocks

T = TypeVar("T")
STEPS = 12
"""In so many rounds of the event loop, every task that can go on has gone on."""


class SimulatedLoop(asyncio.SelectorEventLoop):
    """An event loop whose time is set by the test."""

    now = 1000.0

    def time(self) -> float:
        """The simulated time in seconds."""
        return self.now


class Store:
    """The one database of all nodes. A job runs alone, as with the lock of a meeting's head."""

    def __init__(self) -> None:
        self._engine = create_engine("sqlite://", poolclass=StaticPool)
        tables.metadata.create_all(self._engine)

    def commit(self, job: Callable[[Connection], T]) -> T:
        """Run a job in a transaction."""
        with self._engine.begin() as connection:
            return job(connection)

    def meeting(self, code: str) -> Meeting:
        """The meeting, replayed from the log."""
        return self.commit(lambda connection: event_log.read(connection, code)).meeting

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()


class NodeDatabase(Database):
    """The database as one node sees it: its jobs wait until the test runs them."""

    def __init__(self, store: Store) -> None:  # no thread and no connection of its own
        self.url = make_url("sqlite://")
        self.is_shared, self.shared_log = True, None
        self.jobs = 0
        self.waiting: list[tuple[Callable[[Connection], Any], Future[Any]]] = []
        self._store = store

    def submit(self, job: Callable[[Connection], T], block_seconds: float = 0.0) -> Future[T]:
        """Let a job wait."""
        future: Future[T] = Future()
        self.waiting.append((job, future))
        return future

    def run_one(self) -> None:
        """Run the oldest job. Its node gets the result."""
        job, future = self.waiting.pop(0)
        try:
            result = self._store.commit(job)
        except Exception as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    def lose_one(self, is_stored: bool) -> None:
        """Break the connection during the oldest job, before or after it was stored. Its node cannot tell which."""
        job, future = self.waiting.pop(0)
        if is_stored:
            self._store.commit(job)
        future.set_exception(NotStored("the connection broke"))


@dataclass
class Sent:
    """A command that was given to a node, and its answer.

    `given` and `answered` are numbers in the order of everything that is given and answered. `answered` is 0 before.
    """

    node: int
    command: Command
    by: Actor
    key: str | None
    answer: asyncio.Task[Done | Refused]
    given: int
    answered: int = 0


@dataclass
class Node:
    """A process: its clocks, its access to the database, and the room if it is open."""

    number: int
    database: NodeDatabase
    clocks: Clocks
    room: Room | None = None
    reading: list[asyncio.Task[int]] = field(default_factory=list)


class ThreeNodes:
    """Three nodes with one meeting."""

    def __init__(self, meeting: Meeting) -> None:
        self.loop = SimulatedLoop()
        self.store = Store()
        self.code = meeting.code
        self.hints: list[tuple[int, int]] = []
        """Hints that have not arrived yet: the node that they go to, and the version."""
        self.sent: list[Sent] = []
        self._order = count(1)
        self._create(meeting)
        self.nodes = [Node(n, NodeDatabase(self.store), Clocks(meeting.at + 1000)) for n in range(3)]
        for node in self.nodes:
            self.open(node)

    def open(self, node: Node) -> None:
        """Start the process of a node, and open the meeting."""
        log = EventLog(node.database)
        opened = self.store.commit(lambda connection: event_log.read(connection, self.code))
        node.reading = []

        async def make() -> Room:
            time = node.clocks.timebase()
            return Room(opened, log, time, [], _no_render, "boot", self._hint(node), lambda *_: None)

        node.room = self.loop.run_until_complete(make())

    def crash(self, node: Node) -> None:
        """Kill the process of a node. Its waiting jobs never run, and its commands get no answer."""
        self.step()  # a task that is cancelled before it has begun leaves a coroutine that nobody awaits
        for sent in self.sent:
            if sent.node == node.number and not sent.answer.done():
                sent.answer.cancel()
        for reading in node.reading:
            reading.cancel()
        if node.room:
            node.room._timer.stop()
            if committing := node.room._queue._committing:
                committing.cancel()
        node.room, node.database = None, NodeDatabase(self.store)
        self.step()

    def give(self, node: Node, command: Command, by: Actor, key: str | None = None) -> None:
        """Give a command to a node. Its answer may come much later."""
        assert node.room
        answer = self.loop.create_task(node.room.handle(command, by, key, repr(command)))
        sent = Sent(node.number, command, by, key, answer, next(self._order))
        answer.add_done_callback(lambda _: setattr(sent, "answered", next(self._order)))
        self.sent.append(sent)
        self.step()

    def catch_up(self, node: Node, version: int) -> None:
        """Let a node read up to a version, for a hint or because it has polled."""
        assert node.room
        node.reading.append(self.loop.create_task(node.room.catch_up(version)))
        self.step()

    def step(self) -> None:
        """Let every task go on until it waits for the database or for the time."""
        for _ in range(STEPS):
            self.loop.run_until_complete(asyncio.sleep(0))

    def pass_ms(self, ms: int) -> None:
        """Let the time go on, everywhere."""
        for node in self.nodes:
            node.clocks.pass_ms(ms)
        self.loop.now += ms / 1000
        self.step()

    def settle(self) -> None:
        """Heal everything: run all jobs, and let every node poll, until nothing changes any more."""
        for node in self.nodes:
            if node.room is None:
                self.open(node)
        for _ in range(200):
            self.pass_ms(25)
            waiting = [node for node in self.nodes if node.database.waiting]
            for node in waiting:
                node.database.run_one()
            self.step()
            if not waiting and not self._busy() and not self._poll():
                return
        raise AssertionError("the nodes do not come to rest")

    def close(self) -> None:
        """End all processes."""
        for node in self.nodes:
            self.crash(node)
        self.step()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.step()
        self.loop.close()
        self.store.close()

    def _busy(self) -> bool:
        return any(not sent.answer.done() for sent in self.sent)

    def _poll(self) -> bool:
        """Let every node that is behind read. Returns whether there was one."""
        head = self.store.meeting(self.code).version
        behind = [node for node in self.nodes if node.room and node.room.meeting.version < head]
        for node in behind:
            self.catch_up(node, head)
        return bool(behind)

    def _hint(self, node: Node) -> Callable[[Meeting], None]:
        def send(meeting: Meeting) -> None:
            self.hints += [(other.number, meeting.version) for other in self.nodes if other is not node]

        return send

    def _create(self, meeting: Meeting) -> None:
        created, *later = reversed([*meeting.entries()])
        self.store.commit(lambda connection: event_log.create(connection, created.event, created.at))  # type: ignore[arg-type]
        new = LogPart(later, [])
        if later:
            self.store.commit(
                lambda connection: event_log._append(connection, self.code, 1, new, lambda missed: missed)
            )


def _no_render(*_: object) -> dict[str, str]:
    """No audience, no picture."""
    return {}
