"""A client of the public interface of a server: follows the state of a meeting, and gives commands."""

from __future__ import annotations

import asyncio
import http.client
import json
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from nameplate.rooms.timebase import Timebase

TIMEOUT_SECONDS = 10.0
SILENCE_SECONDS = 12.0
"""The server sends a heartbeat every 5 seconds."""
LONGEST_WAIT_SECONDS = 5.0
LARGEST_STATE_BYTES = 64_000_000
LINK_ENDED = (4401, 4403, 4404)
"""The close codes after which a program must not connect again."""


class LinkEnded(Exception):
    """The link is not valid, was revoked, or does not let a program do this."""


class NotReached(Exception):
    """The server cannot be reached now."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a command. `code` is empty if it was carried out, otherwise the code of the refusal."""

    status: int
    code: str = ""
    title: str = ""

    @property
    def done(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class _Address:
    """The beginning of all addresses of a server: `https`, the host with its port, and perhaps a path."""

    scheme: str
    host: str
    path: str = ""


class MeetingClient:
    """One meeting, with the pass of one link."""

    def __init__(self, address: _Address, secret: str, code: str) -> None:
        self._address = address
        self._secret = secret
        self._time = Timebase()
        self._ahead_ms: int | None = None
        self.code = code

    def now_ms(self) -> int:
        """The time of the server (UTC, ms), as far as it is known."""
        return self._time.now_ms() + (self._ahead_ms or 0)

    @classmethod
    async def open(cls, link: str) -> MeetingClient:
        """The meeting to which a link like `https://host/in/SECRET` leads. Raises `LinkEnded`, `NotReached`."""
        parts = urlsplit(link)
        path, found, secret = parts.path.rpartition("/in/")
        if parts.scheme not in ("http", "https") or not parts.netloc or not found or not secret:
            raise LinkEnded(f"“{parts.scheme}://{parts.netloc}” is no link of Nameplate: it ends in /in/ and a secret")
        address = _Address(parts.scheme, parts.netloc, path)
        status, headers, _ = await asyncio.to_thread(_request, address, "HEAD", f"/in/{secret}", {}, b"")
        target = urlsplit(headers.get("Location", "")).path.split("/")
        if status == 429 or status >= 500:
            raise NotReached(f"{address.scheme}://{address.host} cannot answer now ({status})")
        if status != 303 or "m" not in target:
            raise LinkEnded("This link is not valid (any more)")
        return cls(address, secret, target[target.index("m") + 1])

    async def give(self, command: str, fields: Mapping[str, Any], key: str) -> Answer:
        """Give a command. With the same `key` it takes effect only once, however often it is given.

        It never takes effect later than 10 seconds after the call. Raises `NotReached`.
        """
        headers = {
            "Authorization": f"Bearer {self._secret}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        if self._ahead_ms is not None:
            headers["Nameplate-Until"] = str(self.now_ms() + round(TIMEOUT_SECONDS * 1000))
        path, body = f"/m/{self.code}/{command}", json.dumps(fields).encode()
        status, _, text = await asyncio.to_thread(_request, self._address, "POST", path, headers, body)
        if 200 <= status < 300:
            return Answer(status)
        problem = _object(text)
        return Answer(status, str(problem.get("code", "")), str(problem.get("title", "")))

    async def states(self) -> AsyncIterator[dict[str, Any]]:
        """The state of the meeting, now and after each change. Reconnects for ever. Raises `LinkEnded`."""
        scheme = "wss" if self._address.scheme == "https" else "ws"
        url = f"{scheme}://{self._address.host}{self._address.path}/m/{self.code}/live?audience=state"
        headers = {"Authorization": f"Bearer {self._secret}"}
        wait = 0.0
        while True:
            await asyncio.sleep(random.uniform(0, wait))  # noqa: S311 - not for a secret
            wait = min(LONGEST_WAIT_SECONDS, wait * 2 or 0.5)
            try:
                async with connect(
                    url,
                    additional_headers=headers,
                    max_size=LARGEST_STATE_BYTES,
                    open_timeout=TIMEOUT_SECONDS,
                    proxy=None,
                ) as socket:
                    while True:
                        async with asyncio.timeout(SILENCE_SECONDS):
                            message = _object(await socket.recv())
                        wait = 0.5
                        if "lists" in message:
                            self._ahead_ms = int(message["now_ms"]) - self._time.now_ms()
                            yield message
            except ConnectionClosed as closed:
                if closed.rcvd and closed.rcvd.code in LINK_ENDED:
                    raise LinkEnded("The link was ended, or does not let a program follow this meeting") from closed
            except (OSError, TimeoutError, InvalidHandshake, InvalidURI):
                continue


def _request(
    address: _Address, method: str, path: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One request, without redirects. Raises `NotReached`. Blocks."""
    secure = address.scheme == "https"
    connection = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(
        address.host, timeout=TIMEOUT_SECONDS
    )
    try:
        with closing(connection):
            connection.request(method, address.path + path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise NotReached(f"{address.scheme}://{address.host} cannot be reached: {error}") from error


def _object(text: bytes | str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
