"""Sends one POST to a receiver. It follows no redirect, and reads little of the answer."""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache

import httptools

from nameplate import __version__
from nameplate.wording.messages import N_, Message

from .receiver_address import HTTPS, NotAllowed, ReceiverAddress, checked_numbers

TIMEOUT_SECONDS, BODY_SECONDS = 10.0, 1.0
CONNECT_SECONDS = 3.0
"""After this time, the next number of a host is tried."""
LARGEST_HEAD_BYTES, LARGEST_BODY_BYTES = 16_384, 1024
READ_BYTES = 4096


class NotDelivered(Exception):
    """An attempt has failed. `reason` with its `facts` says why."""

    def __init__(self, reason: Message, **facts: str) -> None:
        super().__init__(reason % facts)
        self.reason = reason
        self.facts = facts


class _Answer:
    """Parses an answer. httptools calls the methods `on_...`."""

    def __init__(self) -> None:
        self.is_complete = False
        self.status: int | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._head = self._body = 0

    def feed(self, data: bytes) -> None:
        """Parse more bytes. Raises `httptools.HttpParserError` before the status is known."""
        self._head += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            if self.status is None:
                raise
            self.is_complete = True  # a wrong body does not matter
        self.is_complete |= self._body > LARGEST_BODY_BYTES
        if self.status is None and self._head > LARGEST_HEAD_BYTES:
            raise httptools.HttpParserError("its head is too long")

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        if status >= 200:  # others are followed by the real answer
            self.status = status

    def on_body(self, body: bytes) -> None:
        self._body += len(body)

    def on_message_complete(self) -> None:
        self.is_complete = self.status is not None


async def post(receiver: ReceiverAddress, headers: Mapping[str, str], body: bytes, allows_private: bool) -> int:
    """Send a body. Returns the status of the answer. Raises `NotDelivered`."""
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            return await _post(receiver, headers, body, allows_private)
    except TimeoutError as error:
        raise NotDelivered(N_("no answer within %(seconds)s s"), seconds=f"{TIMEOUT_SECONDS:g}") from error
    except NotAllowed as error:
        raise NotDelivered(error.reason, **error.facts) from error
    except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
        raise NotDelivered(N_("the answer is no HTTP")) from error
    except (OSError, UnicodeError) as error:  # a host name with a part that is too long is no Unicode
        number = getattr(error, "errno", None)
        named = getattr(error, "strerror", None) or type(error).__name__
        problem = os.strerror(number) if number and number > 0 else named
        raise NotDelivered(N_("the connection failed (%(problem)s)"), problem=problem) from error


async def _post(receiver: ReceiverAddress, headers: Mapping[str, str], body: bytes, allows_private: bool) -> int:
    reader, writer = await _connected(receiver, await checked_numbers(receiver, allows_private))
    try:
        writer.write(_encoded(receiver, headers, body))
        await writer.drain()
        answer = _Answer()
        while answer.status is None:
            if not (data := await reader.read(READ_BYTES)):
                raise NotDelivered(N_("the connection was closed without an answer"))
            answer.feed(data)
        await _read_rest(reader, answer)
        return answer.status
    finally:
        writer.transport.abort()


async def _read_rest(reader: asyncio.StreamReader, answer: _Answer) -> None:
    """Read the beginning of the body, so that a receiver can write it without an error. The status is known already."""
    with suppress(TimeoutError, OSError):
        async with asyncio.timeout(BODY_SECONDS):
            while not answer.is_complete and (data := await reader.read(READ_BYTES)):
                answer.feed(data)


async def _connected(
    receiver: ReceiverAddress, numbers: Sequence[str]
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the first number that can be reached. Raises `OSError`, `TimeoutError`.

    It uses the numbers that were checked: a name may have others by now.
    """
    context = await asyncio.to_thread(tls_context) if receiver.scheme == HTTPS else None
    for number in numbers[:-1]:
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(CONNECT_SECONDS):
                return await _connect(receiver, number, context)
    return await _connect(receiver, numbers[-1], context)


async def _connect(
    receiver: ReceiverAddress, number: str, context: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    name = receiver.host if context else None
    return await asyncio.open_connection(number, receiver.port, ssl=context, server_hostname=name)


@cache
def tls_context() -> ssl.SSLContext:
    """The context of all connections with TLS: certificates are checked."""
    return ssl.create_default_context()


def _encoded(receiver: ReceiverAddress, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = {
        "Host": receiver.host_header,
        "User-Agent": f"nameplate/{__version__}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {receiver.target} HTTP/1.1\r\n{head}\r\n".encode() + body
