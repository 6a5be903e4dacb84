"""A receiver of webhooks on a real socket."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from nameplate.store import webhook_table
from nameplate.store.webhook_table import Webhook
from nameplate.webhooks.messages import KINDS
from nameplate.webhooks.signature import new_secret
from tests.serving import Host

HANG = 0
"""The answer of a receiver that does not answer."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that came."""

    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def type(self) -> str:
        """The part of the type that names the kind of the change."""
        return str(json.loads(self.body)["type"]).split(".")[1]

    @property
    def data(self) -> Any:
        return json.loads(self.body)["data"]

    def is_signed(self, secret: str) -> bool:
        """Whether the signature is right, computed as the specification says."""
        key = base64.b64decode(secret.split("_", 1)[1])
        content = b".".join((self.id.encode(), self.headers["webhook-timestamp"].encode(), self.body))
        expected = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
        return self.headers["webhook-signature"] == "v1," + expected


@dataclass
class Receiver:
    """Keeps all attempts, and those that it has accepted. `answer` chooses the status of each answer."""

    answer: Callable[[Attempt], int] = lambda _: 204
    port: int = 0
    attempts: list[Attempt] = field(default_factory=list)
    accepted: list[Attempt] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?key=1"

    @property
    def accepted_ids(self) -> list[str]:
        """The ids of the accepted messages, each once, in the order in which they came."""
        return [*dict.fromkeys(attempt.id for attempt in self.accepted)]

    def of_kind(self, kind: str) -> list[Any]:
        """The data of the accepted messages of a kind."""
        return [attempt.data for attempt in self.accepted if attempt.type == kind]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            body = await reader.readexactly(int(headers["content-length"]))
            attempt = Attempt(first.split(" ")[1], headers, body)
            self.attempts.append(attempt)
            status = self.answer(attempt)
            if status == HANG:
                await reader.read()  # until the sender gives up
            elif 200 <= status < 300:
                self.accepted.append(attempt)
            location = "Location: /elsewhere\r\n" if 300 <= status < 400 else ""
            writer.write(f"HTTP/1.1 {status} X\r\n{location}Content-Length: 2\r\n\r\nok".encode())
            await writer.drain()
        writer.close()


@asynccontextmanager
async def receiving(receiver: Receiver) -> AsyncIterator[Receiver]:
    """Listen until the block ends, on the port that it had before."""
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", receiver.port)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()


async def hook(host: Host, code: str, url: str, *kinds: str, after: int = -1) -> Webhook:
    """Store a webhook of a meeting."""
    added = Webhook(f"hook-{code[:8]}", code, url, new_secret(), kinds or KINDS, after)
    await host.database.run(lambda connection: webhook_table.add(connection, added))
    return added


async def stored(host: Host, code: str) -> Webhook:
    """The only webhook of a meeting, as it is stored."""
    ((found),) = await host.database.run(lambda connection: webhook_table.of_meeting(connection, code))
    return found.hook
