"""Clients that ask the same thing again and again, as fast as they get answers.

`python -m tests.bench.readers` runs in a separate process. It reads one instruction (JSON) from stdin, and answers with
the number of answers.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress


async def hammer(port: int, request: str, clients: int, seconds: float) -> dict[str, int]:
    """Send a request with some clients for some seconds. Each sends the next one when it has its answer.

    A request without its last empty line never gets an answer. So a client leaves it, and begins another one.
    """
    answers, whole = 0, request.endswith("\r\n\r\n")

    async def ask() -> None:
        nonlocal answers
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            while whole:
                writer.write(request.encode())
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
                await reader.readexactly(length)
                answers += 1
            writer.write(request.encode())
            await asyncio.sleep(0.005)
            answers += 1
            writer.transport.abort()

    with suppress(TimeoutError):
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as tasks:
            for _ in range(clients):
                tasks.create_task(ask())
    return {"answers": answers}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(asyncio.run(hammer(**json.loads(line)))), flush=True)
