"""Starlette on uvicorn as it comes, but without pings, which the crowd does not answer; a loop of awaited sends."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

guests: list[WebSocket] = []


async def enter(guest: WebSocket) -> None:
    """Let somebody in, and wait until they go."""
    await guest.accept()
    guests.append(guest)
    async for _ in guest.iter_text():
        pass


async def work() -> None:
    """Write to everybody when told to."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        message = json.loads(line)["text"]
        for guest in guests:
            await guest.send_text(message)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Work while the server runs."""
    task = asyncio.create_task(work())
    yield
    task.cancel()


if __name__ == "__main__":
    door = socket.create_server(("127.0.0.1", 0), backlog=4096)
    print(door.getsockname()[1], flush=True)
    app = Starlette(routes=[WebSocketRoute("/", enter)], lifespan=lifespan)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", ws_ping_interval=None)).run([door])
