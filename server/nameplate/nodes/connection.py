"""Connections to PostgreSQL for hints and for polling. They never wait for long."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import psycopg
from sqlalchemy import URL

from nameplate.store.jobs import NotStored, first_line
from nameplate.store.postgres import connect_arguments, shut_down

ANSWER_SECONDS = 2.0
"""An answer of the database that takes longer counts as lost, and the connection is closed. A network that swallows
packets gives no error by itself."""
ATTEMPT_SECONDS, CONNECT_SECONDS = 1.0, 4.0
ERRORS = (psycopg.Error, OSError, TimeoutError)
"""What a connection raises when it is lost, or cannot be made."""

AsyncConnection = psycopg.AsyncConnection[tuple[Any, ...]]
Connection = psycopg.Connection[tuple[Any, ...]]


@asynccontextmanager
async def connected(url: URL, purpose: str) -> AsyncIterator[AsyncConnection]:
    """A connection for this block, without transactions. Raises `ERRORS`."""
    name = f"nameplate {purpose}, {socket.gethostname()}, process {os.getpid()}"
    connection = await _connect(connect_arguments(url) | {"application_name": name[:63]})
    try:
        yield connection
    finally:
        await connection.close()


async def _connect(arguments: dict[str, Any]) -> AsyncConnection:
    """Make a connection. Raises `ERRORS`.

    Another attempt begins each second, because the network may have swallowed the one before. So a node that was cut
    off returns within about a second, and a network with long delays has enough time.
    """
    attempts: set[asyncio.Task[AsyncConnection]] = set()
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            while True:
                attempts.add(asyncio.create_task(psycopg.AsyncConnection.connect(autocommit=True, **arguments)))
                done, _ = await asyncio.wait(attempts, timeout=ATTEMPT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                if done:
                    first = done.pop()
                    attempts.discard(first)
                    return await first
    finally:
        for attempt in attempts:
            attempt.cancel()
        for made in await asyncio.gather(*attempts, return_exceptions=True):
            if isinstance(made, psycopg.AsyncConnection):
                await made.close()


@contextmanager
def answering(connection: AsyncConnection) -> Iterator[None]:
    """Close the connection when this block takes longer than `ANSWER_SECONDS`. The block then raises `psycopg.Error`.

    A timeout of asyncio does not help: psycopg then opens one more connection, to cancel the query.
    """
    timer = asyncio.get_running_loop().call_later(ANSWER_SECONDS, shut_down, connection.fileno())
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def blocking_connection(url: URL) -> Iterator[Connection]:
    """A connection without transactions, for the command line. Raises `NotStored`, also for errors in the block."""
    try:
        with psycopg.connect(autocommit=True, **connect_arguments(url)) as connection:
            yield connection
    except psycopg.Error as error:
        raise NotStored(first_line(error)) from error
