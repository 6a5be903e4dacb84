"""A real server in the event loop of the tests, and meetings on it with all their links."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import msgspec
import uvicorn
from httpx2 import AsyncClient, Response
from starlette.applications import Starlette
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from nameplate import app
from nameplate.access.passes import Pass, new_code
from nameplate.meeting import Command, Refused
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.pages.context import Context
from nameplate.rooms.room import Room
from nameplate.rooms.timebase import Timebase
from nameplate.screens.audiences import passes_for
from nameplate.serving import server
from nameplate.serving.server import LOCAL_PROXIES
from nameplate.store import event_log, pass_table
from nameplate.store.database import Database
from tests.cast import CHAIR
from tests.panel import FLOOR_OPEN, begun, panel

PATIENCE_SECONDS = 20


async def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition is true. Fails after 20 seconds."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - the tested code does not announce it
            await asyncio.sleep(0.005)


class Quiet(uvicorn.Server):
    """A uvicorn server that leaves signals to pytest."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture no signals."""
        yield


@dataclass(frozen=True, slots=True)
class Host:
    """A running server, and a client without cookies."""

    url: str
    app: Starlette
    client: AsyncClient

    @property
    def context(self) -> Context:
        """The context of the server."""
        found: Context = self.app.state.context
        return found

    @property
    def database(self) -> Database:
        """The database of the server."""
        return self.context.lobby.log.database

    async def meeting(self, created: MeetingCreated | None = None, at: int | None = None) -> Hosted:
        """A new meeting on this server, with its links. It is created `at` this time (ms, UTC), or now."""
        created = created or panel(new_code())
        made = passes_for(begun(created))
        at = Timebase().now_ms() if at is None else at
        await self.database.run(lambda connection: event_log.create(connection, created, at))
        await self.issue(*(pass_ for _, pass_ in made.values()))
        return Hosted(self, created.code, {name: secret for name, (secret, _) in made.items()})

    async def issue(self, *passes: Pass) -> None:
        """Store passes, as `nameplate meeting create` does, and refresh the cache of passes."""
        await self.database.run(lambda connection: pass_table.issue(connection, passes, Timebase().now_ms()))
        await self.context.pass_cache.refresh()


@dataclass(frozen=True, slots=True)
class Hosted:
    """A meeting on a server. `links` has the secret of each pass by its name."""

    host: Host
    code: str
    links: dict[str, str]

    @property
    def url(self) -> str:
        """The address of the meeting."""
        return f"{self.host.url}/m/{self.code}"

    def bearer(self, name: str) -> dict[str, str]:
        """The header that carries the pass of that name."""
        return {"Authorization": f"Bearer {self.links[name]}"}

    async def get(self, name: str, what: str, **headers: str) -> Response:
        """GET a page or a picture of the meeting with a pass."""
        return await self.host.client.get(f"{self.url}/{what}", headers=self.bearer(name) | headers)

    async def post(self, name: str, command: str, fields: Any = None, **headers: str) -> Response:
        """Give a command in JSON, as a program does."""
        sent = self.bearer(name) | headers
        return await self.host.client.post(f"{self.url}/{command}", json=fields or {}, headers=sent)

    async def form(self, name: str, command: str, **fields: str) -> Response:
        """Give a command as a form, as a page does."""
        return await self.host.client.post(f"{self.url}/{command}", data=fields, headers=self.bearer(name))

    async def revoke(self, name: str) -> None:
        """Revoke the passes of one name, as `nameplate meeting revoke` does."""
        at = Timebase().now_ms()
        await self.host.database.run(lambda connection: pass_table.revoke(connection, self.code, name, at))

    async def remove(self) -> None:
        """Delete the meeting, and close the unused rooms. Otherwise each test would leave a room with its tasks."""
        await self.host.database.run(lambda connection: event_log.remove(connection, self.code))
        await self.host.context.lobby.close_unused(seconds=0)

    async def room(self) -> Room:
        """The room of the meeting."""
        return await self.host.context.lobby.room(self.code)

    async def chair(self, *commands: Command) -> None:
        """Give commands as the chair. All must be accepted."""
        room = await self.room()
        for answer in await asyncio.gather(*(room.handle(command, CHAIR) for command in commands)):
            assert not isinstance(answer, Refused), answer

    async def open_floor(self) -> Hosted:
        """Open the first slot of the discussion and its list of speakers."""
        await self.chair(*FLOOR_OPEN)
        return self

    def live(self, name: str, audience: str, query: str = "", **headers: str) -> connect:
        """Connect a WebSocket to an audience."""
        url = f"ws{self.url.removeprefix('http')}/live?audience={audience}{query}"
        return connect(url, additional_headers=self.bearer(name) | headers, proxy=None)


async def heard(screen: ClientConnection) -> Any:
    """The next message of a WebSocket, decoded from JSON. Heartbeats are skipped."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (message := msgspec.json.decode(await screen.recv())).keys() <= {"version", "outdated"}:
            pass
        return message


async def close_code(screen: ClientConnection) -> int | None:
    """The code with which the server closes a WebSocket."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        with suppress(ConnectionClosed):
            while True:
                await screen.recv()
    return screen.close_code


@asynccontextmanager
async def serving(
    database_url: str,
    buffer: int | None = None,
    plain: bool = False,
    public_url: str = "",
    trusted_proxies: str = LOCAL_PROXIES,
    time: Timebase | None = None,
    framed_by: tuple[str, ...] = (),
    allows_private_webhooks: bool = False,
) -> AsyncIterator[Host]:
    """A server on a free port, until the block ends. The sites `framed_by` may show its public screen in a frame.

    `buffer` is the size of the kernel's send buffer in bytes. A `plain` server has uvicorn's own connections. `time` is
    the clock of its machine.
    """
    # Without the explicit TCP, asyncio does not set TCP_NODELAY, and each answer waits 40 ms for an acknowledgement.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        if buffer:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        built = app.build(
            database_url,
            public_url or url,
            time,
            framed_by=framed_by,
            allows_private_webhooks=allows_private_webhooks,
        )
        config = server.config(built, "127.0.0.1", 0, trusted_proxies)
        if plain:
            config.ws = WebSocketsSansIOProtocol
        running = Quiet(config)
        task = asyncio.create_task(running.serve(sockets=[listening]))
        await until(lambda: running.started or task.done())
        try:
            async with AsyncClient(timeout=PATIENCE_SECONDS) as client:
                yield Host(url, built, client)
        finally:
            running.should_exit = True
            await task
