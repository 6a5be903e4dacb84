"""`websockets.broadcast()`, as its documentation shows it; with `deflate` as argument, as it compresses by default."""

from __future__ import annotations

import asyncio
import json
import sys

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve


async def main(deflate: bool) -> None:
    """Serve until stdin ends."""
    guests: set[ServerConnection] = set()

    async def enter(guest: ServerConnection) -> None:
        guests.add(guest)
        await guest.wait_closed()

    async with serve(enter, "127.0.0.1", 0, compression="deflate" if deflate else None, ping_interval=None) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            broadcast(guests, json.loads(line)["text"])


if __name__ == "__main__":
    uvloop.run(main("deflate" in sys.argv))
