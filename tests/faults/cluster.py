"""Several processes of `nameplate serve` on one PostgreSQL database. Each reaches it through a network of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from httpx2 import AsyncClient, TransportError

from nameplate.access.passes import new_code
from nameplate.meeting.model.values import Seat
from tests.faults.delegations import Delegation
from tests.journeys.nameplate_process import Program, free_port, nameplate
from tests.panel import panel
from tests.postgres import PostgresServer
from tests.serving import PATIENCE_SECONDS, Hosted, serving, until
from tests.unreliable_network import Link, proxy_to

More = Callable[[int], Awaitable[None]]
SEATS = tuple(Seat(f"S{number}", "member_state") for number in range(20))


@dataclass
class ServedNode:
    """A node: its process, the meeting as it serves it, and its network to the database."""

    meeting: Hosted
    database_url: str
    network: Link
    program: Program | None = None

    async def version(self) -> int:
        """The version of the meeting that this node shows. Raises `TransportError`."""
        return int((await self.meeting.get("chair", "state")).json()["version"])

    async def is_ready(self) -> bool:
        """Whether the node says that it is ready."""
        try:
            return (await self.meeting.host.client.get(f"{self.meeting.host.url}/readyz")).status_code == 200
        except TransportError:
            return False


class Cluster:
    """Nodes that serve the same meeting."""

    def __init__(self, nodes: list[ServedNode], delegations: int, public_url: str, stack: AsyncExitStack) -> None:
        self.nodes = nodes
        everywhere = [node.meeting for node in nodes]
        turned = (everywhere[n % len(nodes) :] + everywhere[: n % len(nodes)] for n in range(delegations))
        self.delegations = [Delegation(order, seat.id) for order, seat in zip(turned, SEATS, strict=False)]
        self._acknowledged = 0
        self._public_url = public_url
        self._stack = stack

    async def start(self, node: ServedNode) -> None:
        """Start the process of a node, and wait until it listens."""
        port = node.meeting.host.url.rpartition(":")[2]
        node.program = await self._stack.enter_async_context(
            nameplate("serve", "--port", port, "--database", node.database_url, "--public-url", self._public_url)
        )
        await node.program.says("join:")

    @asynccontextmanager
    async def under_load(self) -> AsyncIterator[More]:
        """All delegations give commands in this block. The value waits until so many more are acknowledged."""
        self._acknowledged, enough = 0, asyncio.Event()
        pressing = [asyncio.create_task(d.give_somewhere(self._count, enough)) for d in self.delegations]

        async def more(number: int) -> None:
            wanted = self._acknowledged + number
            await until(lambda: self._acknowledged >= wanted)

        try:
            yield more
        finally:
            enough.set()
            await asyncio.gather(*pressing, return_exceptions=True)

    def _count(self) -> None:
        self._acknowledged += 1

    def newly_acknowledged(self) -> int:
        """How many commands were acknowledged since the newest `under_load` began."""
        return self._acknowledged

    async def settle(self) -> None:
        """Let every delegation get the answer to its last command."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.gather(*(d.finish() for d in self.delegations))

    async def agree(self) -> None:
        """Wait until all nodes show the same version."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len({await node.version() for node in self.nodes}) > 1:  # noqa: ASYNC110 - they are other processes
                await asyncio.sleep(0.02)


@asynccontextmanager
async def cluster(
    postgres: PostgresServer, database: str, size: int, delegations: int = 8, url: str = "", public_url: str = ""
) -> AsyncIterator[Cluster]:
    """Running nodes that serve a new meeting with an open list. `url` replaces the address of the database."""
    async with AsyncExitStack() as stack:
        async with serving(postgres.url(database)) as host:
            prepared = await (await host.meeting(panel(new_code(), SEATS))).open_floor()
        client = await stack.enter_async_context(AsyncClient(timeout=20))
        nodes = []
        for _ in range(size):
            network = await stack.enter_async_context(proxy_to("127.0.0.1", postgres.port))
            port = int(network.url.rpartition(":")[2])
            at = replace(prepared, host=replace(prepared.host, url=f"http://127.0.0.1:{free_port()}", client=client))
            nodes.append(ServedNode(at, url or postgres.url(database, port), network))
        running = Cluster(nodes, delegations, public_url, stack)
        await asyncio.gather(*(running.start(node) for node in nodes))
        yield running
