"""Follows the state of a meeting and gives commands, as docs/integrator.md describes it."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import re
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

logger = logging.getLogger(__name__)

SILENCE_SECONDS = 15.0
"""The server sends a heartbeat every 5 seconds. Without one for this time, the connection counts as lost."""
PING_SECONDS = 20.0
LONGEST_PAUSE_SECONDS = 5.0
REQUEST_SECONDS = 5.0
COMMAND_MS = 8_000
"""A command that reaches the server later does nothing."""
ENDED: Mapping[int, str] = {
    4401: "The link has been ended. Make a new one.",
    4403: "This link may not follow the meeting.",
    4404: "There is no such meeting any more.",
}
"""Close codes after which connecting again is of no use."""

MODERATORS = ("chair", "desk")
"""The pages to which the links of those lead who may give the commands of a moderator."""

State = Mapping[str, Any]


class LinkRefused(Exception):
    """The link is of no use. The text says why."""


class CommandRefused(Exception):
    """The server refuses a command. The text is its sentence; `code` is its code."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class NotReached(Exception):
    """The server does not answer."""


class MeetingClient:
    """A connection to a meeting. `on_state` is called with each new state, and with None when the server is lost.

    `mapped` are the seats for which the caller wants to act. Those that the meeting does not have are logged. With
    `gives_commands`, only a link of a moderator is taken.
    """

    def __init__(
        self,
        link: str,
        on_state: Callable[[State | None], None],
        mapped: Collection[str] = frozenset(),
        gives_commands: bool = False,
    ) -> None:
        self.state: State | None = None
        self._link = link
        self._newest: State | None = None
        self._on_state = on_state
        self._gives_commands = gives_commands
        self._unchecked = {*mapped}
        self._unknown: list[str] = []
        self._socket: ClientConnection | None = None
        self._works: bool | None = None
        self._meeting = ""
        self._secret = ""
        self._offset_ms: float | None = None

    def now_ms(self) -> int:
        """The server's time. It is known as soon as there is a state."""
        return round(_local_ms() + (self._offset_ms or 0))

    async def run(self) -> None:
        """Follow the meeting until this task is cancelled. Connects again when the server is lost.

        Raises `LinkRefused`.
        """
        while True:
            try:
                if not self._meeting:
                    meeting, self._secret, page = await asyncio.to_thread(_look_up, self._link)
                    if self._gives_commands and page not in MODERATORS:
                        raise LinkRefused("To give commands, this program needs a link of the desk or of the chair.")
                    self._meeting = meeting
                await self._check_seats()
                await self._follow()
            except (NotReached, OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as problem:
                logger.info("The server is not reached: %s", str(problem) or type(problem).__name__)
            finally:
                self._lose()
            await asyncio.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311 - no secret

    async def give(self, command: str, fields: Mapping[str, Any], key: str = "") -> int:
        """Give a command, and return the version of the meeting after it. It takes effect at most once.

        A `key` of the caller's own makes this true for all calls with the same key, also of another process.
        Raises `CommandRefused`, `NotReached`.
        """
        if not self._meeting:
            raise NotReached("There is no connection yet.")
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            f"{self._meeting}/{command}",
            json.dumps(fields).encode(),
            {
                "Authorization": f"Bearer {self._secret}",
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Idempotency-Key": key or secrets.token_hex(16),
                "Nameplate-Until": str(self.now_ms() + COMMAND_MS),
            },
        )
        try:
            return await asyncio.to_thread(_sent, request)
        except NotReached:
            return await asyncio.to_thread(_sent, request)  # with the same key, so it cannot take effect twice

    async def report(self, works: bool | None) -> None:
        """Tell the consoles whether the microphones work, now and after each reconnection. None: say nothing more."""
        self._works = works
        if self._socket:
            with suppress(ConnectionClosed):
                await self._socket.send(
                    json.dumps({"op": "report", "microphones": works, "unknown_seats": self._unknown})
                )

    async def _check_seats(self) -> None:
        """Log each seat that is not in the meeting, once. Raises `NotReached`."""
        if not self._unchecked:
            return
        known = await asyncio.to_thread(_seats, f"{self._meeting}/seats", self._secret)
        self._unknown = sorted(self._unchecked - known)
        for seat in self._unknown:
            logger.warning("The seat “%s” is in the seat map, but not in this meeting. It is left out.", seat)
        self._unchecked.clear()

    async def _follow(self) -> None:
        address = self._meeting.replace("http", "ws", 1) + "/live?audience=state"
        headers = {"Authorization": f"Bearer {self._secret}"}
        async with connect(
            address,
            additional_headers=headers,
            proxy=None,
            open_timeout=REQUEST_SECONDS,
            close_timeout=1,
            max_size=None,
            ping_interval=None,
        ) as socket:
            self._socket = socket
            if self._works is not None:
                await self.report(self._works)
            asking = asyncio.create_task(_ask_for_time(socket))
            try:
                while True:
                    async with asyncio.timeout(SILENCE_SECONDS):  # `wait_for` of Python 3.11 can swallow a cancellation
                        message = await socket.recv()
                    self._hear(json.loads(message))
            except ConnectionClosed as closed:
                if closed.rcvd and closed.rcvd.code in ENDED:
                    raise LinkRefused(ENDED[closed.rcvd.code]) from closed
                raise
            finally:
                self._socket = None
                asking.cancel()

    def _hear(self, message: dict[str, Any]) -> None:
        if "c" in message:
            self._offset_ms = message["now_ms"] - (message["c"] + _local_ms()) / 2
        elif "sittings" in message:
            self._newest = message
        if self._newest and self._offset_ms is not None:
            if self.state is None:
                logger.info("Connected to the meeting %s", self._newest["code"])
            self.state, self._newest = self._newest, None
            self._on_state(self.state)

    def _lose(self) -> None:
        self._newest = None
        if self.state is not None:
            self.state = None
            self._on_state(None)


async def _ask_for_time(socket: ClientConnection) -> None:
    while True:
        await socket.send(json.dumps({"op": "ping", "c": _local_ms()}))
        await asyncio.sleep(PING_SECONDS)


def _local_ms() -> float:
    return time.monotonic() * 1000


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow none: the secret is for this server only."""


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def _look_up(link: str) -> tuple[str, str, str]:
    """The address of the meeting of a link, its secret, and its page. Raises `LinkRefused`, `NotReached`."""
    parts = urlsplit(link.strip())
    found = re.fullmatch(r"/in/([^/]+)", parts.path)
    if parts.scheme not in ("http", "https") or not parts.netloc or not found:
        raise LinkRefused("This is no link of Nameplate, such as http://192.0.2.7:8000/in/SECRET.")
    base = f"{parts.scheme}://{parts.netloc}"
    request = urllib.request.Request(base + parts.path, method="HEAD")  # noqa: S310 - the scheme was checked
    try:
        with OPENER.open(request, timeout=REQUEST_SECONDS) as answer:
            location = answer.headers.get("Location", "")
    except urllib.error.HTTPError as error:
        with error:
            location = error.headers.get("Location", "") or ""
        if error.code == 404:
            raise LinkRefused("This link is not valid (any more).") from error
    except OSError as error:
        raise NotReached(str(error)) from error
    page = re.match(r"/m/([^/?]+)/([^/?]*)", location)
    if not page:
        raise NotReached("The server does not answer as Nameplate does.")
    return f"{base}/m/{page[1]}", found[1], page[2]


def _seats(address: str, secret: str) -> set[str]:
    """The seats of a meeting. Raises `LinkRefused`, `NotReached`."""
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {secret}"})  # noqa: S310 - was checked
    try:
        with OPENER.open(request, timeout=REQUEST_SECONDS) as answer:
            return {each["seat"] for each in json.loads(answer.read())}
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 401:
            raise LinkRefused(ENDED[4401]) from error
        if error.code == 403:
            raise LinkRefused("This program needs a link of the desk, of the chair or of a bridge.") from error
        raise NotReached(f"The server answers with the status {error.code}.") from error
    except OSError as error:
        raise NotReached(str(error)) from error


def _sent(request: urllib.request.Request) -> int:
    """Send a command, and return the version in the answer. Raises `CommandRefused`, `NotReached`."""
    try:
        with OPENER.open(request, timeout=REQUEST_SECONDS) as answer:
            return int(json.loads(answer.read())["version"])
    except urllib.error.HTTPError as error:
        try:
            with error:
                problem = json.loads(error.read())
        except (ValueError, OSError) as unreadable:
            raise NotReached(f"The server answers with the status {error.code}.") from unreadable
        raise CommandRefused(str(problem.get("code", "")), str(problem.get("title", ""))) from error
    except OSError as error:
        raise NotReached(str(error)) from error
