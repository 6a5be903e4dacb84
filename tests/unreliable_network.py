"""A TCP proxy that can be cut, fall silent, swallow bytes, delay them, or lose the answers, as a network does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 65_536
END = b""
MOST_UNDERWAY = 16
"""So many chunks are held back in each direction. Then the sender has to wait."""
FIRST_CHUNKS = 4
"""Within so many chunks a client says its name."""


class Link:
    """A proxy to a server. As with TCP, bytes that are held back while it is silent arrive after `mend`."""

    def __init__(self, host: str, port: int) -> None:
        self.url = ""
        self.answers: list[bytes] = []
        self._target = (host, port)
        self._is_cut = self._swallows = False
        self._delay_seconds = 0.0
        self._muted: bytes | None = None
        self._up, self._down = asyncio.Event(), asyncio.Event()
        self._carried: set[asyncio.Task[None]] = set()
        self.mend()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._is_cut = True
        for task in self._carried:
            task.cancel()

    def lose_answers(self) -> None:
        """Forward bytes to the server, and nothing back."""
        self._down.clear()

    def fall_silent(self) -> None:
        """Forward nothing, and close nothing."""
        self._up.clear()
        self._down.clear()

    def swallow(self) -> None:
        """Close nothing and lose all bytes. A connection from before is of no use after `mend`."""
        self._swallows = True

    def mute(self, name: bytes) -> None:
        """Lose the answers on those connections on which the client has sent this name."""
        self._muted = name

    def delay(self, seconds: float) -> None:
        """Forward everything later, in both directions."""
        self._delay_seconds = seconds

    def mend(self) -> None:
        """Forward everything again."""
        self._is_cut = self._swallows = False
        self._delay_seconds = 0.0
        self._muted = None
        self._up.set()
        self._down.set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward one connection."""
        if self._is_cut:
            writer.transport.abort()
            return
        task = asyncio.create_task(self._both_ways(reader, writer))
        self._carried.add(task)
        task.add_done_callback(self._carried.discard)
        try:
            with suppress(asyncio.CancelledError, OSError):
                await task
        finally:
            writer.transport.abort()  # also when there was no server to connect to

    async def close(self) -> None:
        """Break every connection."""
        self.cut()
        await asyncio.gather(*self._carried, return_exceptions=True)

    async def _both_ways(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection(*self._target)
        sent: list[bytes] = []
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._one_way(reader, server_writer, self._up, sent))
                ways.create_task(self._one_way(server_reader, writer, self._down, sent, self.answers))
        except* OSError:
            pass
        finally:
            writer.transport.abort()
            server_writer.transport.abort()

    async def _one_way(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        open_way: asyncio.Event,
        sent: list[bytes],
        heads: list[bytes] | None = None,
    ) -> None:
        now = asyncio.get_running_loop().time
        underway = asyncio.Queue[tuple[float, bytes]](MOST_UNDERWAY)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._deliver(underway, writer, open_way, sent, heads))
            while data := await reader.read(CHUNK):
                await underway.put((now() + self._delay_seconds, data))
            await underway.put((now() + self._delay_seconds, END))

    async def _deliver(
        self,
        underway: asyncio.Queue[tuple[float, bytes]],
        writer: asyncio.StreamWriter,
        open_way: asyncio.Event,
        sent: list[bytes],
        heads: list[bytes] | None,
    ) -> None:
        """Write what is on its way, each piece when its time has come."""
        now = asyncio.get_running_loop().time
        is_swallowed = False
        while True:
            due, data = await underway.get()
            await asyncio.sleep(due - now())
            if data == END:
                break
            await open_way.wait()
            if heads is None:
                if len(sent) < FIRST_CHUNKS:
                    sent.append(data)
            elif data.startswith(b"HTTP/"):
                heads.append(data.partition(b"\r\n")[0])
            is_muted = heads is not None and self._muted is not None and any(self._muted in each for each in sent)
            is_swallowed = is_swallowed or self._swallows or is_muted
            if is_swallowed:  # for good, because the two ends do not agree any more
                continue
            with suppress(OSError):  # the other end has gone: what it sent before still goes through
                writer.write(data)
                await writer.drain()
        if not writer.is_closing() and writer.can_write_eof():
            writer.write_eof()


@asynccontextmanager
async def link_to(url: str) -> AsyncIterator[Link]:
    """Run a proxy to an HTTP server until the block ends."""
    target = urlsplit(url)
    async with proxy_to(target.hostname or "", target.port or 80) as link:
        yield link


@asynccontextmanager
async def proxy_to(host: str, port: int) -> AsyncIterator[Link]:
    """Run a proxy to a port until the block ends."""
    link = Link(host, port)
    listening = await asyncio.start_server(link.carry, "127.0.0.1", 0)
    link.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening:
        yield link
        await link.close()
