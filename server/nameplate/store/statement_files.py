"""The attached texts of speeches, in chunks.

Each chunk is written and read in a transaction of its own. So with SQLite, which has one thread for all jobs, a room's
commit waits for at most one chunk, and never for a whole file. The first row reserves the size of the file.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial

from sqlalchemy import Connection, delete, func, insert, select

from . import tables
from .database import Database
from .jobs import NotStored

CHUNK_BYTES = 65_536
MOST_BYTES_OF_MEETING = 500_000_000
"""For all files of a meeting. With several nodes, uploads at the same moment may exceed it by one file each."""
UNFINISHED_MS = 3_600_000
"""A file that no event names is left over from an upload that broke off, if it is older than this."""

FILES, CHUNKS = tables.statement_files, tables.statement_chunks
_file, _chunk = FILES.c, CHUNKS.c


class MeetingFull(Exception):
    """The files of the meeting would be larger than `MOST_BYTES_OF_MEETING`."""


class NoFile(Exception):
    """The file is not stored, or not any more."""


async def store(database: Database, meeting: str, file: str, body: bytes, at: int) -> None:
    """Store a file. Raises `MeetingFull`, `NotStored`. If it fails, or is cancelled, nothing of the file stays."""
    await database.run(partial(_reserve, meeting=meeting, file=file, size=len(body), at=at))
    try:
        for number, begin in enumerate(range(0, len(body), CHUNK_BYTES)):
            row = {"meeting": meeting, "id": file, "number": number, "body": body[begin : begin + CHUNK_BYTES]}
            await database.run(partial(_add_chunk, row=row))
    except (NotStored, asyncio.CancelledError):
        database.submit(partial(remove_one, meeting=meeting, file=file))
        raise


async def read(database: Database, meeting: str, file: str) -> AsyncIterator[bytes]:
    """The chunks of a file. Raises `NoFile`, `NotStored`."""
    size = await database.run(partial(size_of, meeting=meeting, file=file))
    for number in range(_chunks_of(size)):
        yield await database.run(partial(_read_chunk, meeting=meeting, file=file, number=number))


def read_blocking(database: Database, meeting: str, file: str) -> Iterator[bytes]:
    """As `read`, for callers without an event loop."""
    size = database.run_blocking(partial(size_of, meeting=meeting, file=file))
    for number in range(_chunks_of(size)):
        yield database.run_blocking(partial(_read_chunk, meeting=meeting, file=file, number=number))


def size_of(connection: Connection, meeting: str, file: str) -> int:
    """The size of a file in bytes. Raises `NoFile`."""
    size = _size_or_none(connection, meeting, file)
    if size is None:
        raise NoFile(file)
    return size


async def remove(database: Database, meeting: str, file: str) -> None:
    """Delete a file, chunk by chunk, because SQLite overwrites what it deletes. Raises `NotStored`.

    If it breaks off, `stored_times` still has the file.
    """
    size = await database.run(partial(_size_or_none, meeting=meeting, file=file))
    for number in range(_chunks_of(size or 0)):
        await database.run(partial(_remove_chunk, meeting=meeting, file=file, number=number))
    await database.run(partial(remove_one, meeting=meeting, file=file))


def remove_one(connection: Connection, meeting: str, file: str) -> None:
    """Delete a file in one transaction."""
    connection.execute(delete(CHUNKS).where(_chunk.meeting == meeting, _chunk.id == file))
    connection.execute(delete(FILES).where(_file.meeting == meeting, _file.id == file))


def stored_times(connection: Connection, meeting: str) -> list[tuple[str, int]]:
    """The ids of all files of a meeting, each with the time at which it was stored (UTC, ms)."""
    rows = connection.execute(select(_file.id, _file.stored_at).where(_file.meeting == meeting))
    return [(row.id, row.stored_at) for row in rows]


def erase(connection: Connection, meeting: str) -> None:
    """Delete all files of a meeting in one transaction."""
    connection.execute(delete(CHUNKS).where(_chunk.meeting == meeting))
    connection.execute(delete(FILES).where(_file.meeting == meeting))


def erase_one_by_one(database: Database, meeting: str) -> None:
    """Delete all files of a meeting, each in a transaction of its own, because a running server must not wait long."""
    for file, _ in database.run_blocking(partial(stored_times, meeting=meeting)):
        database.run_blocking(partial(remove_one, meeting=meeting, file=file))


def _reserve(connection: Connection, meeting: str, file: str, size: int, at: int) -> None:
    stored = connection.execute(select(func.coalesce(func.sum(_file.size), 0)).where(_file.meeting == meeting))
    if stored.scalar_one() + size > MOST_BYTES_OF_MEETING:
        raise MeetingFull(meeting)
    connection.execute(insert(FILES).values(meeting=meeting, id=file, size=size, stored_at=at))


def _add_chunk(connection: Connection, row: dict[str, object]) -> None:
    connection.execute(insert(CHUNKS), [row])


def _size_or_none(connection: Connection, meeting: str, file: str) -> int | None:
    size: int | None = connection.execute(select(_file.size).where(_file.meeting == meeting, _file.id == file)).scalar()
    return size


def _remove_chunk(connection: Connection, meeting: str, file: str, number: int) -> None:
    connection.execute(delete(CHUNKS).where(_chunk.meeting == meeting, _chunk.id == file, _chunk.number == number))


def _read_chunk(connection: Connection, meeting: str, file: str, number: int) -> bytes:
    wanted = select(_chunk.body).where(_chunk.meeting == meeting, _chunk.id == file, _chunk.number == number)
    body = connection.execute(wanted).scalar()
    if body is None:
        raise NoFile(file)
    return bytes(body)


def _chunks_of(size: int) -> int:
    return -(-size // CHUNK_BYTES)
